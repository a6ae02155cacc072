import { randomKeys } from '../../catalog/search/random-key.ts';
import type { CompanionSizes, CompanionTerms } from './companion-terms.ts';

/** A term's companions as they are stored. */
export interface StoredCompanions {
  /**
   * Posts with a higher key are not in the sample, whatever they have: the highest of its own, or what no key exceeds
   * where the sample is all.
   */
  readonly bar: number;
  /** Three words each, those seen most often first, then by name: id, posts of the sample, posts of all. */
  readonly words: Uint32Array;
}

export const wordsEach = 3;
const highestKey = 0xffffffff;

/** A post's place in the order in which posts are drawn: that of no other post changes it. */
export const sampleKey = randomKeys('companions');

/** The posts of a term that are looked at, those of the lowest keys, and the bar. `numbers`: all that have it. */
export function drawSample(
  numbers: Uint32Array,
  size: number,
): { readonly sample: Uint32Array; readonly bar: number } {
  if (numbers.length < size) return { sample: numbers, bar: highestKey };
  // As a rule twice the wished share of the keys holds enough, and little more is sorted.
  const share = Math.min(1, (size * 2 + 20) / numbers.length);
  const below = numbers.filter((number) => sampleKey(number) <= share * highestKey);
  const enough = below.length >= size ? below : numbers;
  const sample = enough.toSorted((a, b) => sampleKey(a) - sampleKey(b) || a - b).subarray(0, size);
  return { sample, bar: sampleKey(sample.at(-1) ?? 0) };
}

/** Counts the tags of sampled posts, and chooses companions by them. */
export class CompanionChoice {
  readonly #terms: CompanionTerms;
  readonly #most: number;
  /** Id → posts of the sample; all 0 between choices. */
  readonly #counts: Uint32Array;

  constructor(terms: CompanionTerms, { most }: CompanionSizes) {
    this.#terms = terms;
    this.#most = most;
    this.#counts = new Uint32Array(terms.ranks.length);
  }

  /** Triples with the last word still 0. `sampled`: the terms of posts that have `term`. */
  of(term: number, sampled: Iterable<Uint32Array>): Uint32Array {
    const counts = this.#counts;
    const seen: number[] = [];
    for (const ids of sampled) {
      for (let at = 0; at < ids.length; at++) {
        const id = ids[at] ?? 0;
        const count = counts[id] ?? 0;
        if (count === 0) seen.push(id);
        counts[id] = count + 1;
      }
    }
    const tags = seen.filter((id) => id !== term && this.#terms.isTag(id));
    const bar = this.#barOf(tags);
    const chosen = tags
      .filter((id) => (counts[id] ?? 0) >= bar)
      .sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || this.#terms.compare(a, b))
      .slice(0, this.#most);
    const words = Uint32Array.from(chosen.flatMap((id) => [id, counts[id] ?? 0, 0]));
    for (const id of seen) counts[id] = 0;
    return words;
  }

  /** What the last chosen one has; most tags have less, and need not be sorted. */
  #barOf(tags: readonly number[]): number {
    const sizes = Uint32Array.from(tags, (id) => this.#counts[id] ?? 0).sort();
    return sizes.at(-this.#most) ?? 0;
  }
}
