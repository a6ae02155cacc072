import { type Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http';
import { type Agent as HttpsAgent, request as requestHttps } from 'node:https';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { codeOf } from '../library/files.ts';
import { isNearby, publicLookup } from './addresses.ts';

/** How long a server may take, in milliseconds, and how much it may say once unpacked, in bytes. */
export interface TransferLimits {
  readonly connect: number;
  readonly firstByte: number;
  readonly total: number;
  readonly bytes: number;
}

export interface Outgoing {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

/** What came back: a response of any status, or how the way there broke. */
export type Transfer =
  | {
      readonly kind: 'response';
      readonly status: number;
      readonly headers: IncomingMessage['headers'];
      readonly body: Buffer;
    }
  | {
      readonly kind: 'broken';
      readonly reason: string;
      readonly isTooLong?: true;
      /** It never left this machine, or the next router: the network is away. */
      readonly isUnsent?: true;
    };

export interface Agents {
  readonly http: HttpAgent;
  readonly https: HttpsAgent;
}

/**
 * Sends one request and reads its whole answer, within the limits. Follows nothing, throws nothing for the server's
 * sake; rejects with the signal's reason when that is aborted.
 */
export async function transfer(
  outgoing: Outgoing,
  agents: Agents,
  limits: TransferLimits,
  signal: AbortSignal,
): Promise<Transfer> {
  signal.throwIfAborted();
  const deadline = new AbortController();
  const expire = (within: number, what: string) =>
    setTimeout(() => deadline.abort(new Error(`${what} within ${within / 1000} s`)), within);
  const timers = new Map([
    ['total', expire(limits.total, 'did not finish its answer')],
    ['connect', expire(limits.connect, 'could not be reached')],
  ]);
  const settle = (name: string): void => clearTimeout(timers.get(name));
  // What is uploaded takes its time, which is not the server's.
  const awaitAnswer = (): void => {
    timers.set('first', expire(limits.firstByte, 'did not answer'));
  };
  try {
    const stop = AbortSignal.any([signal, deadline.signal]);
    const response = await openResponse(outgoing, agents, stop, {
      onConnect: () => settle('connect'),
      onSent: awaitAnswer,
    });
    settle('first');
    const body = await readBody(response, limits.bytes, stop);
    if (body === undefined) {
      return { kind: 'broken', reason: tooLong(limits.bytes), isTooLong: true };
    }
    return { kind: 'response', status: response.statusCode ?? 0, headers: response.headers, body };
  } catch (error) {
    signal.throwIfAborted();
    const reason = deadline.signal.aborted
      ? String(deadline.signal.reason.message)
      : explain(error);
    const isUnsent = awayCodes.has(codeOf(error) ?? '');
    return { kind: 'broken', reason, ...(isUnsent ? { isUnsent } : {}) };
  } finally {
    for (const timer of timers.values()) clearTimeout(timer);
  }
}

/** How far a request has come. */
export interface RequestSteps {
  readonly onConnect?: () => void;
  /** All of it is on its way. */
  readonly onSent?: () => void;
}

/** Sends a request; resolves once the answer's head is there. A public name that leads to a private address is refused. */
export function openResponse(
  { method, url, headers, body }: Outgoing,
  agents: Agents,
  signal: AbortSignal,
  { onConnect = () => undefined, onSent = () => undefined }: RequestSteps = {},
): Promise<IncomingMessage> {
  const isSecure = url.protocol === 'https:';
  const options = {
    method,
    signal,
    headers: { ...headers, ...(body ? { 'content-length': body.length } : {}) },
    agent: isSecure ? agents.https : agents.http,
    ...(isNearby(url.hostname) ? {} : { lookup: publicLookup }),
  };
  return new Promise((resolve, reject) => {
    const request = isSecure ? requestHttps(url, options) : requestHttp(url, options);
    request.on('socket', (socket) => {
      if (request.reusedSocket) onConnect();
      else socket.once(isSecure ? 'secureConnect' : 'connect', onConnect);
    });
    request.once('finish', onSent);
    request.on('response', resolve);
    request.on('error', reject);
    request.end(body);
  });
}

/** `undefined`: it is longer than it may be. */
async function readBody(
  response: IncomingMessage,
  most: number,
  signal: AbortSignal,
): Promise<Buffer | undefined> {
  const coding = response.headers['content-encoding'] ?? 'identity';
  if (!['identity', 'gzip', 'x-gzip'].includes(coding)) {
    response.destroy();
    throw new Error(`answered in the unknown coding ${JSON.stringify(coding).slice(0, 40)}`);
  }
  const plain: Readable = coding === 'identity' ? response : response.pipe(createGunzip());
  // An error of the response does not pass through a pipe.
  if (plain !== response) response.on('error', (error) => plain.destroy(error));
  const cut = (): void => void plain.destroy(new Error('was cut off'));
  signal.addEventListener('abort', cut, { once: true });
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of plain as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > most) return undefined;
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } finally {
    signal.removeEventListener('abort', cut);
    if (bytes > most || !response.complete) response.destroy();
  }
}

function tooLong(bytes: number): string {
  return `answered more than ${Math.round(bytes / 2 ** 20)} MiB`;
}

const awayCodes: ReadonlySet<string> = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETDOWN',
  'ENETUNREACH',
  'EHOSTUNREACH',
]);

const words: ReadonlyMap<string, string> = new Map([
  ['ECONNREFUSED', 'refused the connection'],
  ['ECONNRESET', 'broke the connection off'],
  ['EPIPE', 'broke the connection off'],
  ['ENOTFOUND', 'has no address: is the network there?'],
  ['EAI_AGAIN', 'has no address now: is the network there?'],
  ['ENETDOWN', 'cannot be reached: is the network there?'],
  ['ENETUNREACH', 'cannot be reached: is the network there?'],
  ['EHOSTUNREACH', 'cannot be reached: is the network there?'],
  ['EPRIVATE', 'has a name that leads to a private address'],
  ['HPE_HEADER_OVERFLOW', 'sent too many headers'],
  ['Z_BUF_ERROR', 'broke its answer off'],
]);

/** Why a connection broke, after the host's name. */
export function explain(error: unknown): string {
  const code = codeOf(error);
  const known = words.get(code ?? '');
  if (known !== undefined) return known;
  if (code?.startsWith('HPE_')) return 'speaks no HTTP';
  if (/CERT|SIGNATURE/.test(code ?? ''))
    return `has a certificate that nobody vouches for (${code})`;
  if (code !== undefined) return `could not be reached (${code})`;
  return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
}
