import { decodePlaces, decodePostings, hasBit } from '../../catalog/index/posting-list.ts';
import type { Library } from '../../pipeline/library/library.ts';
import {
  CompanionChoice,
  drawSample,
  type StoredCompanions,
  sampleKey,
  wordsEach,
} from './companion-list.ts';
import { CompanionStore } from './companion-store.ts';
import type { CompanionSizes, CompanionTerms } from './companion-terms.ts';
import { readTerms } from './seen-terms.ts';

/** A post that is not what it was. */
export interface ChangedPost {
  readonly number: number;
  /** Its terms' ids, ascending; none where it was not there. */
  readonly before: Uint32Array;
  /** `undefined`: it is gone. */
  readonly after: Uint32Array | undefined;
}

/**
 * Brings the lists of the changed posts' terms up to date, old and new. A list is chosen anew only where a changed post
 * is, or was, in its sample; else the posts that both have are counted on. Returns the terms whose lists are not what they were.
 */
export function applyChangedPosts(
  library: Library,
  terms: CompanionTerms,
  sizes: CompanionSizes,
  store: CompanionStore,
  changed: readonly ChangedPost[],
): ReadonlySet<number> {
  const renewal = new Renewal(library, terms, sizes);
  const touched = new Map<number, ChangedPost[]>();
  for (const post of changed) {
    for (const term of new Set([...post.before, ...(post.after ?? [])])) {
      const posts = touched.get(term);
      if (posts) posts.push(post);
      else touched.set(term, [post]);
    }
  }
  const renewed = new Set<number>();
  for (const [term, posts] of touched) {
    const known = store.list(term);
    if (terms.countOf(term) < sizes.least) {
      if (known) renewed.add(term);
      store.removeList(term);
      continue;
    }
    const list = renewal.renew(term, known, posts);
    if (known && areSame(known, list)) continue;
    store.setList(term, list);
    renewed.add(term);
  }
  remember(store, changed);
  return renewed;
}

function remember(store: CompanionStore, changed: readonly ChangedPost[]): void {
  const blocks = Map.groupBy(changed, ({ number }) => CompanionStore.seenBlockOf(number));
  for (const [block, posts] of blocks) {
    const seen = store.seen(block);
    const { first } = CompanionStore.rangeOf(block);
    for (const { number, after } of posts) seen[number - first] = after;
    store.setSeen(block, seen);
  }
}

class Renewal {
  readonly #library: Library;
  readonly #choice: CompanionChoice;
  readonly #sizes: CompanionSizes;
  readonly #posts = new Map<number, Uint32Array>();
  readonly #numbers = new Map<number, Uint32Array>();

  constructor(library: Library, terms: CompanionTerms, sizes: CompanionSizes) {
    this.#library = library;
    this.#choice = new CompanionChoice(terms, sizes);
    this.#sizes = sizes;
  }

  renew(
    term: number,
    known: StoredCompanions | undefined,
    changed: readonly ChangedPost[],
  ): StoredCompanions {
    if (!known) return this.#choose(term, new Map());
    const words = known.words.slice();
    for (let at = 0; at < words.length; at += wordsEach) {
      const by = changed.reduce((sum, post) => sum + change(post, term, words[at] ?? 0), 0);
      words[at + 2] = (words[at + 2] ?? 0) + by;
    }
    if (changed.some(({ number }) => sampleKey(number) <= known.bar)) {
      const counts = new Map<number, number>();
      for (let at = 0; at < words.length; at += wordsEach) {
        counts.set(words[at] ?? 0, words[at + 2] ?? 0);
      }
      return this.#choose(term, counts);
    }
    return { bar: known.bar, words };
  }

  /** `counts`: of how many posts some companions are. */
  #choose(term: number, counts: ReadonlyMap<number, number>): StoredCompanions {
    const numbers = this.#numbersOf(term);
    const { sample, bar } = drawSample(numbers, this.#sizes.sample);
    const sampled = Array.from(sample, (number) => this.#termsOf(number));
    const words = this.#choice.of(term, sampled);
    const isAll = sample.length === numbers.length;
    for (let at = 0; at < words.length; at += wordsEach) {
      const id = words[at] ?? 0;
      words[at + 2] = isAll
        ? (words[at + 1] ?? 0)
        : (counts.get(id) ?? this.#countBoth(numbers, id));
    }
    return { bar, words };
  }

  #termsOf(number: number): Uint32Array {
    const known = this.#posts.get(number);
    if (known) return known;
    const ids = readTerms(this.#library, number) ?? new Uint32Array();
    this.#posts.set(number, ids);
    return ids;
  }

  /** All that have a term, ascending. */
  #numbersOf(term: number): Uint32Array {
    const known = this.#numbers.get(term);
    if (known) return known;
    const { segmentSize } = this.#library;
    const numbers = this.#listsOf(term).flatMap(([segment, list]) => {
      const first = segment * segmentSize + 1;
      return decodePlaces(list, segmentSize).map((place) => first + place);
    });
    const sorted = Uint32Array.from(numbers);
    this.#numbers.set(term, sorted);
    return sorted;
  }

  #countBoth(numbers: Uint32Array, other: number): number {
    const { segmentSize } = this.#library;
    const bitmaps = new Map(
      this.#listsOf(other).map(([segment, list]) => [segment, decodePostings(list, segmentSize)]),
    );
    let count = 0;
    for (const number of numbers) {
      const segment = Math.floor((number - 1) / segmentSize);
      const bitmap = bitmaps.get(segment);
      if (bitmap && hasBit(bitmap, number - 1 - segment * segmentSize)) count += 1;
    }
    return count;
  }

  #listsOf(term: number): readonly (readonly [segment: number, list: Uint8Array])[] {
    return this.#library
      .sql('SELECT segment, list FROM postings WHERE term = ? ORDER BY segment')
      .all(term)
      .map((row) => [Number(row['segment']), row['list'] as Uint8Array]);
  }
}

function areSame(one: StoredCompanions, other: StoredCompanions): boolean {
  return (
    one.bar === other.bar &&
    one.words.length === other.words.length &&
    one.words.every((word, at) => word === other.words[at])
  );
}

/** How many more posts two terms have together for a changed post. */
function change({ before, after }: ChangedPost, term: number, other: number): number {
  const had = before.includes(term) && before.includes(other);
  const has = after?.includes(term) === true && after.includes(other);
  return Number(has) - Number(had);
}
