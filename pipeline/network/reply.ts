import type { IncomingHttpHeaders } from 'node:http';
import { isObject, ownText } from '../../catalog/json.ts';
import { redact, redactJson, type Secrets } from './redact.ts';
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

/** A host's answer, as its reader has read it, or a failure, which says nothing of what was asked for. */
export type Reply<T> = Answered<T> | Failure;

export interface Answered<T> {
  readonly kind: 'answered';
  readonly status: number;
  readonly body: T;
}

/** What came with a good status and is no answer: a failure of the host, as any other. */
export interface Misanswer {
  readonly failure: 'glitch' | 'throttled' | 'refused';
  /** As a failure's. */
  readonly reason: string;
}

/**
 * Reads a JSON body (`undefined`: an empty one) without secrets. `undefined`: an accepted status came without what would
 * make it an answer, and speaks for itself.
 */
export type Reader<T> = (
  body: unknown,
  status: number,
) => { readonly value: T } | Misanswer | undefined;

/** What is looked for in a response. */
export interface Expectation<T> {
  /** Statuses beside 2xx that may be answers. */
  readonly accepted: readonly number[];
  readonly secrets: Secrets;
  readonly read: Reader<T>;
}

export interface Failure {
  readonly kind: 'failed';
  readonly failure: FailureKind;
  /** In one line that begins with a verb, short, without secrets: `answered 503`. */
  readonly reason: string;
  /** Until when the host rests, in milliseconds since 1970. */
  readonly until?: number;
  readonly status?: number;
  /** The JSON that came with it. */
  readonly body?: unknown;
  /** Milliseconds that the host asks us to wait. */
  readonly retryAfter?: number;
  /** It said more than it may: a shorter question may be answered. */
  readonly isTooLong?: true;
  /** Nobody was reached, as the network is away: that is no fault of the host, nor of what was asked about. */
  readonly isUnsent?: true;
}

/** Deeper JSON than any booru's is an attack on whoever walks through it. */
const deepest = 64;
/** A hundred recorded posts have a third of it; each value costs some hundred bytes. */
const mostValues = 30_000;
const longestWait = 3_600_000;

/** Judges what came back; no secret is left in what it returns. `now`: milliseconds since 1970. */
export function judge<T>(
  transfer: Transfer,
  { accepted, secrets, read }: Expectation<T>,
  now: number,
): Reply<T> {
  const fail = (failure: FailureKind, reason: string): Failure => ({
    kind: 'failed',
    failure,
    reason: shorten(redact(reason, secrets)),
  });
  if (transfer.kind === 'broken') {
    const { kind: _kind, reason, ...facts } = transfer;
    return { ...fail('glitch', reason), ...facts };
  }
  const { status, headers } = transfer;
  const json = readJson(transfer.body);
  if (json.isTooLong) {
    return {
      ...fail('glitch', `answered more than ${mostValues} values`),
      isTooLong: true,
      status,
    };
  }
  const isGood = status >= 200 && status < 300;
  // A post may hold the user's name as a tag; what else is said has no need of it.
  const hidden = isGood ? secrets.keys : [...secrets.keys, ...secrets.users];
  const body = redactJson(json.value, hidden);
  const isAnswer = json.isRead && (isGood || accepted.includes(status));
  const reading = isAnswer ? read(body, status) : undefined;
  if (reading && 'value' in reading) return { kind: 'answered', status, body: reading.value };
  const retryAfter = readRetryAfter(headers['retry-after'], now);
  return {
    ...(reading
      ? fail(reading.failure, reading.reason)
      : fail(failureOf(status), describe(status, isGood, transfer, json))),
    status,
    ...(body === undefined ? {} : { body }),
    ...(retryAfter === undefined ? {} : { retryAfter }),
  };
}

/** Letters of a reason: what follows is the site's own prose. */
const longestReason = 300;

function shorten(reason: string): string {
  return reason.replace(/\s+/g, ' ').trim().slice(0, longestReason);
}

function failureOf(status: number): FailureKind {
  if ([421, 429, 503, 509, 529].includes(status)) return 'throttled';
  return [401, 403, 451].includes(status) ? 'refused' : 'glitch';
}

interface Json {
  readonly isRead: boolean;
  readonly value?: unknown;
  readonly isTooLong?: true;
}

function readJson(body: Buffer): Json {
  const text = body.toString('utf8').replace(/^\uFEFF/, '');
  if (text.trim() === '') return { isRead: true, value: undefined };
  const { depth, values } = measure(body);
  if (depth > deepest) return { isRead: false };
  if (values > mostValues) return { isRead: false, isTooLong: true };
  try {
    return { isRead: true, value: JSON.parse(text) };
  } catch (error) {
    if (error instanceof SyntaxError) return { isRead: false };
    throw error;
  }
}

/** How deep objects and lists are nested, and how many values there are at most. */
function measure(body: Buffer): { readonly depth: number; readonly values: number } {
  let [depth, deepestSeen, values, isText] = [0, 0, 1, false];
  for (let at = 0; at < body.length; at++) {
    const byte = body[at];
    if (byte === 0x22) isText = !isText;
    else if (byte === 0x5c && isText) at += 1;
    else if (isText) continue;
    else if (byte === 0x2c) values += 1;
    else if (byte === 0x5b || byte === 0x7b) {
      values += 1;
      depth += 1;
      deepestSeen = Math.max(deepestSeen, depth);
    } else if (byte === 0x5d || byte === 0x7d) depth -= 1;
  }
  return { depth: deepestSeen, values };
}

function describe(
  status: number,
  isGood: boolean,
  { headers, body }: { readonly headers: IncomingHttpHeaders; readonly body: Buffer },
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
  if (typeof value === 'string') return value;
  if (!isObject(value)) return '';
  return ownText(value, 'message') ?? ownText(value, 'reason') ?? '';
}

/**
 * Seconds or a date, https://www.rfc-editor.org/rfc/rfc9110#field.retry-after; an hour at most, whatever is wished: no
 * header keeps a site away for years, and a host that throttles for longer opens its circuit after a few requests.
 */
function readRetryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const text = header.trim();
  const wait = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isNaN(wait) ? undefined : Math.min(longestWait, Math.max(0, wait));
}
