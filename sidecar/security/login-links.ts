import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isObject, ownCount, ownText } from '../../catalog/json.ts';
import { readIfPresent, writeAtomically } from '../../pipeline/library/files.ts';
import { isSameSecret, privateMode, randomToken, tokenHash } from './secret.ts';

/** Milliseconds that a link is good for. */
const linkSpan = 10 * 60 * 1000;

function linkFile(state: string): string {
  return join(state, 'login.json');
}

/** Makes the token of a link that logs in once; the one before it is no longer good. Any process may do so. */
export async function makeLoginToken(state: string): Promise<string> {
  const token = randomToken();
  const content = { hash: tokenHash(token), until: Date.now() + linkSpan };
  await writeAtomically(linkFile(state), `${JSON.stringify(content)}\n`, privateMode);
  return token;
}

/** Whether a token is the newest link's, in time; from then on it is no link's. */
export async function useLoginToken(state: string, token: string): Promise<boolean> {
  const link = parseLink((await readIfPresent(linkFile(state))) ?? '');
  const now = Date.now();
  const isGood = link !== undefined && link.until > now && link.until <= now + linkSpan;
  if (!isGood || !isSameSecret(link.hash, tokenHash(token))) return false;
  await rm(linkFile(state), { force: true });
  return true;
}

function parseLink(text: string): { readonly hash: string; readonly until: number } | undefined {
  try {
    const value: unknown = JSON.parse(text || 'null');
    const hash = isObject(value) ? ownText(value, 'hash') : undefined;
    const until = isObject(value) ? ownCount(value, 'until') : undefined;
    return hash && until ? { hash, until } : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
