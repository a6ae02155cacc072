import { DerivedStore, toBytes, toWords } from '../derived-store.ts';
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

const tables = `
  CREATE TABLE seen (block INTEGER PRIMARY KEY, posts BLOB NOT NULL);
  CREATE TABLE lists (term INTEGER PRIMARY KEY, bar INTEGER NOT NULL, words BLOB NOT NULL);
  CREATE TABLE blocks (
    id TEXT PRIMARY KEY, first TEXT NOT NULL, terms BLOB NOT NULL, content BLOB NOT NULL,
    hash TEXT NOT NULL
  ) WITHOUT ROWID`;

/** Which tags are beside which, as last found out. */
export class CompanionStore extends DerivedStore {
  /** `basis`: what everything in it rests on; another one: it is emptied. */
  static open(state: string, basis: string): CompanionStore {
    const wish = { state, name: 'companions.db', basis: `${storeVersion} ${basis}`, tables };
    return new CompanionStore(DerivedStore.databaseOf(wish));
  }

  static inMemory(): CompanionStore {
    return new CompanionStore(DerivedStore.databaseInMemory(tables));
  }

  clear(): void {
    this.exec('DELETE FROM seen; DELETE FROM lists; DELETE FROM blocks');
  }

  static seenBlockOf(number: number): number {
    return Math.floor((number - 1) / seenSize);
  }

  static rangeOf(block: number): { readonly first: number; readonly last: number } {
    return { first: block * seenSize + 1, last: (block + 1) * seenSize };
  }

  /** What was last seen of the posts of a row. */
  seen(block: number): SeenTerms {
    const row = this.sql('SELECT posts FROM seen WHERE block = ?').get(block);
    if (row) return decodeSeen(row['posts'] as Uint8Array, seenSize);
    return Array.from({ length: seenSize }, () => undefined);
  }

  setSeen(block: number, posts: Readonly<SeenTerms>): void {
    if (posts.every((ids) => ids === undefined)) {
      this.sql('DELETE FROM seen WHERE block = ?').run(block);
    } else {
      const full = [...posts, ...Array.from({ length: seenSize - posts.length }, () => undefined)];
      this.sql('INSERT OR REPLACE INTO seen VALUES (?, ?)').run(block, encodeSeen(full));
    }
  }

  /** The rows from one to another that there are, ascending. */
  seenBlocks(from: number, to: number): readonly number[] {
    return this.sql('SELECT block FROM seen WHERE block BETWEEN ? AND ? ORDER BY block')
      .all(from, to)
      .map((row) => Number(row['block']));
  }

  list(term: number): StoredCompanions | undefined {
    const row = this.sql('SELECT bar, words FROM lists WHERE term = ?').get(term);
    return row && { bar: Number(row['bar']), words: toWords(row['words'] as Uint8Array) };
  }

  setList(term: number, { bar, words }: StoredCompanions): void {
    this.sql('INSERT OR REPLACE INTO lists VALUES (?, ?, ?)').run(term, bar, toBytes(words));
  }

  removeList(term: number): void {
    this.sql('DELETE FROM lists WHERE term = ?').run(term);
  }

  /** The terms that have a list. */
  listed(): Uint32Array {
    const rows = this.sql('SELECT term FROM lists').all();
    return Uint32Array.from(rows, (row) => Number(row['term']));
  }

  blocks(): readonly CompanionBlock[] {
    return this.sql('SELECT id, first, terms, hash FROM blocks')
      .all()
      .map((row) => ({
        id: String(row['id']),
        first: String(row['first']),
        terms: toWords(row['terms'] as Uint8Array),
        hash: String(row['hash']),
      }));
  }

  content(id: string): Uint8Array {
    const row = this.sql('SELECT content FROM blocks WHERE id = ?').get(id);
    return row ? (row['content'] as Uint8Array) : new Uint8Array();
  }

  setBlock({ id, first, terms, hash }: CompanionBlock, content: Uint8Array): void {
    this.sql(
      'INSERT OR REPLACE INTO blocks (id, first, terms, content, hash) VALUES (?, ?, ?, ?, ?)',
    ).run(id, first, toBytes(terms), content, hash);
  }

  removeBlock(id: string): void {
    this.sql('DELETE FROM blocks WHERE id = ?').run(id);
  }
}
