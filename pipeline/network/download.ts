import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rm, stat, statfs } from 'node:fs/promises';
import { Agent as HttpAgent, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { dirname } from 'node:path';
import { moveFile, orAbsent, readIfPresent, writeAtomically } from '../library/files.ts';
import { type Clock, systemClock } from './clock.ts';
import { explain, openResponse } from './transfer.ts';

/** A large file of the network that is to become one of the disk. */
export interface DownloadWish {
  readonly url: string;
  readonly target: string;
  /** What is known of it beforehand: checked. */
  readonly bytes?: number;
  readonly sha256?: string;
  readonly userAgent: string;
  readonly onProgress: (bytes: number, total: number) => void;
  readonly clock?: Clock;
  /** Milliseconds without a byte after which a connection counts as cut off. */
  readonly silence?: number;
}

/** Why a file did not come, in the user's words. */
export class DownloadError extends Error {
  override readonly name = 'DownloadError';
}

/** A failure that may pass. */
class PassingError extends Error {}

/** In a row, without a byte more than before. */
const mostAttempts = 5;
const firstPause = 1000;
const mostRedirects = 5;
const usualSilence = 30_000;

/**
 * Loads a file and puts it in its place, whole or not at all; returns its SHA-256. What comes first lies beside it as
 * `.part`: a connection that was cut off, or a later call, goes on from there. Throws a DownloadError.
 */
export async function download(wish: DownloadWish, signal: AbortSignal): Promise<string> {
  const { target, clock = systemClock } = wish;
  const part = `${target}.part`;
  await mkdir(dirname(target), { recursive: true });
  for (let attempt = 1; ; attempt++) {
    const before = await sizeOf(part);
    try {
      await loadRest(wish, part, signal);
      break;
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof PassingError)) throw error;
      if ((await sizeOf(part)) > before) attempt = 0;
      if (attempt === mostAttempts) {
        throw new DownloadError(
          `${error.message}; ${await sizeOf(part)} bytes are kept, and the next try goes on from there`,
          { cause: error },
        );
      }
      await clock.wait(firstPause * 2 ** attempt, signal);
    }
  }
  const sha256 = await hashOf(part);
  if (wish.sha256 !== undefined && sha256 !== wish.sha256) {
    await forget(target);
    throw new DownloadError(
      `what came is not the file that is wanted: its SHA-256 is ${sha256}, not ${wish.sha256}`,
    );
  }
  await rm(target, { force: true });
  await moveFile(part, target);
  await forget(target);
  return sha256;
}

function markOf(target: string): string {
  return `${target}.part.etag`;
}

/** Removes what a download has left beside its target. */
async function forget(target: string): Promise<void> {
  await rm(`${target}.part`, { force: true });
  await rm(markOf(target), { force: true });
}

async function sizeOf(path: string): Promise<number> {
  return (await orAbsent(stat(path)))?.size ?? 0;
}

/** Asks for what is missing, and adds it. Throws a PassingError where the way there broke. */
async function loadRest(wish: DownloadWish, part: string, signal: AbortSignal): Promise<void> {
  const have = await usableBytes(wish, part);
  if (have > 0 && have === wish.bytes) return;
  const stop = new AbortController();
  const silence = wish.silence ?? usualSilence;
  const timer = setTimeout(() => {
    stop.abort(new Error(`sent nothing for ${silence / 1000} s`));
  }, silence);
  const agents = { http: new HttpAgent(), https: new HttpsAgent() };
  try {
    const both = AbortSignal.any([signal, stop.signal]);
    const response = await follow(wish, have, agents, both);
    await keep(response, wish, part, have, () => timer.refresh());
  } catch (error) {
    if (error instanceof DownloadError || error instanceof PassingError) throw error;
    signal.throwIfAborted();
    const reason = stop.signal.aborted ? String(stop.signal.reason.message) : explain(error);
    throw new PassingError(`${new URL(wish.url).host} ${reason}`, { cause: error });
  } finally {
    clearTimeout(timer);
    agents.http.destroy();
    agents.https.destroy();
  }
}

/** Bytes that are there and can be added to: what may be of another file is not. */
async function usableBytes({ target, bytes, sha256 }: DownloadWish, part: string): Promise<number> {
  const have = await sizeOf(part);
  const isSure = sha256 !== undefined || (await readIfPresent(markOf(target))) !== undefined;
  if (isSure && have <= (bytes ?? Number.POSITIVE_INFINITY)) return have;
  await forget(target);
  return 0;
}

