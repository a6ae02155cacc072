import { lstat, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Measures } from '../../catalog/measures.ts';
import { DecodeError } from '../decode/decoder-pool.ts';
import type { HashAnswer } from '../decode/jobs.ts';
import { cachedPictures } from '../library/cache.ts';
import { codeOf, orAbsent, reasonOf } from '../library/files.ts';
import type { FoundFile, ImageRoot } from '../scan/walk.ts';
import type { Context } from './context.ts';

/** What a file turned out to be. */
export type Identity =
  | {
      readonly kind: 'picture';
      readonly file: FoundFile;
      readonly md5: string;
      readonly measures?: Measures;
    }
  | {
      readonly kind: 'problem';
      readonly file: FoundFile;
      readonly md5: string;
      readonly reason: string;
      /** `false`: the machine or the moment is at fault, and the next run looks again. */
      readonly isLasting: boolean;
    }
  /** It is still being written, or has gone again: the next run looks at it. */
  | { readonly kind: 'waiting' };

/** How the reason of a problem begins that is the record's and not the file's. */
export const unreadableRecord = 'its record cannot be read: ';

/** A file younger than this, in milliseconds, may still be growing. */
const settlingTime = 2000;
/** Further in the future than clocks may differ, a time says nothing of a file's age. */
const clockSkew = 60_000;

/** Where a file is. */
export function absolutePath(
  roots: readonly ImageRoot[],
  file: { root: string; path: string },
): string {
  const folder = roots.find(({ root }) => root === file.root)?.folder;
  if (folder === undefined) throw new Error(`no image folder is called ${file.root}`);
  return join(folder, file.path);
}

/** Hashes a file, and measures and shrinks it where that has not been done. Never throws for the file's own sake. */
export async function identify(
  context: Context,
  roots: readonly ImageRoot[],
  found: FoundFile,
  hashed?: HashAnswer,
): Promise<Identity> {
  const path = absolutePath(roots, found);
  const file = await settle(path, found);
  if (!file) return { kind: 'waiting' };
  let md5 = '';
  try {
    const answer = hashed ?? (await context.pool.hash(path, file.size));
    md5 = answer.md5;
    if (!answer.format) {
      return {
        kind: 'problem',
        file,
        md5,
        reason: `is no picture that can be read: it is ${answer.looksLike}`,
        isLasting: true,
      };
    }
    const row = context.records.row(md5);
    if (row?.problem !== undefined) {
      return {
        kind: 'problem',
        file,
        md5,
        reason: unreadableRecord + row.problem,
        isLasting: true,
      };
    }
    if (row?.isDeleted && context.settings.redeleted === 'skip')
      return { kind: 'picture', file, md5 };
    const cached = cachedPictures(context.settings, md5);
    const isReady = row?.isMeasured && (await areThere(Object.values(cached)));
    const measures = isReady
      ? undefined
      : await context.pool.run({
          kind: 'render',
          path,
          format: answer.format,
          ...cached,
          sizes: context.settings.thumbnails,
          pixels: context.settings.limits.pixels,
        });
    // What was hashed and what was decoded must be the same bytes.
    if (!(await isUnchanged(path, file))) return { kind: 'waiting' };
    return { kind: 'picture', file, md5, ...(measures ? { measures } : {}) };
  } catch (error) {
    if (!(await isUnchanged(path, file))) return { kind: 'waiting' };
    if (!(error instanceof DecodeError) && codeOf(error) === undefined) throw error;
    const isLasting = error instanceof DecodeError && error.isLasting;
    return { kind: 'problem', file, md5, reason: reasonOf(error), isLasting };
  }
}

/** Waits until a young file is old enough, and sees whether it has changed meanwhile: then it is not settled. */
async function settle(path: string, file: FoundFile): Promise<FoundFile | undefined> {
  const age = Date.now() - file.mtime;
  if (age >= settlingTime || age < -clockSkew) return file;
  await sleep(Math.min(settlingTime, Math.max(0, settlingTime - age)));
  return (await isUnchanged(path, file)) ? file : undefined;
}

/** What cannot be looked at is as good as missing: making it anew tells what is wrong. */
async function areThere(paths: readonly string[]): Promise<boolean> {
  const found = await Promise.allSettled(paths.map((path) => stat(path)));
  return found.every(({ status }) => status === 'fulfilled');
}

async function isUnchanged(path: string, file: FoundFile): Promise<boolean> {
  const link = await orAbsent(lstat(path));
  const now = link?.isSymbolicLink() ? await orAbsent(stat(path)) : link;
  return now !== undefined && now.size === file.size && now.mtimeMs === file.mtime;
}
