import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { cachePath } from '../../pipeline/library/library.ts';
import type { StoredCompanions } from './companion-list.ts';
import { decodeSeen, encodeSeen, type SeenTerms } from './seen-terms.ts';

/** Changes with the tables and what is kept in them: another version is made anew. */
const storeVersion = '1';
/** Numbers a row of seen posts. */
const seenSize = 256;

/** A shard of lists. */
export interface CompanionBlock {
  readonly id: string;
  /** Its terms' ids, by name. */
  readonly terms: Uint32Array;
  readonly first: string;
  readonly hash: string;
}

/** Which tags are beside which, as last found out: a cache, of this machine, in the state folder. */
export class CompanionStore implements Disposable {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  private constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** `basis`: what everything in it rests on; another one: it is emptied. */
  static open(state: string, basis: string): CompanionStore {
    mkdirSync(cachePath(state), { recursive: true });
    const path = join(cachePath(state), 'companions.db');
    const wanted = `${storeVersion} ${basis}`;
    const known = openAsItIs(path);
    if (known && basisOf(known) === wanted) return new CompanionStore(known);
    known?.close();
    for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(path + suffix, { force: true });
    return CompanionStore.over(new DatabaseSync(path), wanted);
  }

  static inMemory(): CompanionStore {
    return CompanionStore.over(new DatabaseSync(':memory:'), '');
  }

  private static over(database: DatabaseSync, basis: string): CompanionStore {
    database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
      CREATE TABLE facts (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
      CREATE TABLE seen (block INTEGER PRIMARY KEY, posts BLOB NOT NULL);
      CREATE TABLE lists (term INTEGER PRIMARY KEY, bar INTEGER NOT NULL, words BLOB NOT NULL);
      CREATE TABLE blocks (
        id TEXT PRIMARY KEY, first TEXT NOT NULL, terms BLOB NOT NULL, content BLOB NOT NULL,
        hash TEXT NOT NULL
      ) WITHOUT ROWID`);
    database.prepare('INSERT INTO facts (name, value) VALUES (?, ?)').run('basis', basis);
    return new CompanionStore(database);
  }

  transaction(work: () => void): void {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      work();
      this.#database.exec('COMMIT');
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  /** A fact as bytes; empty where there is none. */
  fact(name: string): Uint8Array {
    const value = this.#sql('SELECT value FROM facts WHERE name = ?').get(name)?.['value'];
    return value instanceof Uint8Array ? value : new Uint8Array();
  }

  setFact(name: string, value: Uint8Array): void {
    this.#sql('INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)').run(name, value);
  }

  clear(): void {
    this.#database.exec('DELETE FROM seen; DELETE FROM lists; DELETE FROM blocks');
  }

  static seenBlockOf(number: number): number {
    return Math.floor((number - 1) / seenSize);
  }

  static rangeOf(block: number): { readonly first: number; readonly last: number } {
    return { first: block * seenSize + 1, last: (block + 1) * seenSize };
  }

  /** What was last seen of the posts of a row. */
  seen(block: number): SeenTerms {
    const row = this.#sql('SELECT posts FROM seen WHERE block = ?').get(block);
    if (row) return decodeSeen(row['posts'] as Uint8Array, seenSize);
    return Array.from({ length: seenSize }, () => undefined);
  }

  setSeen(block: number, posts: Readonly<SeenTerms>): void {
    if (posts.every((ids) => ids === undefined)) {
      this.#sql('DELETE FROM seen WHERE block = ?').run(block);
    } else {
      const full = [...posts, ...Array.from({ length: seenSize - posts.length }, () => undefined)];
      this.#sql('INSERT OR REPLACE INTO seen VALUES (?, ?)').run(block, encodeSeen(full));
    }
  }

  /** The rows from one to another that there are, ascending. */
  seenBlocks(from: number, to: number): readonly number[] {
    return this.#sql('SELECT block FROM seen WHERE block BETWEEN ? AND ? ORDER BY block')
      .all(from, to)
      .map((row) => Number(row['block']));
  }

  list(term: number): StoredCompanions | undefined {
    const row = this.#sql('SELECT bar, words FROM lists WHERE term = ?').get(term);
    return row && { bar: Number(row['bar']), words: toWords(row['words'] as Uint8Array) };
  }

  setList(term: number, { bar, words }: StoredCompanions): void {
    this.#sql('INSERT OR REPLACE INTO lists VALUES (?, ?, ?)').run(term, bar, toBytes(words));
  }

  removeList(term: number): void {
    this.#sql('DELETE FROM lists WHERE term = ?').run(term);
  }

  /** The terms that have a list. */
  listed(): Uint32Array {
    const rows = this.#sql('SELECT term FROM lists').all();
    return Uint32Array.from(rows, (row) => Number(row['term']));
  }

  blocks(): readonly CompanionBlock[] {
    return this.#sql('SELECT id, first, terms, hash FROM blocks')
      .all()
      .map((row) => ({
        id: String(row['id']),
        first: String(row['first']),
        terms: toWords(row['terms'] as Uint8Array),
        hash: String(row['hash']),
      }));
  }

  content(id: string): Uint8Array {
    const row = this.#sql('SELECT content FROM blocks WHERE id = ?').get(id);
    return row ? (row['content'] as Uint8Array) : new Uint8Array();
  }

  setBlock({ id, first, terms, hash }: CompanionBlock, content: Uint8Array): void {
    this.#sql(
      'INSERT OR REPLACE INTO blocks (id, first, terms, content, hash) VALUES (?, ?, ?, ?, ?)',
    ).run(id, first, toBytes(terms), content, hash);
  }

  removeBlock(id: string): void {
    this.#sql('DELETE FROM blocks WHERE id = ?').run(id);
  }

  #sql(text: string): StatementSync {
    const known = this.#statements.get(text);
    if (known) return known;
    const statement = this.#database.prepare(text);
    this.#statements.set(text, statement);
    return statement;
  }

  [Symbol.dispose](): void {
    this.#statements.clear();
    this.#database.close();
  }
}

function toWords(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(bytes.slice().buffer);
}

function toBytes(words: Uint32Array): Uint8Array {
  return new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
}

/** `undefined`: there is none, or it cannot be read. Being derived, a damaged one is as good as none. */
function openAsItIs(path: string): DatabaseSync | undefined {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path);
    basisOf(database);
    return database;
  } catch (error) {
    database?.close();
    if (error instanceof Error && 'code' in error && error.code === 'ERR_SQLITE_ERROR') {
      return undefined;
    }
    throw error;
  }
}

function basisOf(database: DatabaseSync): string {
  return String(database.prepare(`SELECT value FROM facts WHERE name = 'basis'`).get()?.['value']);
}
