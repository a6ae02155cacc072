import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { inHosts, isOurHost } from '../hosts.ts';
import { Refusal } from '../http/refusal.ts';
import type { Route } from '../http/route.ts';
import { type Attempts, mostWrong } from './attempts.ts';
import { isSameSecret } from './secret.ts';
import { pageToken, type Sessions } from './sessions.ts';

export interface GateOptions {
  /** Names that we may be called by, beside this machine's own. */
  readonly hosts: readonly string[];
  readonly secret: string;
  readonly sessions: Sessions;
  readonly attempts: Attempts;
  /** Cookies do not tell ports apart, so each collection's has a name of its own. */
  readonly cookie: string;
  readonly log: Logger;
}

/**
 * Every check that stands before a request, in their order: host, method, origin, fetch site, rate, session, token, type.
 * Cookies alone protect nothing: another port of this machine is the same site to a browser.
 */
export class Gate {
  readonly #options: GateOptions;

  constructor(options: GateOptions) {
    this.#options = options;
  }

  /** Answers only those who call us by a name of ours; a browser cannot lie about it. For every path. */
  readonly requireHost: RequestHandler = (request, _response, next) => {
    const said = request.rawHeaders.filter((_, at) => {
      return at % 2 === 1 && request.rawHeaders[at - 1]?.toLowerCase() === 'host';
    });
    const port = request.socket.localPort ?? 0;
    const isOurs = said.length === 1 && isOurHost(said[0] ?? '', port, this.#options.hosts);
    // A whole address in the request line names a host of its own.
    if (!isOurs || !request.url.startsWith('/')) {
      throw new Refusal(403, 'This address is not known here.');
    }
    next();
  };

  /** The checks of one route, but for the secret in a form, which can be read only after them (`requireFormSecret`). */
  admit(route: Route): RequestHandler {
    return (request, response, next) => {
      this.#requireOwnPage(request, route);
      refuseSecretInAddress(request);
      const caller = this.#callerOf(request, route);
      response.locals['isUser'] = caller !== 'stranger';
      response.locals['isBySession'] = caller === 'session';
      if (route.method !== 'get') requireType(request, route, caller);
      next();
    };
  }

  /** For the routes that take a form: the secret in it makes the user of a stranger. */
  readonly requireFormSecret: RequestHandler = (request, response, next) => {
    if (response.locals['isUser'] !== true) {
      const { secret } = request.body ?? {};
      if (typeof secret !== 'string' || secret === '') throw unauthorized();
      this.requireSecret(secret);
      response.locals['isUser'] = true;
    }
    next();
  };

  /** Throws a Refusal where a secret is wrong, or too many were. */
  requireSecret(said: string): void {
    this.requireOpen();
    if (isSameSecret(said, this.#options.secret)) return;
    throw unauthorized(`Not the right secret. ${this.noteWrong()}`);
  }

  /** Throws a Refusal while no secret and no link is looked at. */
  requireOpen(): void {
    if (!this.#options.attempts.isClosed) return;
    throw new Refusal(429, 'Too many wrong secrets: try again in a minute.');
  }

  /** Counts a wrong secret or link, and logs no more than that there were many; answers what the caller may still try. */
  noteWrong(): string {
    const { attempts, log } = this.#options;
    const left = attempts.noteWrong();
    if (left === 0) log.warn({ wrong: mostWrong }, 'too many wrong secrets');
    if (left === 0) return 'Try again in a minute.';
    return `${left} ${left === 1 ? 'try' : 'tries'} left this minute.`;
  }

  /** The session that a request's cookie names, where it is live. */
  sessionOf(request: Request): string | undefined {
    const token = cookieOf(request, this.#options.cookie);
    return token !== undefined && this.#options.sessions.isLive(token) ? token : undefined;
  }

  /** A page elsewhere may not ask; one of ours, or no page at all, may. */
  #requireOwnPage(request: Request, { method }: Route): void {
    const origin = request.get('origin');
    const host = request.get('host') ?? '';
    if (origin !== undefined && !isOwnOrigin(origin, host, this.#options.hosts)) {
      throw new Refusal(403, 'Another site may not ask this.');
    }
    const site = request.get('sec-fetch-site');
    // `none`: typed by the user, which can only be to read.
    const isOwn = site === undefined || site === 'same-origin';
    if (!isOwn && !(method === 'get' && site === 'none')) {
      throw new Refusal(403, 'Another site may not ask this.');
    }
  }

  #callerOf(request: Request, route: Route): 'stranger' | 'session' | 'script' {
    const bearer = /^Bearer +(\S+)$/i.exec(request.get('authorization') ?? '')?.[1];
    if (bearer !== undefined) {
      this.requireSecret(bearer);
      return 'script';
    }
    const session = this.sessionOf(request);
    if (session === undefined) {
      if (route.access !== 'user') return 'stranger';
      if (route.body === 'flask' && typeOf(request) === formType) return 'stranger';
      throw unauthorized();
    }
    if (route.method === 'get' || route.access === 'login') return 'session';
    if (request.get('origin') === undefined) {
      throw new Refusal(403, 'A browser must say which page asks.');
    }
    if (!isSameSecret(request.get('x-hb-token') ?? '', pageToken(session))) {
      throw new Refusal(403, 'The page token is missing or wrong.');
    }
    return 'session';
  }
}

function unauthorized(message = 'Log in first, or send the secret.'): Refusal {
  return new Refusal(401, message);
}

/** The page's own address, port and all: `http://` and the host by which it calls us; TLS only before a chosen name. */
function isOwnOrigin(origin: string, host: string, hosts: readonly string[]): boolean {
  const said = origin.toLowerCase();
  const name = host.toLowerCase();
  return said === `http://${name}` || (said === `https://${name}` && inHosts(name, hosts));
}

/** Addresses are written down in logs and histories: a secret in one is refused, right or wrong. */
function refuseSecretInAddress(request: Request): void {
  if (Object.hasOwn(request.query, 'secret')) {
    throw unauthorized('A secret in an address is refused: send it in the body, or in a header.');
  }
}

function requireType(request: Request, { body = 'none' }: Route, caller: string): void {
  const said = typeOf(request);
  // A form is taken with the secret alone: a session's cookie would come along by itself.
  if (body === 'flask' && caller !== 'session' && said === formType) return;
  // A script proves itself by a header that no form can send, and may leave out a body with its type.
  if (caller === 'script' && said === '' && !hasBody(request)) return;
  const isWanted = body === 'picture' ? pictureType.test(said) : said === 'application/json';
  if (isWanted) return;
  const wish = body === 'picture' ? 'application/octet-stream' : 'application/json';
  throw new Refusal(415, `This wants the content type ${wish}.`);
}

const formType = 'application/x-www-form-urlencoded';
const pictureType = /^(application\/octet-stream|image\/[\w.+-]+)$/;

/** The media type that a request says, without its parameters. */
function typeOf(request: Request): string {
  return request.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
}

function hasBody(request: Request): boolean {
  return (
    Number(request.get('content-length') ?? 0) > 0 || request.get('transfer-encoding') !== undefined
  );
}

function cookieOf(request: Request, name: string): string | undefined {
  for (const part of (request.get('cookie') ?? '').split(';')) {
    const at = part.indexOf('=');
    if (part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return undefined;
}

/** Sets the session's cookie; an empty token takes it away. */
export function setCookie(response: Response, name: string, token: string, span: number): void {
  const age = token === '' ? 0 : Math.floor(span / 1000);
  response.append(
    'Set-Cookie',
    `${name}=${token}; HttpOnly; SameSite=Strict; Path=/; Max-Age=${age}`,
  );
}
