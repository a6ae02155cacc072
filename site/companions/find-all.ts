import type { Library } from '../../pipeline/library/library.ts';
import { CompanionChoice, drawSample, wordsEach } from './companion-list.ts';
import { CompanionStore } from './companion-store.ts';
import { type CompanionSizes, type CompanionTerms, tagFlags } from './companion-terms.ts';
import { readAllTerms, type SeenTerms } from './seen-terms.ts';

/** Finds the companions of every term and stores them, whatever was stored before; and what was seen for it. */
export function findAll(
  library: Library,
  terms: CompanionTerms,
  sizes: CompanionSizes,
  store: CompanionStore,
): void {
  store.clear();
  const posts = readPosts(library, terms, store);
  const holders = gatherHolders(posts, terms);
  const choice = new CompanionChoice(terms, sizes);
  const slots = new Uint32Array(terms.ranks.length);
  for (const { id, count } of terms.uses) {
    if (count < sizes.least) continue;
    const places = holders.of(id);
    const numbers = places.map((place) => posts.numbers[place] ?? 0);
    const { sample, bar } = drawSample(numbers, sizes.sample);
    const sampled = placesByNumber(places, posts.numbers, sample);
    const words = choice.of(
      id,
      sampled.map((place) => posts.tagsOf(place)),
    );
    if (sampled.length === places.length) takeCounts(words);
    else countTogether(words, places, posts, slots);
    store.setList(id, { bar, words });
  }
}

/** Fills in of how many posts each companion is, where the sample is all of them. */
function takeCounts(words: Uint32Array): void {
  for (let at = 0; at < words.length; at += wordsEach) words[at + 2] = words[at + 1] ?? 0;
}

/** Fills in of how many posts each companion is. `slots`: for every id, all 0 before and after. */
function countTogether(
  words: Uint32Array,
  places: Uint32Array,
  { from, tagsTo, ids }: Posts,
  slots: Uint32Array,
): void {
  for (let at = 0; at < words.length; at += wordsEach) slots[words[at] ?? 0] = at + 2;
  for (const place of places) {
    const to = tagsTo[place] ?? 0;
    for (let at = from[place] ?? 0; at < to; at++) {
      const slot = slots[ids[at] ?? 0] ?? 0;
      if (slot !== 0) words[slot] = (words[slot] ?? 0) + 1;
    }
  }
  for (let at = 0; at < words.length; at += wordsEach) slots[words[at] ?? 0] = 0;
}

/** The places of sampled numbers; both lists are of the same posts, the sample in another order. */
function placesByNumber(
  places: Uint32Array,
  numbers: Uint32Array,
  sample: Uint32Array,
): readonly number[] {
  if (sample.length === places.length) return [...places];
  const wanted = new Set(sample);
  return [...places].filter((place) => wanted.has(numbers[place] ?? 0));
}

/** All posts with their terms, one after another. */
interface Posts {
  readonly numbers: Uint32Array;
  /** Place → where its ids begin: those of tags, which may be companions, before the others. */
  readonly from: Uint32Array;
  /** Place → where those of its tags end. */
  readonly tagsTo: Uint32Array;
  readonly ids: Uint32Array;
  readonly tagsOf: (place: number) => Uint32Array;
}

function readPosts(library: Library, terms: CompanionTerms, store: CompanionStore): Posts {
  const row = library.sql('SELECT count(*) AS posts, sum(length(terms)) AS bytes FROM posts').get();
  const count = Number(row?.['posts']);
  const numbers = new Uint32Array(count);
  const from = new Uint32Array(count + 1);
  const tagsTo = new Uint32Array(count);
  const isTag = tagFlags(terms);
  const ids = new Uint32Array(Number(row?.['bytes'] ?? 0) / 4);
  let place = 0;
  let block = 0;
  let seen: SeenTerms = [];
  for (const [number, own] of readAllTerms(library)) {
    const home = CompanionStore.seenBlockOf(number);
    if (home !== block) {
      store.setSeen(block, seen);
      block = home;
      seen = [];
    }
    const { first } = CompanionStore.rangeOf(block);
    while (seen.length < number - first) seen.push(undefined);
    seen.push(own);
    numbers[place] = number;
    let [next, last] = [from[place] ?? 0, (from[place] ?? 0) + own.length];
    from[place + 1] = last;
    for (let at = 0; at < own.length; at++) {
      const id = own[at] ?? 0;
      if (isTag[id] === 1) ids[next++] = id;
      else ids[--last] = id;
    }
    tagsTo[place] = next;
    place += 1;
  }
  store.setSeen(block, seen);
  return { numbers, from, tagsTo, ids, tagsOf: (at) => ids.subarray(from[at], tagsTo[at]) };
}

/** Term → the places of its posts, ascending. */
function gatherHolders(
  { numbers, from, ids }: Posts,
  terms: CompanionTerms,
): { readonly of: (id: number) => Uint32Array } {
  const begins = new Uint32Array(terms.ranks.length + 1);
  for (const id of ids) begins[id + 1] = (begins[id + 1] ?? 0) + 1;
  for (let id = 0; id < terms.ranks.length; id++) {
    begins[id + 1] = (begins[id + 1] ?? 0) + (begins[id] ?? 0);
  }
  const places = new Uint32Array(ids.length);
  const next = begins.slice();
  for (let place = 0; place < numbers.length; place++) {
    const to = from[place + 1] ?? 0;
    for (let at = from[place] ?? 0; at < to; at++) {
      const id = ids[at] ?? 0;
      const at2 = next[id] ?? 0;
      places[at2] = place;
      next[id] = at2 + 1;
    }
  }
  return { of: (id) => places.subarray(begins[id], begins[id + 1]) };
}
