import type { IncomingHttpHeaders } from 'node:http';
import { isObject, ownText } from '../../catalog/json.ts';
import type { Transfer } from './transfer.ts';

/** What a failure says of the host. */
export type FailureKind =
  /** Something went wrong; it may go better in a moment. */
  | 'glitch'
  /** It wants to be asked less. */
  | 'throttled'
  /** It does not want to be asked so, or by us. */
  | 'refused'
  /** It was not asked at all, as it rests. */
  | 'resting';

/** A host's answer: JSON (`undefined`: an empty body), or a failure, which says nothing of what was asked for. */
export type Reply =
  | { readonly kind: 'answered'; readonly status: number; readonly body: unknown }
  | Failure;

export interface Failure {
  readonly kind: 'failed';
  readonly failure: FailureKind;
  /** In one line that begins with a verb, without secrets: `answered 503`. */
  readonly reason: string;
  /** Until when the host rests, in milliseconds since 1970. */
  readonly until?: number;
  readonly status?: number;
  /** The JSON that came with it. */
  readonly body?: unknown;
  /** Milliseconds that the host asks us to wait. */
  readonly retryAfter?: number;
}

/** Deeper JSON than any booru's is an attack on whoever walks through it. */
const deepest = 64;
const longestWait = 3_600_000;

/** Judges what came back. `accepted`: statuses beside 2xx that are answers. `now`: milliseconds since 1970. */
export function judge(transfer: Transfer, accepted: readonly number[], now: number): Reply {
  if (transfer.kind === 'broken') {
    return { kind: 'failed', failure: 'glitch', reason: transfer.reason };
  }
  const { status, headers, body } = transfer;
  const json = readJson(body);
  const isGood = (status >= 200 && status < 300) || accepted.includes(status);
  if (isGood && json.isRead) return { kind: 'answered', status, body: json.value };
  const retryAfter = readRetryAfter(headers['retry-after'], now);
  return {
    kind: 'failed',
    failure: failureOf(status),
    reason: describe(status, isGood, headers, body, json),
    status,
    ...(json.isRead && json.value !== undefined ? { body: json.value } : {}),
    ...(retryAfter === undefined ? {} : { retryAfter }),
  };
}

function failureOf(status: number): FailureKind {
  if ([421, 429, 503, 509, 529].includes(status)) return 'throttled';
  return [401, 403, 451].includes(status) ? 'refused' : 'glitch';
}

interface Json {
  readonly isRead: boolean;
  readonly value?: unknown;
}

function readJson(body: Buffer): Json {
  const text = body.toString('utf8').replace(/^\uFEFF/, '');
  if (text.trim() === '') return { isRead: true, value: undefined };
  if (depthOf(body) > deepest) return { isRead: false };
  try {
    return { isRead: true, value: JSON.parse(text) };
  } catch (error) {
    if (error instanceof SyntaxError) return { isRead: false };
    throw error;
  }
}

/** How deep objects and lists are nested. */
function depthOf(body: Buffer): number {
  let [depth, deepestSeen, isText] = [0, 0, false];
  for (let at = 0; at < body.length; at++) {
    const byte = body[at];
    if (byte === 0x22) isText = !isText;
    else if (byte === 0x5c && isText) at += 1;
    else if (isText) continue;
    else if (byte === 0x5b || byte === 0x7b) {
      depth += 1;
      deepestSeen = Math.max(deepestSeen, depth);
    } else if (byte === 0x5d || byte === 0x7d) depth -= 1;
  }
  return deepestSeen;
}

function describe(
  status: number,
  isGood: boolean,
  headers: IncomingHttpHeaders,
  body: Buffer,
  json: Json,
): string {
  const start = body.subarray(0, 65_536).toString('utf8');
  const isCloudflare =
    headers['cf-mitigated'] === 'challenge' || /_cf_chl_opt|<title>Just a moment/.test(start);
  if (isCloudflare) return `answered ${status} with a Cloudflare page that wants a browser`;
  const message = messageOf(json.value);
  if (!isGood) return message ? `answered ${status}: ${message}` : `answered ${status}`;
  return /^\s*</.test(start) ? 'answered with a page instead of JSON' : 'answered with broken JSON';
}

/** What the sites' error bodies say to people. */
function messageOf(value: unknown): string {
  if (typeof value === 'string') return value.slice(0, 200);
  if (!isObject(value)) return '';
  return (ownText(value, 'message') ?? ownText(value, 'reason') ?? '').slice(0, 200);
}

/** Seconds or a date, https://www.rfc-editor.org/rfc/rfc9110#field.retry-after; an hour at most. */
function readRetryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const text = header.trim();
  const wait = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isNaN(wait) ? undefined : Math.min(longestWait, Math.max(0, wait));
}
