import { reasonOf } from './files.ts';
import { libraryPath } from './library-files.ts';

/** Whether SQLite itself says so. */
export function isDatabaseError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && error.code === 'ERR_SQLITE_ERROR';
}

/** SQLITE_ERROR (there is no such table), SQLITE_CORRUPT, SQLITE_NOTADB: https://www.sqlite.org/rescode.html */
const damage: ReadonlySet<unknown> = new Set([1, 11, 26]);

/** Whether the database itself is damaged, not only out of reach. */
export function isDamage(error: unknown): boolean {
  return isDatabaseError(error) && 'errcode' in error && damage.has(Number(error.errcode) & 0xff);
}

/** SQLite's failures, a full disk's among them, name no file: throws one that does. */
export async function namingLibrary<T>(state: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!isDatabaseError(cause)) throw cause;
    throw new Error(`cannot use ${libraryPath(state)}: ${reasonOf(cause)}`, { cause });
  }
}
