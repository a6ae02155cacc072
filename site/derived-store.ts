import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { SQLInputValue } from 'node:sqlite';
import { cachePath } from '../pipeline/library/library-files.ts';
import { NamedDatabase, NamedDatabaseError, type NamedStatement } from './named-database.ts';

/** Where a store lies, and what it is made of. */
export interface StoreWish {
  readonly state: string;
  /** The file's name in the cache. */
  readonly name: string;
  /** What everything in it rests on; another one: it is emptied. */
  readonly basis: string;
  /** Makes its tables. */
  readonly tables: string;
}

/**
 * A database of what was found out before: a cache, of this machine, in the state folder. Being derived, a damaged one is
 * as good as none.
 */
export abstract class DerivedStore implements Disposable {
  readonly #database: NamedDatabase;

  protected constructor(database: NamedDatabase) {
    this.#database = database;
  }

  protected static databaseOf({ state, name, basis, tables }: StoreWish): NamedDatabase {
    mkdirSync(cachePath(state), { recursive: true });
    const path = join(cachePath(state), name);
    const known = openAsItIs(path);
    if (known && basisOf(known) === basis) return known;
    known?.[Symbol.dispose]();
    for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(path + suffix, { force: true });
    return withTables(new NamedDatabase(path), basis, tables);
  }

  protected static databaseInMemory(tables: string): NamedDatabase {
    return withTables(new NamedDatabase(':memory:'), '', tables);
  }

  transaction(work: () => void): void {
    this.#database.transaction(work);
  }

  /** A fact as bytes; empty where there is none. */
  fact(name: string): Uint8Array {
    const value = this.sql('SELECT value FROM facts WHERE name = ?').get(name)?.['value'];
    return value instanceof Uint8Array ? value : new Uint8Array();
  }

  setFact(name: string, value: Uint8Array): void {
    this.sql('INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)').run(name, value);
  }

  protected exec(text: string): void {
    this.#database.exec(text);
  }

  /** A statement that is prepared once. */
  protected sql(text: string): NamedStatement {
    return this.#database.sql(text);
  }

  /** Rows one by one, of a statement of its own: another loop over the same text may be under way. */
  protected iterate(
    text: string,
    ...values: readonly SQLInputValue[]
  ): ReturnType<NamedDatabase['iterate']> {
    return this.#database.iterate(text, ...values);
  }

  [Symbol.dispose](): void {
    this.#database[Symbol.dispose]();
  }
}

/** Numbers as they were put in by `toBytes`. */
export function toWords(bytes: Uint8Array): Uint32Array {
  const isAlone = bytes.byteLength === bytes.buffer.byteLength;
  return new Uint32Array(isAlone ? bytes.buffer : bytes.slice().buffer);
}

export function toBytes(array: Uint32Array | Float64Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

function withTables(database: NamedDatabase, basis: string, tables: string): NamedDatabase {
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
    CREATE TABLE facts (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
    ${tables}`);
  database.sql('INSERT INTO facts (name, value) VALUES (?, ?)').run('basis', basis);
  return database;
}

/** `undefined`: there is none, or it cannot be read. */
function openAsItIs(path: string): NamedDatabase | undefined {
  let database: NamedDatabase | undefined;
  try {
    database = new NamedDatabase(path);
    basisOf(database);
    return database;
  } catch (error) {
    database?.[Symbol.dispose]();
    if (error instanceof NamedDatabaseError) return undefined;
    throw error;
  }
}

function basisOf(database: NamedDatabase): string {
  return String(database.sql(`SELECT value FROM facts WHERE name = 'basis'`).get()?.['value']);
}
