import { createHash, timingSafeEqual } from 'node:crypto';
import { join } from 'node:path';
import { isObject, ownArray, ownCount, ownText } from '../../catalog/json.ts';
import { readIfPresent, writeAtomically } from '../../pipeline/library/files.ts';
import { privateMode, randomToken, tokenHash } from './secret.ts';

/** Milliseconds that a session lasts. */
export const sessionSpan = 12 * 3600 * 1000;
const mostSessions = 25;

interface Session {
  readonly hash: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** Who is logged in: kept as hashes in the state folder, so that a restart logs nobody out. */
export class Sessions {
  readonly #path: string;
  #live: readonly Session[];

  private constructor(path: string, live: readonly Session[]) {
    this.#path = path;
    this.#live = live;
  }

  static async open(state: string): Promise<Sessions> {
    const path = join(state, 'sessions.json');
    return new Sessions(path, parseSessions((await readIfPresent(path)) ?? ''));
  }

  /** Begins a session; answers its token, which nobody keeps but the browser. */
  async begin(): Promise<string> {
    const token = randomToken();
    const now = Date.now();
    const session = { hash: tokenHash(token), until: now + sessionSpan };
    const live = this.#live.filter(({ until }) => until > now);
    await this.#keep([...live, session].slice(-mostSessions));
    return token;
  }

  isLive(token: string): boolean {
    const hash = Buffer.from(tokenHash(token));
    const now = Date.now();
    // A clock that was set back must not make a session longer than it was to be.
    const valid = this.#live.filter(({ until }) => until > now && until <= now + sessionSpan);
    return valid.some((session) => timingSafeEqual(Buffer.from(session.hash), hash));
  }

  async end(token: string): Promise<void> {
    const hash = tokenHash(token);
    await this.#keep(this.#live.filter((session) => session.hash !== hash));
  }

  async #keep(live: readonly Session[]): Promise<void> {
    this.#live = live;
    await writeAtomically(this.#path, `${JSON.stringify({ sessions: live })}\n`, privateMode);
  }
}

/** What a session's own pages send beside the cookie, which a form from elsewhere cannot: `X-HB-Token`. */
export function pageToken(sessionToken: string): string {
  return createHash('sha256').update(`page ${sessionToken}`).digest('base64url');
}

/** A file that cannot be read logs everybody out, and nothing worse. */
function parseSessions(text: string): readonly Session[] {
  try {
    const value: unknown = JSON.parse(text || '{}');
    return (isObject(value) ? ownArray(value, 'sessions') : []).flatMap((item) => {
      const hash = isObject(item) ? ownText(item, 'hash') : undefined;
      const until = isObject(item) ? ownCount(item, 'until') : undefined;
      return hash && /^[0-9a-f]{64}$/.test(hash) && until ? [{ hash, until }] : [];
    });
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}
