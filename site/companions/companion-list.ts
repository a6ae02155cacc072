import { randomKeys } from '../../catalog/search/random-key.ts';
import { type CompanionSizes, type CompanionTerms, tagFlags } from './companion-terms.ts';

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
  /** Id → 1 for what may be a companion. */
  readonly #isTag: Uint8Array;
  /** Id → posts of the sample; all 0 between choices, but for the first of `#seen`. */
  readonly #counts: Uint32Array;
  readonly #seen: Uint32Array;
  /** Posts of the sample → how many tags have so many. */
  readonly #tagsWith: Uint32Array;

  constructor(terms: CompanionTerms, { most, sample }: CompanionSizes) {
    this.#terms = terms;
    this.#most = most;
    this.#isTag = tagFlags(terms);
    this.#counts = new Uint32Array(terms.ranks.length);
    this.#seen = new Uint32Array(terms.ranks.length);
    this.#tagsWith = new Uint32Array(sample + 1);
  }

  /** Triples with the last word still 0. `sampled`: the terms of posts that have `term`. */
  of(term: number, sampled: Iterable<Uint32Array>): Uint32Array {
    const counts = this.#counts;
    const seen = this.#seen.subarray(0, this.#count(sampled));
    counts[term] = 0;
    const bar = this.#barOf(seen);
    const chosen = [...seen.filter((id) => (counts[id] ?? 0) >= bar)]
      .sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || this.#terms.compare(a, b))
      .slice(0, this.#most);
    const words = Uint32Array.from(chosen.flatMap((id) => [id, counts[id] ?? 0, 0]));
    for (let at = 0; at < seen.length; at++) counts[seen[at] ?? 0] = 0;
    return words;
  }

  /** Returns how many different tags there are. */
  #count(sampled: Iterable<Uint32Array>): number {
    const counts = this.#counts;
    let found = 0;
    for (const ids of sampled) {
      for (let at = 0; at < ids.length; at++) {
        const id = ids[at] ?? 0;
        if (this.#isTag[id] !== 1) continue;
        const count = counts[id] ?? 0;
        if (count === 0) this.#seen[found++] = id;
        counts[id] = count + 1;
      }
    }
    return found;
  }

  /** What the last chosen one has, at least 1: most tags have less, and need not be sorted. */
  #barOf(seen: Uint32Array): number {
    const tagsWith = this.#tagsWith.fill(0);
    for (let at = 0; at < seen.length; at++) {
      const count = this.#counts[seen[at] ?? 0] ?? 0;
      tagsWith[count] = (tagsWith[count] ?? 0) + 1;
    }
    let bar = tagsWith.length - 1;
    let above = tagsWith[bar] ?? 0;
    while (bar > 1 && above < this.#most) {
      bar -= 1;
      above += tagsWith[bar] ?? 0;
    }
    return bar;
  }
}
