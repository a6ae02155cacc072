import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

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
    const database = this.#open();
    // Nothing is ever written there: neither this nor its end touches the disk.
    database.exec('BEGIN IMMEDIATE');
    try {
      return work();
    } finally {
      database.exec('ROLLBACK');
    }
  }

  #open(): DatabaseSync {
    if (this.#database) return this.#database;
    mkdirSync(this.state, { recursive: true });
    const path = join(this.state, 'records.lock');
    try {
      this.#database = openLock(path);
    } catch (error) {
      if (!isGarbage(error)) throw error;
      // Nobody can hold it.
      rmSync(path, { force: true });
      this.#database = openLock(path);
    }
    return this.#database;
  }
}

function openLock(path: string): DatabaseSync {
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
