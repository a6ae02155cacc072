import { DatabaseSync } from 'node:sqlite';
import { Library } from './library.ts';

/** Milliseconds to wait for a writer, where there is no WAL. */
const patience = 5000;

/**
 * The file by which a thread can open a library that is open here, to read it; `undefined` where it would not see all, as
 * something is not committed, or there is no file.
 */
export function fileForThreads({ database }: Library): string | undefined {
  return database.isTransaction ? undefined : (database.location() ?? undefined);
}

/** Opens a library in a thread, to read it alone. */
export function readBeside(file: string): Library {
  return new Library(new DatabaseSync(file, { readOnly: true, timeout: patience }));
}