/** The answer, after redirects: to another host only over https, as files lie with a carrier of their host's choice. */
async function follow(
  wish: DownloadWish,
  have: number,
  agents: { readonly http: HttpAgent; readonly https: HttpsAgent },
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const mark = have > 0 ? await readIfPresent(markOf(wish.target)) : undefined;
  let url = new URL(wish.url);
  for (let redirects = 0; ; redirects++) {
    const headers = {
      'user-agent': wish.userAgent,
      'accept-encoding': 'identity',
      ...(have > 0 ? { range: `bytes=${have}-` } : {}),
      ...(mark === undefined ? {} : { 'if-range': mark }),
    };
    const response = await openResponse({ method: 'GET', url, headers }, agents, signal);
    const { statusCode: status = 0 } = response;
    if (status < 300 || status > 399) return response;
    response.destroy();
    const { location = '' } = response.headers;
    const next = URL.canParse(location, url.href) ? new URL(location, url) : undefined;
    if (!next || redirects === mostRedirects) {
      throw new DownloadError(`${url.host} sends us round in circles`);
    }
    if (next.host !== url.host && next.protocol !== 'https:') {
      throw new DownloadError(`${url.host} sends us to ${next.host} without encryption`);
    }
    url = next;
  }
}

async function keep(
  response: IncomingMessage,
  wish: DownloadWish,
  part: string,
  have: number,
  onBytes: () => void,
): Promise<void> {
  const { statusCode: status = 0, headers } = response;
  const start = startOf(response, have);
  if (start === undefined) {
    response.destroy();
    const host = new URL(wish.url).host;
    if (status === 416) await forget(wish.target);
    if (status === 416 || status === 429 || status >= 500) {
      throw new PassingError(`${host} answers with status ${status}`);
    }
    throw new DownloadError(`${host} answers with status ${status}: ${wish.url}`);
  }
  if (/^text\/html/.test(headers['content-type'] ?? '')) {
    response.destroy();
    throw new DownloadError(`${wish.url} is a page, not a file`);
  }
  const total = start + Number(headers['content-length'] ?? Number.NaN);
  if (wish.bytes !== undefined && total !== wish.bytes) {
    response.destroy();
    throw new DownloadError(`${wish.url} has ${total} bytes; wants ${wish.bytes}`);
  }
  if (!Number.isSafeInteger(total)) {
    response.destroy();
    throw new DownloadError(`${wish.url} does not tell its size`);
  }
  await requireSpace(part, total - start);
  if (headers.etag !== undefined && !headers.etag.startsWith('W/')) {
    await writeAtomically(markOf(wish.target), headers.etag);
  }
  await append(response, part, start, total, (bytes) => {
    onBytes();
    wish.onProgress(bytes, total);
  });
}

/** Where the answer's bytes belong; `undefined`: it is no part of the file. */
function startOf({ statusCode, headers }: IncomingMessage, have: number): number | undefined {
  if (statusCode === 200) return 0;
  if (statusCode !== 206) return undefined;
  return headers['content-range']?.startsWith(`bytes ${have}-`) ? have : undefined;
}

async function requireSpace(part: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(dirname(part));
  if (bavail * bsize >= bytes) return;
  const [wanted, there] = [bytes, bavail * bsize].map((count) => Math.ceil(count / 1e6));
  throw new DownloadError(`${wanted} MB are to come, and ${there} MB are free in ${dirname(part)}`);
}

async function append(
  response: IncomingMessage,
  part: string,
  start: number,
  total: number,
  onBytes: (bytes: number) => void,
): Promise<void> {
  await using file = await open(part, start === 0 ? 'w' : 'r+');
  let at = start;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      if (at + chunk.length > total) throw new DownloadError('more bytes come than were announced');
      await file.write(chunk, 0, chunk.length, at);
      at += chunk.length;
      onBytes(at);
    }
  } finally {
    await file.sync();
  }
  if (at !== total) throw new PassingError(`the connection ended after ${at} of ${total} bytes`);
}

/** A file's SHA-256, in hex. */
export async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    hash.update(chunk as Buffer);
  }
  return hash.digest('hex');
}
