import { type NamedCategory, namedCategories } from '../../catalog/related/formula.ts';

/** A reason as it is stored: a term of the library, or how many tags are shared. */
export type StoredReason =
  | { readonly kind: NamedCategory; readonly term: number }
  | { readonly kind: 'similar'; readonly count: number };

/** In 32 bits: the kind in the low two, the term or the count above. */
export function packNamed(kind: NamedCategory, term: number): number {
  return term * 4 + namedCategories.indexOf(kind);
}

export function packSimilar(count: number): number {
  return count * 4 + namedCategories.length;
}

export function unpackReason(packed: number): StoredReason {
  const kind = namedCategories[packed & 3];
  return kind === undefined
    ? { kind: 'similar', count: packed >>> 2 }
    : { kind, term: packed >>> 2 };
}
