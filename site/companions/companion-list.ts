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

/** Counts the tags of sampled posts, and chooses the companions: triples with the last word still 0. */
export function chooseCompanions(
  term: number,
  sampled: Iterable<Uint32Array>,
  terms: CompanionTerms,
  { most }: CompanionSizes,
): Uint32Array {
  const counts = new Map<number, number>();
  for (const ids of sampled) for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  const chosen = [...counts]
    .filter(([id]) => id !== term && terms.isTag(id))
    .sort(([a, x], [b, y]) => y - x || terms.compare(a, b))
    .slice(0, most);
  return Uint32Array.from(chosen.flatMap(([id, count]) => [id, count, 0]));
}
