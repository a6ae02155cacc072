import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { relatedCount } from '../../catalog/related/formula.ts';
import { cachePath } from '../../pipeline/library/library.ts';

/** Changes with the tables, the formulas and what is kept: another version is made anew. */
const storeVersion = '1';

/** What is known of a block of consecutive numbers; in every array a number has its place in the block. */
export interface RelatedBlock {
  /** Of the post's terms as the formula sees them; 0: no post. */
  readonly terms: Uint32Array;
  /** The weights of its general tags, added up. */
  readonly sizes: Uint32Array;
  /** The score that another post must reach to come into the list; 0 while it is not full. */
  readonly bars: Float64Array;
  /** Twenty a number, the best first; 0: no more. */
  readonly numbers: Uint32Array;
  /** The same, see `packReason`. */
  readonly reasons: Uint32Array;
}

export interface StoredShard {
  readonly block: number;
  readonly content: Uint8Array;
  readonly hash: string;
}

/** What was last found out of which posts are like which: a cache, of this machine, in the state folder. */
export class RelatedStore implements Disposable {
  readonly blockSize: number;
  readonly #database: DatabaseSync;

  private constructor(database: DatabaseSync, blockSize: number) {
    this.#database = database;
    this.blockSize = blockSize;
  }

  /** `basis`: what everything in it rests on; another one: it is emptied. */
  static open(state: string, basis: string, blockSize: number): RelatedStore {
    mkdirSync(cachePath(state), { recursive: true });
    const path = join(cachePath(state), 'related.db');
    const wanted = `${storeVersion} ${blockSize} ${basis}`;
    const known = openAsItIs(path);
    if (known && basisOf(known) === wanted) return new RelatedStore(known, blockSize);
    known?.close();
    for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(path + suffix, { force: true });
    return RelatedStore.over(new DatabaseSync(path), wanted, blockSize);
  }

  /** An empty one in memory. */
  static inMemory(blockSize: number): RelatedStore {
    return RelatedStore.over(new DatabaseSync(':memory:'), '', blockSize);
  }

  private static over(database: DatabaseSync, basis: string, blockSize: number): RelatedStore {
    database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
      CREATE TABLE facts (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
      CREATE TABLE blocks (
        block INTEGER PRIMARY KEY, terms BLOB NOT NULL, sizes BLOB NOT NULL, bars BLOB NOT NULL,
        numbers BLOB NOT NULL, reasons BLOB NOT NULL, content BLOB NOT NULL, hash TEXT NOT NULL
      )`);
    database.prepare('INSERT INTO facts (name, value) VALUES (?, ?)').run('basis', basis);
    return new RelatedStore(database, blockSize);
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
    const row = this.#database.prepare('SELECT value FROM facts WHERE name = ?').get(name);
    return row?.['value'] instanceof Uint8Array ? row['value'] : new Uint8Array();
  }

  setFact(name: string, value: Uint8Array): void {
    this.#database
      .prepare('INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)')
      .run(name, value);
  }

  clear(): void {
    this.#database.exec('DELETE FROM blocks');
  }

  /** The fingerprints of the blocks from one to another, in order. */
  *terms(from: number, to: number): Generator<readonly [number, Uint32Array]> {
    const rows = this.#database
      .prepare('SELECT block, terms FROM blocks WHERE block BETWEEN ? AND ? ORDER BY block')
      .iterate(from, to);
    for (const row of rows) yield [Number(row['block']), toWords(row['terms'] as Uint8Array)];
  }

  /** One array of every block, in order. */
  *words(name: 'sizes' | 'numbers'): Generator<readonly [number, Uint32Array]> {
    for (const [block, bytes] of this.#column(name)) yield [block, toWords(bytes)];
  }

  *bars(): Generator<readonly [number, Float64Array]> {
    for (const [block, bytes] of this.#column('bars')) yield [block, toDoubles(bytes)];
  }

  *#column(name: keyof RelatedBlock): Generator<readonly [number, Uint8Array]> {
    const rows = this.#database
      .prepare(`SELECT block, ${name} AS bytes FROM blocks ORDER BY block`)
      .iterate();
    for (const row of rows) yield [Number(row['block']), row['bytes'] as Uint8Array];
  }

  /** A block as it is known, or an empty one. */
  block(block: number): RelatedBlock {
    const row = this.#database
      .prepare('SELECT terms, sizes, bars, numbers, reasons FROM blocks WHERE block = ?')
      .get(block);
    if (!row) return emptyBlock(this.blockSize);
    return {
      terms: toWords(row['terms'] as Uint8Array),
      sizes: toWords(row['sizes'] as Uint8Array),
      bars: toDoubles(row['bars'] as Uint8Array),
      numbers: toWords(row['numbers'] as Uint8Array),
      reasons: toWords(row['reasons'] as Uint8Array),
    };
  }

  put(known: RelatedBlock, { block, content, hash }: StoredShard): void {
    const arrays = [known.terms, known.sizes, known.bars, known.numbers, known.reasons];
    const bytes = arrays.map((array) => new Uint8Array(array.buffer, 0, array.byteLength));
    this.#database
      .prepare('INSERT OR REPLACE INTO blocks VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
      .run(block, ...bytes, content, hash);
  }

  remove(block: number): void {
    this.#database.prepare('DELETE FROM blocks WHERE block = ?').run(block);
  }

  content(block: number): Uint8Array | undefined {
    const row = this.#database.prepare('SELECT content FROM blocks WHERE block = ?').get(block);
    return row && (row['content'] as Uint8Array);
  }

  /** The shards' hashes by block. */
  hashes(): ReadonlyMap<number, string> {
    const rows = this.#database.prepare('SELECT block, hash FROM blocks ORDER BY block').all();
    return new Map(rows.map((row) => [Number(row['block']), String(row['hash'])]));
  }

  [Symbol.dispose](): void {
    this.#database.close();
  }
}

/** A block without posts. */
export function emptyBlock(size: number): RelatedBlock {
  return {
    terms: new Uint32Array(size),
    sizes: new Uint32Array(size),
    bars: new Float64Array(size),
    numbers: new Uint32Array(size * relatedCount),
    reasons: new Uint32Array(size * relatedCount),
  };
}

function toWords(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(bytes.slice().buffer);
}

function toDoubles(bytes: Uint8Array): Float64Array {
  return new Float64Array(bytes.slice().buffer);
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
