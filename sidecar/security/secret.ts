import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { readIfPresent, writeAtomically } from '../../pipeline/library/files.ts';

/** Only the user's own account may read such a file. */
export const privateMode = 0o600;

/** 32 random bytes, to be typed, or sent in a header. */
export function randomToken(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * The server's secret: `HOMEBOORU_SECRET`, else `RELOAD_SECRET` as the Flask version called it, else the state folder's
 * own, which the first start makes.
 */
export async function readSecret(state: string): Promise<string> {
  const chosen = process.env['HOMEBOORU_SECRET'] || process.env['RELOAD_SECRET'];
  if (chosen) return chosen;
  const path = join(state, 'secret');
  const known = (await readIfPresent(path))?.trim();
  // A file that a broken disk has filled with zeros is no secret.
  if (known && /^[\x21-\x7e]{16,}$/.test(known)) {
    await chmod(path, privateMode);
    return known;
  }
  const secret = randomToken();
  await writeAtomically(path, `${secret}\n`, privateMode);
  return secret;
}

/** Whether two texts are the same, in a time that says nothing of where they differ. */
export function isSameSecret(a: string, b: string): boolean {
  return timingSafeEqual(sha256(a), sha256(b));
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** What is kept of a token, so that whoever reads the file cannot use it. */
export function tokenHash(token: string): string {
  return sha256(token).toString('hex');
}
