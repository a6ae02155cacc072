import { BestList } from '../../catalog/related/best-list.ts';
import { relatedCount } from '../../catalog/related/formula.ts';
import type { RelatedTerms } from './related-terms.ts';
import { scoreBetween } from './score-between.ts';

/** A list as it was stored, the best first, and what its last one's score was; 0 where it was not full. */
export interface KnownList {
  readonly numbers: Uint32Array;
  readonly bar: number;
}

/** What is known of posts as they are now. */
export interface PresentPosts {
  /** `undefined`: there is no such post any more. */
  readonly termsOf: (number: number) => Uint32Array | undefined;
  readonly terms: RelatedTerms;
  /** The posts that have changed. */
  readonly changed: ReadonlySet<number>;
}

/**
 * The best of a post that has not changed itself, from those that were and those that have changed: whoever else there is
 * was no better than the last one. `undefined`: too many have left, so that somebody else may come in.
 */
export function bestOfKnown(
  ids: Uint32Array,
  known: KnownList,
  { termsOf, terms, changed }: PresentPosts,
): BestList | undefined {
  const last = known.numbers.at(-1);
  const stayed = known.numbers.filter((number) => !changed.has(number));
  const numbers = Uint32Array.from([...stayed, ...changed]);
  const best = new BestList(relatedCount, numbers);
  numbers.forEach((number, place) => {
    const others = termsOf(number);
    if (others) best.offer(place, scoreBetween(ids, others, terms));
  });
  if (known.bar > 0 && last !== undefined) {
    const worst = numbers[best.places[best.length - 1] ?? 0] ?? 0;
    const isFirm =
      best.isFull && (best.worst > known.bar || (best.worst === known.bar && worst >= last));
    if (!isFirm) return undefined;
  }
  best.places.subarray(0, best.length).forEach((place, at) => {
    best.places[at] = numbers[place] ?? 0;
  });
  return best;
}
