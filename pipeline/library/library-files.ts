import { mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from './files.ts';

/** Where a collection's state folder keeps what can be made again. */
export function cachePath(state: string): string {
  return join(state, 'cache');
}

const libraryName = 'library.db';
const draftName = 'library-draft.db';
const beforeName = 'library-before.db';

/** Names of the library, of one that is begun and of one that goes: whoever opens these beside their owner may harm them. */
export const libraryNames: ReadonlySet<string> = new Set([libraryName, draftName, beforeName]);

export function libraryPath(state: string): string {
  return join(cachePath(state), libraryName);
}

/** Which file the library is now; `undefined` where there is none. Made anew, it is another one. */
export function libraryFile(state: string): string | undefined {
  const found = statSync(libraryPath(state), { bigint: true, throwIfNoEntry: false });
  return found && `${found.dev} ${found.ino}`;
}

/** Where a library is begun, to take the other one's place; what was begun there before is gone. */
export function draftPath(state: string): string {
  mkdirSync(cachePath(state), { recursive: true });
  removeDraftLibrary(state);
  return join(cachePath(state), draftName);
}

/** Removes a library that was begun and will not be finished: of a million posts it takes gigabytes. */
export function removeDraftLibrary(state: string): void {
  removeFiles(join(cachePath(state), draftName));
}

/** Where the library before is for the moment in which another one takes its place. */
function beforePath(state: string): string {
  return join(cachePath(state), beforeName);
}

/**
 * Puts the draft, which nobody has open, in the place of the library. What SQLite keeps beside a library, where it has
 * written ahead, belongs to that one alone: it goes first, and the library with it, so that nobody opens it without
 * them, or the new one with them. Whoever has the library before open goes on reading it. Throws where the draft is not
 * whole, for want of space say; then everything stays as it is.
 */
export function putInPlace(state: string): void {
  const [path, before] = [libraryPath(state), beforePath(state)];
  const draft = join(cachePath(state), draftName);
  // SQLite says nothing of what it could not bring into the database when it was closed.
  const left = asides.find((suffix) => isThere(draft + suffix));
  if (left)
    throw new Error(
      `cannot finish ${draft}: what is in ${draft}${left} could not be written into it`,
    );
  removeFiles(before);
  moveIfThere(path, before);
  for (const suffix of asides) moveIfThere(path + suffix, before + suffix);
  removeFiles(path, ['-shm']);
  renameSync(draft, path);
  removeFiles(before);
}

/** Whether there is none because another one is about to take its place, or was when the program died. */
export function isBeingReplaced(state: string): boolean {
  return !isThere(libraryPath(state)) && isThere(beforePath(state));
}

/** Puts the library back whose place another one was about to take when the program died; removes one that was to go. */
export function bringBack(state: string): void {
  const [path, before] = [libraryPath(state), beforePath(state)];
  if (isBeingReplaced(state)) {
    for (const suffix of asides) {
      // An empty one is not what belongs to it: that may not have been moved yet.
      if (statSync(before + suffix, { throwIfNoEntry: false })?.size) {
        renameSync(before + suffix, path + suffix);
      }
    }
    renameSync(before, path);
  }
  if (isThere(before)) removeFiles(before);
}

export function removeLibrary(state: string): void {
  removeFiles(libraryPath(state));
  // Else it would come back.
  removeFiles(beforePath(state));
}

/** What has been written ahead, and what was before: without it a database is not whole. */
const asides = ['-wal', '-journal'] as const;

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

function removeFiles(path: string, suffixes: readonly string[] = ['', '-shm', ...asides]): void {
  for (const suffix of suffixes) rmSync(path + suffix, { force: true });
}

function moveIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}
