import type { ColumnValues } from '../index/column.ts';
import type { Bitmap } from '../index/posting-list.ts';
import type { Term } from '../index/vocabulary.ts';

/** Where a search finds its lists: shards in a browser, the library on the command line. */
export interface IndexSource {
  /** Numbers a segment of the posting lists. */
  readonly segmentSize: number;
  /** Numbers a block of the columns and texts: block b begins at number b × blockSize + 1. */
  readonly blockSize: number;
  /** The highest number given. */
  readonly highest: number;
  /** The term of exactly this name, or the one that it is another name of. */
  term(name: string): Promise<Term | undefined>;
  /** Every tag that matches a pattern with `*`, by name. */
  matching(pattern: string): Promise<readonly Term[]>;
  /** Tags that one typing error may have made this name of, or by another of their names. Very short names are told apart by no error. */
  neighbours(name: string): Promise<readonly Term[]>;
  /** Adds the term's places in a segment to a set; whether there are any. Place p of segment s is number s × segmentSize + p + 1. */
  addPostings(term: Term, segment: number, to: Bitmap): Promise<boolean>;
  /** What each block of a column holds at least and at most; `undefined`: nothing, as in blocks beyond. */
  columnBounds(column: string): Promise<readonly (ColumnBounds | undefined)[]>;
  /** A column's values in a block. */
  columnValues(column: string, block: number): Promise<ColumnValues>;
  /** What a block's posts have of a kind of text, by place. */
  texts(field: TextField, block: number): Promise<readonly (readonly string[])[]>;
  /** The posts that a table has under a key, ascending: `md5`, or a site's ids (`lookupOfIds`) or parents. */
  lookUp(table: string, key: string): Promise<readonly number[]>;
  /** Every post that shares a tag with one, with how alike they are: Jaccard over all tags, at most 1. Without the post itself. */
  similar(number: number): Promise<ReadonlyMap<number, number>>;
}

/** Bounds that hold for a block; they may be wider than its values. */
export interface ColumnBounds {
  readonly lowest: number;
  readonly highest: number;
}

/** Texts that are searched by looking through them: paths below the image folders, and where pictures come from. */
export const textFields = ['paths', 'origins'] as const;
export type TextField = (typeof textFields)[number];

/**
 * A pattern with `*` as an expression that matches whole names. What stands between two stars is looked for once, at
 * its first place, and never again (a look-ahead does not backtrack), so many stars take no longer than one.
 */
export function wildcardExpression(pattern: string): RegExp {
  const parts = pattern.split(/\*+/).map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
  const [first = '', ...rest] = parts;
  const last = rest.pop();
  const middle = rest.map((part, at) => `(?=(.*?${part}))\\${at + 1}`).join('');
  return new RegExp(`^${first}${last === undefined ? '' : `${middle}.*${last}`}$`, 'su');
}

/** What every match of a pattern begins with. */
export function wildcardStem(pattern: string): string {
  return pattern.slice(0, Math.max(0, pattern.indexOf('*')));
}
