import type { Request } from 'express';
import type { z } from 'zod';
import { Refusal } from './refusal.ts';

/** Checks a body against a schema. Throws a Refusal that names the field and what is wanted. */
export function readBody<T>(request: Request, schema: z.ZodType<T>): T {
  const checked = schema.safeParse(request.body ?? {});
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  const field = issue?.path.join('.') ?? '';
  throw new Refusal(400, `${field === '' ? 'The body' : field}: ${issue?.message ?? 'is wrong'}`);
}

/** A whole number from 1 in the path. Throws a Refusal. */
export function readNumber(request: Request, name: string): number {
  const text = request.params[name];
  if (typeof text === 'string' && /^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw new Refusal(404, `There is no such ${name}.`);
}

/** A text of the address's query part; the first of several. */
export function readText(request: Request, name: string): string {
  const value: unknown = Object.hasOwn(request.query, name) ? request.query[name] : undefined;
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' ? first : '';
}

/** A whole number of the query part, within limits; what is none counts as the usual one. */
export function readCount(
  request: Request,
  name: string,
  limits: { readonly least: number; readonly most: number; readonly usual: number },
): number {
  const text = readText(request, name);
  if (!/^-?\d{1,15}$/.test(text)) return limits.usual;
  return Math.min(limits.most, Math.max(limits.least, Number(text)));
}
