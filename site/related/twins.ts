import { type Incidence, sharedArray } from '../../catalog/related/incidence.ts';
import type { RelatedTable } from '../../catalog/related/related-table.ts';

/** Posts with the very same tags, as chains of places. */
export interface Twins {
  /** 1: the first of a chain, maybe alone. */
  readonly isFirst: Uint8Array;
  /** The next of the chain, or `none`. */
  readonly next: Uint32Array;
  readonly none: number;
}

/** Pages of one book may all have the same tags: they are searched once, however many they are. */
export function findTwins(table: RelatedTable): Twins {
  const none = 0xffffffff;
  const posts = table.numbers.length;
  const isFirst = new Uint8Array(new SharedArrayBuffer(posts));
  const next = sharedArray(posts).fill(none);
  const chains = new Map<number, number[]>();
  for (let post = 0; post < posts; post++) {
    const hash = mix(table.named, post, mix(table.general, post, 1));
    const lasts = chains.get(hash) ?? [];
    chains.set(hash, lasts);
    const chain = lasts.findIndex((last) => areSame(table, last, post));
    if (chain < 0) {
      isFirst[post] = 1;
      lasts.push(post);
    } else {
      next[lasts[chain] ?? 0] = post;
      lasts[chain] = post;
    }
  }
  return { isFirst, next, none };
}

function mix({ termsFrom, terms }: Incidence, post: number, seed: number): number {
  const to = termsFrom[post + 1] ?? 0;
  let hash = seed;
  for (let at = termsFrom[post] ?? 0; at < to; at++) {
    hash = Math.imul(hash ^ (terms[at] ?? 0), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash;
}

function areSame(table: RelatedTable, one: number, other: number): boolean {
  return [table.named, table.general].every(({ termsFrom, terms }) => {
    const from = termsFrom[one] ?? 0;
    const otherFrom = termsFrom[other] ?? 0;
    const length = (termsFrom[one + 1] ?? 0) - from;
    if (length !== (termsFrom[other + 1] ?? 0) - otherFrom) return false;
    for (let at = 0; at < length; at++) {
      if (terms[from + at] !== terms[otherFrom + at]) return false;
    }
    return true;
  });
}
