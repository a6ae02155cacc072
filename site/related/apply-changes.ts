import { contentHash } from '../../catalog/index/content-hash.ts';
import { decodeRelatedBlock, encodeRelatedBlock } from '../../catalog/index/related-block.ts';
import { blockOf } from '../../catalog/index/relations.ts';
import type { BestList } from '../../catalog/related/best-list.ts';
import { relatedCount } from '../../catalog/related/formula.ts';
import type { Library } from '../../pipeline/library/library.ts';
import type { ChangedBlock, KeptLists } from './kept-lists.ts';
import { bestOfKnown } from './known-list.ts';
import { ListSearch } from './list-search.ts';
import { readTermsOf } from './post-terms.ts';
import { reasonOf } from './reason-of.ts';
import type { BlockLists, RelatedBlock, RelatedStore } from './related-store.ts';
import type { RelatedTerms } from './related-terms.ts';
import { storedEntry } from './stored-entry.ts';

/**
 * Brings a store up to date where few posts have come, gone or changed: only lists that one of them enters, leaves or is
 * in are found anew. Afterwards the store holds what finding all anew would.
 */
export function applyChanges(
  library: Library,
  terms: RelatedTerms,
  store: RelatedStore,
  changed: ReadonlySet<number>,
  lists: KeptLists,
): void {
  const known = lists.of(store);
  const posts = new Map([...changed].map((number) => [number, readTermsOf(library, number)]));
  const { sizes, bars } = readMeasures(known, store.blockSize, changed);
  for (const [number, ids] of posts) sizes[number] = ids ? terms.sizeOf(ids) : 0;
  const search = new ListSearch(library, terms, sizes);
  const affected = new Set([...changed, ...listing(known, store.blockSize, changed)]);
  for (const ids of posts.values()) {
    if (!ids) continue;
    search.scoreAll(ids, (number, score) => {
      if (score > 0 && score >= (bars[number] ?? 0)) affected.add(number);
    });
  }
  const renewal = new Renewal(library, terms, search, changed);
  const renewed: ChangedBlock[] = [];
  store.transaction(() => {
    const blocks = Map.groupBy(affected, (number) => blockOf(number, store.blockSize));
    for (const [block, numbers] of blocks) {
      renewed.push([block, renewal.renewBlock(store, block, numbers)]);
    }
  });
  lists.follow(store, renewed);
}

/** Number → size, and → bar; long enough for the changed ones too. */
function readMeasures(
  blocks: ReadonlyMap<number, BlockLists>,
  blockSize: number,
  changed: ReadonlySet<number>,
): { readonly sizes: Uint32Array; readonly bars: Float64Array } {
  let last = -1;
  for (const block of blocks.keys()) last = Math.max(last, block);
  const length = Math.max((last + 1) * blockSize, ...changed) + 1;
  const sizes = new Uint32Array(length);
  const bars = new Float64Array(length);
  for (const [block, own] of blocks) {
    sizes.set(own.sizes, block * blockSize + 1);
    bars.set(own.bars, block * blockSize + 1);
  }
  return { sizes, bars };
}

/** The numbers in whose lists one of the changed posts is. */
function* listing(
  blocks: ReadonlyMap<number, BlockLists>,
  blockSize: number,
  changed: ReadonlySet<number>,
): Generator<number> {
  for (const [block, { numbers }] of blocks) {
    for (const at of placesOf(changed, numbers)) {
      yield block * blockSize + Math.floor(at / relatedCount) + 1;
    }
  }
}

/** Up to so many numbers are looked for one by one: that is a loop of the engine's own. */
const fewNumbers = 24;

function* placesOf(wanted: ReadonlySet<number>, numbers: Uint32Array): Generator<number> {
  if (wanted.size > fewNumbers) {
    for (const [at, number] of numbers.entries()) if (wanted.has(number)) yield at;
    return;
  }
  for (const number of wanted) {
    for (let at = numbers.indexOf(number); at >= 0; at = numbers.indexOf(number, at + 1)) yield at;
  }
}

