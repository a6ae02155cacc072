import type { TagCategory } from '../tag.ts';

/** A query, read. `at` is where the part begins, in UTF-16 code units from 0. */
export type QueryNode =
  | { readonly kind: 'all' }
  /** A tag, whole; with `category`: only where the tag is of that category. */
  | {
      readonly kind: 'tag';
      readonly name: string;
      readonly category?: TagCategory;
      readonly at: number;
    }
  /** A tag with `*` in it: any run of characters, also none. */
  | {
      readonly kind: 'wildcard';
      readonly pattern: string;
      readonly category?: TagCategory;
      readonly at: number;
    }
  /** A word of the index that is no tag, such as ` rating:s`. */
  | { readonly kind: 'system'; readonly names: readonly string[]; readonly at: number }
  /** Numbers from `from` to `to`, both included. */
  | { readonly kind: 'numbers'; readonly ranges: readonly NumberRange[]; readonly at: number }
  /** The posts most like this one. */
  | { readonly kind: 'similar'; readonly number: number; readonly at: number }
  | { readonly kind: 'and'; readonly parts: readonly QueryNode[] }
  | { readonly kind: 'or'; readonly parts: readonly QueryNode[] }
  | { readonly kind: 'not'; readonly part: QueryNode };

export interface NumberRange {
  readonly from: number;
  readonly to: number;
}

export type Order = 'new' | 'old';

/** What to find, in which order, and how many at most. */
export interface Query {
  readonly node: QueryNode;
  readonly order: Order;
  readonly limit: number | undefined;
}

/** A query that cannot be read: what is wrong, and where. */
export class QueryError extends Error {
  override readonly name = 'QueryError';
  /** UTF-16 code units from the query's beginning. */
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}
