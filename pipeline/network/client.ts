import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { type Clock, systemClock } from './clock.ts';
import { Host, type HostRest } from './host.ts';
import { redact, type Secrets } from './redact.ts';
import { judge, type Reader, type Reply } from './reply.ts';
import { type Outgoing, type Transfer, type TransferLimits, transfer } from './transfer.ts';

/** How a source reaches its site. */
export interface SiteOptions {
  /** As the settings write it; a path in it comes before every request's. */
  readonly url: string;
  readonly requestsPerSecond: number;
  /** Sent with every request; their values are secrets. */
  readonly secretQuery?: readonly (readonly [name: string, value: string])[];
  /** HTTP Basic; the password is a secret. */
  readonly login?: { readonly name: string; readonly password: string };
}

export interface SiteRequest {
  readonly path: string;
  readonly query: readonly (readonly [name: string, value: string])[];
  /** Makes it a multipart POST. */
  readonly form?: FormData;
  /** Statuses beside 2xx that are answers, such as 404 for a post by its id. */
  readonly accepted?: readonly number[];
}

/** A source's way to its site. Sources on one host share its queue, its pace and its rests. */
export interface Site {
  /** Requests sent so far, by this source. */
  readonly requests: number;
  /** Until when the host rests, in milliseconds since 1970. */
  readonly restsUntil: number | undefined;
  /** How the host failed last; `undefined` where its last answer was one. */
  readonly rest: HostRest | undefined;
  /**
   * What `read` makes of the answer. Never rejects for the server's sake: only with the signal's reason, when that is
   * aborted.
   */
  readonly ask: <T>(
    request: SiteRequest,
    read: Reader<T>,
    signal: AbortSignal,
  ) => Promise<Reply<T>>;
  /** Leaves the host alone until a time, in milliseconds since 1970, that it has named itself. */
  readonly restUntil: (until: number, reason: string, failure?: 'throttled' | 'refused') => void;
}

export interface ClientOptions {
  readonly userAgent: string;
  readonly clock?: Clock;
  readonly limits?: Partial<TransferLimits>;
  /** Hosts that an earlier run has left alone. */
  readonly rests?: ReadonlyMap<string, HostRest>;
}

const defaultLimits: TransferLimits = {
  connect: 5000,
  firstByte: 10_000,
  total: 15_000,
  bytes: 2 * 2 ** 20,
};
const mostRedirects = 3;

/** `HomeBooru/1.0.0 (by name@example.org)`: sites want to know whom to write to. */
export function userAgentOf(version: string, contact: string | null): string {
  const clean = (contact ?? '').replace(/[^\x20-\x7e]|[()]/g, '').trim();
  return `HomeBooru/${version} (by ${clean || 'anonymous'})`;
}

