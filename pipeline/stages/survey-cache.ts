import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { contentHash } from '../../catalog/index/content-hash.ts';
import { cacheFolders } from '../library/cache.ts';
import { clockTick } from '../library/clock-tick.ts';
import { codeOf, isDraftName } from '../library/files.ts';
import { md5Folders } from '../library/record-folders.ts';
import { libraryRevision } from '../library/revision.ts';
import type { Context } from './context.ts';

/** The state of posts and cache folders in which every post was seen to have its small versions, and nothing else to be there. */
const wholeFact = 'small versions';

/** Whether all is as it was then: no folder need be listed. */
export function isKnownWhole({ library }: Context, state: string | undefined): boolean {
  return state !== undefined && library.fact(wholeFact) === state;
}

/** `state`: as it was before the look at the folders; what has happened since makes it another one. */
export function rememberWhole({ library }: Context, state: string | undefined): void {
  if (state !== undefined) library.setFact(wholeFact, state);
}

/**
 * Tells states of posts and cache folders apart, by the folders' times. `undefined`: one has changed just now, so that its
 * time would not tell of another change.
 */
export function cacheState({ library, settings }: Context): string | undefined {
  const now = Date.now();
  const times: string[] = [];
  for (const home of Object.values(cacheFolders(settings))) {
    for (const folder of [home, ...md5Folders.map((name) => join(home, name))]) {
      const time = statSync(folder, { throwIfNoEntry: false })?.mtimeMs;
      if (time !== undefined && time > now - clockTick(time)) return undefined;
      times.push(`${folder} ${time}`);
    }
  }
  return `${libraryRevision(library)} ${contentHash(times.join('\n'))}`;
}

/** How the cache differs from the posts: MD5s that lack a small version (all where `isForced`), and whole paths. */
export function surveyCache(
  { library, settings }: Context,
  isForced: boolean,
): Readonly<Record<'lacking' | 'strays' | 'drafts', readonly string[]>> {
  const folders = cacheFolders(settings);
  const lacking: string[] = [];
  const strays: string[] = [];
  const drafts: string[] = [];
  for (const folder of md5Folders) {
    const [small, large] = [join(folders.thumbnails, folder), join(folders.previews, folder)];
    const [thumbnails, previews] = [listFolder(small, drafts), listFolder(large, drafts)];
    const between = 'SELECT md5 FROM posts WHERE md5 >= ? AND md5 < ?';
    for (const [value] of library.rows(between, folder, `${folder}g`)) {
      const md5 = String(value);
      const isThere = [thumbnails.delete(md5), previews.delete(md5)].every(Boolean);
      if (!isThere || isForced) lacking.push(md5);
    }
    for (const md5 of thumbnails) strays.push(join(small, `${md5}.webp`));
    for (const md5 of previews) strays.push(join(large, `${md5}.webp`));
  }
  return { lacking, strays, drafts };
}

/** The MD5s of all the pictures below a cache folder. */
export function listCache(folder: string): Set<string> {
  return new Set(readIfThere(folder).flatMap((name) => [...listFolder(join(folder, name), [])]));
}

/** The MD5s of the pictures in a folder. `drafts` takes what decoders that were cut off have left: whole paths. */
function listFolder(folder: string, drafts: string[]): Set<string> {
  const found = new Set<string>();
  for (const name of readIfThere(folder)) {
    if (/^[0-9a-f]{32}\.webp$/.test(name)) found.add(name.slice(0, 32));
    else if (isDraftName(name)) drafts.push(join(folder, name));
  }
  return found;
}

function readIfThere(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return [];
    throw error;
  }
}