class Renewal {
  readonly #library: Library;
  readonly #terms: RelatedTerms;
  readonly #search: ListSearch;
  readonly #changed: ReadonlySet<number>;
  readonly #posts = new Map<number, Uint32Array | undefined>();

  constructor(
    library: Library,
    terms: RelatedTerms,
    search: ListSearch,
    changed: ReadonlySet<number>,
  ) {
    this.#library = library;
    this.#terms = terms;
    this.#search = search;
    this.#changed = changed;
  }

  /** Answers what the block is now; `undefined`: it has no posts any more. */
  renewBlock(
    store: RelatedStore,
    block: number,
    numbers: readonly number[],
  ): BlockLists | undefined {
    const size = store.blockSize;
    const stored = store.block(block);
    const content = store.content(block);
    const entries = content
      ? [...decodeRelatedBlock(content, size)]
      : Array.from({ length: size }, () => ({ check: 0, related: [] }));
    for (const number of numbers) {
      const place = number - block * size - 1;
      const ids = this.#termsOf(number);
      if (ids && !this.#changed.has(number)) this.#renewList(stored, place, number, ids);
      else this.#renewPost(stored, place, number, ids);
      entries[place] = storedEntry(stored, place, ids ?? new Uint32Array(), this.#terms);
    }
    if (stored.terms.every((fingerprint) => fingerprint === 0)) {
      store.remove(block);
      return undefined;
    }
    const bytes = encodeRelatedBlock(entries);
    store.put(stored, { block, content: bytes, hash: contentHash(bytes) });
    return { sizes: stored.sizes, bars: stored.bars, numbers: stored.numbers };
  }

  /** `ids`: `undefined`: there is no such post any more. */
  #renewPost(
    stored: RelatedBlock,
    place: number,
    number: number,
    ids: Uint32Array | undefined,
  ): void {
    stored.terms[place] = ids ? this.#terms.fingerprint(ids) : 0;
    stored.sizes[place] = ids ? this.#terms.sizeOf(ids) : 0;
    if (ids) this.#store(stored, place, ids, this.#search.find(number, ids), new Map());
    else this.#clear(stored, place);
  }

  /** Of a post that is what it was. */
  #renewList(stored: RelatedBlock, place: number, number: number, ids: Uint32Array): void {
    const from = place * relatedCount;
    const numbers = stored.numbers.slice(from, from + relatedCount).filter((other) => other !== 0);
    const reasons = new Map<number, number>();
    numbers.forEach((other, at) => {
      if (!this.#changed.has(other)) reasons.set(other, stored.reasons[from + at] ?? 0);
    });
    const known = { numbers, bar: stored.bars[place] ?? 0 };
    const best =
      bestOfKnown(ids, known, {
        termsOf: (other) => this.#termsOf(other),
        terms: this.#terms,
        changed: this.#changed,
      }) ?? this.#search.find(number, ids);
    this.#store(stored, place, ids, best, reasons);
  }

  /** `reasons`: those that are known. */
  #store(
    stored: RelatedBlock,
    place: number,
    ids: Uint32Array,
    best: BestList,
    reasons: ReadonlyMap<number, number>,
  ): void {
    this.#clear(stored, place);
    stored.bars[place] = best.worst;
    best.places.subarray(0, best.length).forEach((other, at) => {
      const reason = reasons.get(other) ?? reasonOf(ids, this.#termsOf(other), this.#terms);
      stored.numbers[place * relatedCount + at] = other;
      stored.reasons[place * relatedCount + at] = reason;
    });
  }

  #clear({ numbers, reasons, bars }: RelatedBlock, place: number): void {
    const from = place * relatedCount;
    numbers.fill(0, from, from + relatedCount);
    reasons.fill(0, from, from + relatedCount);
    bars[place] = 0;
  }

  #termsOf(number: number): Uint32Array | undefined {
    if (!this.#posts.has(number)) this.#posts.set(number, readTermsOf(this.#library, number));
    return this.#posts.get(number);
  }
}