/** The one client for all that goes out over HTTP: polite, bounded, and silent about secrets. */
export class Client implements Disposable {
  readonly clock: Clock;
  readonly #options: ClientOptions;
  readonly #limits: TransferLimits;
  readonly #hosts = new Map<string, Host>();
  readonly #agents = {
    http: new HttpAgent({ keepAlive: true, maxSockets: 8 }),
    https: new HttpsAgent({ keepAlive: true, maxSockets: 8 }),
  };

  constructor(options: ClientOptions) {
    this.#options = options;
    this.clock = options.clock ?? systemClock;
    this.#limits = { ...defaultLimits, ...options.limits };
  }

  /** What the next run must know of the hosts: those that failed last. */
  get rests(): ReadonlyMap<string, HostRest> {
    const untouched = [...(this.#options.rests ?? [])].filter(([name]) => !this.#hosts.has(name));
    const failed = [...this.#hosts].flatMap(([name, { rest }]) =>
      rest ? [[name, rest] as const] : [],
    );
    return new Map([...untouched, ...failed]);
  }

  site(options: SiteOptions): Site {
    const base = new URL(options.url);
    const host = this.#host(base.host);
    host.slowDownTo(options.requestsPerSecond);
    const headers = { 'user-agent': this.#options.userAgent, ...authorization(options) };
    const secrets = secretsOf(options);
    let requests = 0;
    const ask: Site['ask'] = async <T>(
      { path, query, form, accepted = [] }: SiteRequest,
      read: Reader<T>,
      signal: AbortSignal,
    ): Promise<Reply<T>> => {
      const sent = form && (await encode(form));
      let url = withQuery(base, path, [...query, ...(options.secretQuery ?? [])]);
      for (let redirects = 0; ; redirects++) {
        const outgoing: Outgoing = {
          method: sent ? 'POST' : 'GET',
          url,
          headers: { ...headers, ...acceptHeaders, ...sent?.headers },
          ...(sent ? { body: sent.bytes } : {}),
        };
        const reply = await host.run(signal, async (): Promise<Reply<T | URL>> => {
          requests += 1;
          const came = await this.#send(outgoing, signal);
          const next = redirects < mostRedirects ? redirectOf(came, url) : undefined;
          if (next) return { kind: 'answered', status: 0, body: next };
          return judge(came, { accepted, secrets, read }, this.clock.now());
        });
        if (reply.kind === 'failed') return reply;
        const { status, body: answer } = reply;
        if (answer instanceof URL) url = answer;
        else return { kind: 'answered', status, body: answer };
      }
    };
    return {
      get requests() {
        return requests;
      },
      get restsUntil() {
        return host.restsUntil;
      },
      get rest() {
        return host.rest;
      },
      ask,
      restUntil: (until, reason, failure = 'throttled') =>
        host.restUntil(until, redact(reason, secrets), failure),
    };
  }

  [Symbol.dispose](): void {
    this.#agents.http.destroy();
    this.#agents.https.destroy();
  }

  #host(name: string): Host {
    const known = this.#hosts.get(name);
    if (known) return known;
    const host = new Host(name, this.clock, this.#options.rests?.get(name));
    this.#hosts.set(name, host);
    return host;
  }

  #send(outgoing: Outgoing, signal: AbortSignal): Promise<Transfer> {
    return transfer(outgoing, this.#agents, this.#limits, signal);
  }
}

const acceptHeaders = { accept: 'application/json', 'accept-encoding': 'gzip' };

function authorization({ login }: SiteOptions): Readonly<Record<string, string>> {
  if (!login) return {};
  return { authorization: `Basic ${tokenOf(login)}` };
}

function tokenOf({ name, password }: NonNullable<SiteOptions['login']>): string {
  return Buffer.from(`${name}:${password}`).toString('base64');
}

/** Which parameters are keys; the others name the user. */
const keyNames: ReadonlySet<string> = new Set(['api_key']);

function secretsOf({ secretQuery = [], login }: SiteOptions): Secrets {
  const valuesOf = (isKey: boolean): readonly string[] =>
    secretQuery.filter(([name]) => keyNames.has(name) === isKey).map(([, value]) => value);
  const token = login ? [login.password, tokenOf(login)] : [];
  return {
    keys: [...valuesOf(true), ...token],
    users: [...valuesOf(false), ...(login ? [login.name] : [])],
  };
}

/** Colons and commas stay as they are: a query of a hundred MD5s is a tenth shorter. */
function withQuery(base: URL, path: string, query: SiteRequest['query']): URL {
  const encode = (text: string): string =>
    encodeURIComponent(text).replaceAll('%3A', ':').replaceAll('%2C', ',');
  const text = query.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&');
  return new URL(`${base.origin}${base.pathname.replace(/\/$/, '')}${path}?${text}`);
}

async function encode(form: FormData) {
  const response = new Response(form);
  const type = response.headers.get('content-type') ?? '';
  return {
    bytes: new Uint8Array(await response.arrayBuffer()),
    headers: { 'content-type': type },
  };
}

/** Where a response sends us, if that is the same host; elsewhere nobody is asked. */
function redirectOf(came: Transfer, from: URL): URL | undefined {
  if (came.kind === 'broken' || came.status < 300 || came.status > 399) return undefined;
  const { location } = came.headers;
  if (location === undefined || !URL.canParse(location, from.href)) return undefined;
  const to = new URL(location, from);
  return to.origin === from.origin ? to : undefined;
}
