import { randomUUID } from 'node:crypto';
import { relatedCount } from '../../catalog/related/formula.ts';
import { DerivedStore, toBytes, toWords } from '../derived-store.ts';
import type { NamedDatabase } from '../named-database.ts';

/** Changes with the tables, the formulas and what is kept: another version is made anew. */
const storeVersion = '2';

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

/** What is asked of every block: how the posts' lists end, and who is in them. */
export type BlockLists = Pick<RelatedBlock, 'sizes' | 'bars' | 'numbers'>;

export interface StoredShard {
  readonly block: number;
  readonly content: Uint8Array;
  readonly hash: string;
}

const stampFact = 'stamp';

const tables = `
  CREATE TABLE blocks (
    block INTEGER PRIMARY KEY, terms BLOB NOT NULL, sizes BLOB NOT NULL, bars BLOB NOT NULL,
    numbers BLOB NOT NULL, reasons BLOB NOT NULL, content BLOB NOT NULL, hash TEXT NOT NULL
  );
  -- A row is many pages long, and its hash behind them all.
  CREATE INDEX hashes ON blocks (block, hash)`;

/** What was last found out of which posts are like which. */
export class RelatedStore extends DerivedStore {
  readonly blockSize: number;

  private constructor(database: NamedDatabase, blockSize: number) {
    super(database);
    this.blockSize = blockSize;
  }

  /** `basis`: what everything in it rests on; another one: it is emptied. */
  static open(state: string, basis: string, blockSize: number): RelatedStore {
    const whole = `${storeVersion} ${blockSize} ${basis}`;
    const wish = { state, name: 'related.db', basis: whole, tables };
    return new RelatedStore(DerivedStore.databaseOf(wish), blockSize);
  }

  /** An empty one in memory. */
  static inMemory(blockSize: number): RelatedStore {
    return new RelatedStore(DerivedStore.databaseInMemory(tables), blockSize);
  }

  /** Another one after every transaction; empty before the first. */
  get stamp(): string {
    return new TextDecoder().decode(this.fact(stampFact));
  }

  override transaction(work: () => void): void {
    super.transaction(() => {
      work();
      this.setFact(stampFact, new TextEncoder().encode(randomUUID()));
    });
  }

  clear(): void {
    this.exec('DELETE FROM blocks');
  }

  /** The fingerprints of the blocks from one to another, in order. */
  *terms(from: number, to: number): Generator<readonly [number, Uint32Array]> {
    const rows = this.iterate(
      'SELECT block, terms FROM blocks WHERE block BETWEEN ? AND ? ORDER BY block',
      from,
      to,
    );
    for (const row of rows) yield [Number(row['block']), toWords(row['terms'] as Uint8Array)];
  }

  /** Of every block, in order. */
  *lists(): Generator<readonly [number, BlockLists]> {
    const rows = this.iterate('SELECT block, sizes, bars, numbers FROM blocks ORDER BY block');
    for (const row of rows) {
      const sizes = toWords(row['sizes'] as Uint8Array);
      const bars = toDoubles(row['bars'] as Uint8Array);
      yield [Number(row['block']), { sizes, bars, numbers: toWords(row['numbers'] as Uint8Array) }];
    }
  }

  /** A block as it is known, or an empty one. */
  block(block: number): RelatedBlock {
    const row = this.sql(
      'SELECT terms, sizes, bars, numbers, reasons FROM blocks WHERE block = ?',
    ).get(block);
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
    const bytes = arrays.map((array) => toBytes(array));
    this.sql('INSERT OR REPLACE INTO blocks VALUES (?, ?, ?, ?, ?, ?, ?, ?)').run(
      block,
      ...bytes,
      content,
      hash,
    );
  }

  remove(block: number): void {
    this.sql('DELETE FROM blocks WHERE block = ?').run(block);
  }

  content(block: number): Uint8Array | undefined {
    const row = this.sql('SELECT content FROM blocks WHERE block = ?').get(block);
    return row && (row['content'] as Uint8Array);
  }

  /** The shards' hashes by block. */
  hashes(): ReadonlyMap<number, string> {
    const rows = this.sql('SELECT block, hash FROM blocks INDEXED BY hashes ORDER BY block').all();
    return new Map(rows.map((row) => [Number(row['block']), String(row['hash'])]));
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

function toDoubles(bytes: Uint8Array): Float64Array {
  return new Float64Array(bytes.slice().buffer);
}
