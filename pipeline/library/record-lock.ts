import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isDatabaseError } from './database-error.ts';
import { reasonOf } from './files.ts';

/** Milliseconds to wait for another process's step, which takes a fraction of one. */
const patience = 10_000;

/**
 * Keeps the last steps of writing records apart, between processes: an edit may be saved while a run goes on, so the
 * collection's lock is not enough. The lock is the operating system's, taken through SQLite, and goes with its process.
 */
export class RecordLock {
  /** The state folder. */
  readonly state: string;
  #database: DatabaseSync | undefined;

  constructor(state: string) {
    this.state = state;
  }

  /** Does `work`, which must be short, while nobody else does any. */
  hold<T>(work: () => T): T {
    const database = this.#held();
    try {
      return work();
    } finally {
      database.exec('ROLLBACK');
    }
  }

  #held(): DatabaseSync {
    const path = join(this.state, 'records.lock');
    try {
      this.#database ??= openLock(path);
      // Nothing is ever written there: neither this nor its end touches the disk.
      this.#database.exec('BEGIN IMMEDIATE');
      return this.#database;
    } catch (cause) {
      // SQLite's own failures name no file.
      if (!isDatabaseError(cause)) throw cause;
      throw new Error(`cannot use ${path}: ${reasonOf(cause)}`, { cause });
    }
  }
}

function openLock(path: string): DatabaseSync {
  mkdirSync(dirname(path), { recursive: true });
  try {
    return openAsItIs(path);
  } catch (error) {
    if (!isGarbage(error)) throw error;
    // Nobody can hold it.
    rmSync(path, { force: true });
    return openAsItIs(path);
  }
}

function openAsItIs(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: patience });
  try {
    // Says whether it is one.
    database.prepare('PRAGMA schema_version').get();
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** SQLITE_NOTADB: https://www.sqlite.org/rescode.html */
function isGarbage(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === 26;
}
