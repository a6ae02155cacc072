import type { ErrorRequestHandler, NextFunction, Request, Response } from 'express';
import type { Logger } from 'pino';
import { BusyError } from '../../pipeline/library/lock.ts';
import { Refusal } from './refusal.ts';

/** Turns what was thrown into an answer: why a request is refused, and nothing of what lies behind a failure. */
export function answerErrors(log: Logger): ErrorRequestHandler {
  // Express tells it by its four parameters.
  return (error: unknown, _request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const { status, message, more } = asRefusal(error);
    if (status >= 500) log.error(describeError(error), 'cannot answer');
    if (status === 429) response.set('Retry-After', '60');
    response.status(status).json({ ...more, error: { message } });
  };
}

function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof BusyError) return new Refusal(409, error.message);
  const status = statusOf(error);
  const text = status === 413 ? 'This request is too large.' : 'This request cannot be answered.';
  return new Refusal(status, status < 500 ? text : 'Something went wrong.');
}

/** Express and its body parsers give what is wrong with a request a status. */
function statusOf(error: unknown): number {
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}

/** An error for the log: where it arose, and its code. Messages may hold names and paths, so they stay out. */
function describeError(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { kind: typeof error };
  const code = 'code' in error ? error.code : undefined;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { kind: error.name, code, at: frames.slice(0, 5).map((line) => line.trim()) };
}
