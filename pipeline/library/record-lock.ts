import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Milliseconds to wait for another process's step, which takes a fraction of one. */
const patience = 10_000;

/**
 * Keeps the last steps of writing records apart, between processes: an edit may be saved while a run goes on, so the
 * collection's lock is not enough. The lock is the operating system's, taken through SQLite, and goes with its process.
 */
export class RecordLock {
  readonly #state: string;
  #database: DatabaseSync | undefined;

  constructor(state: string) {
    this.#state = state;
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
    mkdirSync(this.#state, { recursive: true });
    this.#database = new DatabaseSync(join(this.#state, 'records.lock'), { timeout: patience });
    return this.#database;
  }
}
