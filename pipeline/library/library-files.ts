import { mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from './files.ts';

/** Where a collection's state folder keeps what can be made again. */
export function cachePath(state: string): string {
  return join(state, 'cache');
}

export function libraryPath(state: string): string {
  return join(cachePath(state), 'library.db');
}

/** Which file the library is now; `undefined` where there is none. Made anew, it is another one. */
export function libraryFile(state: string): string | undefined {
  const found = statSync(libraryPath(state), { bigint: true, throwIfNoEntry: false });
  return found && `${found.dev} ${found.ino}`;
}

/** Where a library is begun, to take the other one's place; what was begun there before is gone. */
export function draftPath(state: string): string {
  mkdirSync(cachePath(state), { recursive: true });
  const path = join(cachePath(state), 'library-draft.db');
  removeFiles(path);
  return path;
}

/** Where the library before is for the moment in which another one takes its place. */
function beforePath(state: string): string {
  return join(cachePath(state), 'library-before.db');
}

/**
 * Puts the draft, which nobody has open, in the place of the library. What SQLite keeps beside a library, where it has
 * written ahead, belongs to that one alone: it goes first, and the library with it, so that nobody opens it without
 * them, or the new one with them. Whoever has the library before open goes on reading it.
 */
export function putInPlace(state: string): void {
  const [path, before] = [libraryPath(state), beforePath(state)];
  removeFiles(before);
  moveFiles(path, before, ['', ...asides]);
  removeFiles(path, ['-shm']);
  renameSync(join(cachePath(state), 'library-draft.db'), path);
  removeFiles(before);
}

/** Whether there is none because another one is about to take its place, or was when the program died. */
export function isBeingReplaced(state: string): boolean {
  return !isThere(libraryPath(state)) && isThere(beforePath(state));
}

/** Puts the library back whose place another one was about to take when the program died. */
export function bringBack(state: string): void {
  if (isBeingReplaced(state)) moveFiles(beforePath(state), libraryPath(state), [...asides, '']);
}

export function removeLibrary(state: string): void {
  removeFiles(libraryPath(state));
}

/** What has been written ahead, and what was before: without it a database is not whole. */
const asides = ['-wal', '-journal'] as const;

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

function removeFiles(path: string, suffixes: readonly string[] = ['', '-shm', ...asides]): void {
  for (const suffix of suffixes) rmSync(path + suffix, { force: true });
}

function moveFiles(from: string, to: string, suffixes: readonly string[]): void {
  for (const suffix of suffixes) {
    try {
      renameSync(from + suffix, to + suffix);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
    }
  }
}
