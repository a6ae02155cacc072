import type { Bitmap } from '../index/posting-list.ts';
import type { Term } from '../index/vocabulary.ts';

/** Where a search finds its lists: shards in a browser, the library on the command line. */
export interface IndexSource {
  /** Numbers a segment. */
  readonly segmentSize: number;
  /** The highest number given. */
  readonly highest: number;
  /** The term of exactly this name. */
  term(name: string): Promise<Term | undefined>;
  /** Every tag that matches a pattern with `*`, by name. */
  matching(pattern: string): Promise<readonly Term[]>;
  /**
   * The posts nearest to one by their tags, with how near: Jaccard over all tags, above 0, at most 1. Without the post
   * itself. Missing where the index holds no such thing: then `similar:` is an error.
   */
  similar?(number: number): Promise<ReadonlyMap<number, number>>;
  /** The term's places in a segment; place p of segment s is number s × segmentSize + p + 1. */
  postings(term: Term, segment: number): Promise<Bitmap>;
}

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
