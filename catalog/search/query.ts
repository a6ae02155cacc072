import type { TagCategory } from '../tag.ts';
import type { TextField } from './index-source.ts';

/**
 * A query, read. `at` is where the part begins, in UTF-16 code units from 0; `raw` is how it was written, and reads as
 * the same part anywhere; missing where nobody wrote it.
 */
export type QueryNode = { readonly kind: 'all' } | QueryLeaf | QueryBranch;

export type QueryBranch =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly QueryNode[] }
  | { readonly kind: 'not'; readonly part: QueryNode };

export type QueryLeaf =
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
  | (Written & Fact);

interface Written {
  readonly at: number;
  readonly raw?: string;
}

/** What a metatag asks. */
export type Fact =
  /** A word of the index that is no tag, such as ` rating:s`. */
  | { readonly kind: 'system'; readonly names: readonly string[] }
  /** Post numbers. */
  | { readonly kind: 'numbers'; readonly ranges: readonly NumberRange[] }
  /** A number that posts have, by its name in `quantities`; `withNone`: also posts that have none. */
  | {
      readonly kind: 'quantity';
      readonly quantity: string;
      readonly ranges: readonly NumberRange[];
      readonly withNone: boolean;
    }
  | {
      readonly kind: 'text';
      readonly field: TextField;
      readonly part: TextPart;
      /** In lower case; `*` is any run of characters unless `isLiteral`. */
      readonly pattern: string;
      readonly isLiteral: boolean;
    }
  /** Posts with a site's id, or with an MD5. */
  | { readonly kind: 'lookup'; readonly table: string; readonly keys: readonly string[] }
  /** The children (`parent:`) or the parent (`child:`) of the posts with these numbers, or these ids of a site. */
  | {
      readonly kind: 'relatives';
      readonly relation: 'parent' | 'child';
      readonly site: string | undefined;
      readonly ids: readonly number[];
    }
  /** Posts that a source of this name told tags of; where there is no such source, those that came from there. */
  | { readonly kind: 'source'; readonly name: string }
  /** A word alone that looks like an MD5: of the file, or in its name. */
  | { readonly kind: 'md5'; readonly md5: string }
  /** The posts most like this one. */
  | { readonly kind: 'similar'; readonly number: number };

/** Where a text is looked for: anywhere in a path, in its folder, or from an address's beginning on. */
export type TextPart = 'path' | 'folder' | 'address';

/** From `from` to `to`, both included. */
export interface NumberRange {
  readonly from: number;
  readonly to: number;
}

/** Beyond every value that there is, both ways. */
export const endless = Number.MAX_SAFE_INTEGER;

/** Ties are in the order of the numbers, highest first; posts without the quantity come last. */
export type Order =
  | { readonly kind: 'number'; readonly isAscending: boolean }
  | { readonly kind: 'quantity'; readonly quantity: string; readonly isAscending: boolean }
  /** `seed`: `undefined` where the host chooses. */
  | { readonly kind: 'random'; readonly seed: string | undefined }
  /** As listed. */
  | { readonly kind: 'custom'; readonly numbers: readonly number[] }
  /** The nearest to a post first. */
  | { readonly kind: 'similar'; readonly number: number };

/** What to find, in which order, and how many at most. */
export interface Query {
  readonly node: QueryNode;
  readonly order: Order;
  readonly limit: number | undefined;
  /** Only so many of the matches, drawn by the seed. */
  readonly sample: { readonly count: number; readonly seed: string | undefined } | undefined;
  /** Where in the text `:` and a seed belong, so that the same query gives the same answer again. */
  readonly unseeded: readonly number[];
}

/** The parts of which every match has each; those that say nothing of a match are left out. */
export function requiredParts(node: QueryNode): readonly QueryNode[] {
  if (node.kind === 'all') return [];
  return node.kind === 'and' ? node.parts.flatMap(requiredParts) : [node];
}

/** The posts that it names one by one, by nothing but their numbers; `undefined`: it asks something else. */
export function namedNumbers(node: QueryNode): readonly number[] | undefined {
  if (node.kind !== 'numbers' || node.ranges.some(({ from, to }) => from !== to)) return undefined;
  return node.ranges.map(({ from }) => from);
}

/** The post that every match is compared with; `undefined`: none. */
export function subjectOf(node: QueryNode): number | undefined {
  return requiredParts(node).find((part) => part.kind === 'similar')?.number;
}

/** The patterns of a query, each of which is looked for among all tags that begin as it does. */
export function patternsIn(node: QueryNode): readonly string[] {
  switch (node.kind) {
    case 'wildcard':
      return [node.pattern];
    case 'not':
      return patternsIn(node.part);
    case 'and':
    case 'or':
      return node.parts.flatMap(patternsIn);
    default:
      return [];
  }
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
