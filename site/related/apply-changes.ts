import { contentHash } from '../../catalog/index/content-hash.ts';
import { decodeRelatedBlock, encodeRelatedBlock } from '../../catalog/index/related-block.ts';
import { blockOf } from '../../catalog/index/relations.ts';
import { relatedCount } from '../../catalog/related/formula.ts';
import type { Library } from '../../pipeline/library/library.ts';
import { ListSearch } from './list-search.ts';
import { readTermsOf } from './post-terms.ts';
import { reasonOf } from './reason-of.ts';
import type { RelatedBlock, RelatedStore } from './related-store.ts';
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
): void {
  const posts = new Map([...changed].map((number) => [number, readTermsOf(library, number)]));
  const sizes = readSizes(store, changed);
  for (const [number, ids] of posts) sizes[number] = ids ? terms.sizeOf(ids) : 0;
  const search = new ListSearch(library, terms, sizes);
  const affected = new Set([...changed, ...listing(store, changed)]);
  const bars = readBars(store, sizes.length);
  for (const ids of posts.values()) {
    if (!ids) continue;
    search.scoreAll(ids, (number, score) => {
      if (score > 0 && score >= (bars[number] ?? 0)) affected.add(number);
    });
  }
  store.transaction(() => {
    for (const [block, numbers] of Map.groupBy(affected, (number) =>
      blockOf(number, store.blockSize),
    )) {
      renewBlock(library, terms, store, search, { block, numbers });
    }
  });
}

/** Number → size; long enough for the changed ones too. */
function readSizes(store: RelatedStore, changed: ReadonlySet<number>): Uint32Array {
  const { blockSize } = store;
  const columns = [...store.words('sizes')];
  const known = ((columns.at(-1)?.[0] ?? -1) + 1) * blockSize;
  const sizes = new Uint32Array(Math.max(known, ...changed) + 1);
  for (const [block, column] of columns) sizes.set(column, block * blockSize + 1);
  return sizes;
}

function readBars(store: RelatedStore, length: number): Float64Array {
  const bars = new Float64Array(length);
  for (const [block, column] of store.bars()) bars.set(column, block * store.blockSize + 1);
  return bars;
}

/** The numbers in whose lists one of the changed posts is. */
function* listing(store: RelatedStore, changed: ReadonlySet<number>): Generator<number> {
  const flags = new Uint8Array(Math.max(0, ...changed) + 1);
  for (const number of changed) flags[number] = 1;
  for (const [block, numbers] of store.words('numbers')) {
    for (let at = 0; at < numbers.length; at++) {
      if (flags[numbers[at] ?? 0] !== 1) continue;
      const place = Math.floor(at / relatedCount);
      yield block * store.blockSize + place + 1;
      at = (place + 1) * relatedCount - 1;
    }
  }
}

function renewBlock(
  library: Library,
  terms: RelatedTerms,
  store: RelatedStore,
  search: ListSearch,
  { block, numbers }: { readonly block: number; readonly numbers: readonly number[] },
): void {
  const size = store.blockSize;
  const stored = store.block(block);
  const content = store.content(block);
  const entries = content
    ? [...decodeRelatedBlock(content, size)]
    : Array.from({ length: size }, () => ({ check: 0, related: [] }));
  for (const number of numbers) {
    const place = number - block * size - 1;
    const ids = readTermsOf(library, number);
    renewPost(library, terms, search, { stored, place, number, ids });
    entries[place] = storedEntry(stored, place, ids ?? new Uint32Array(), terms);
  }
  if (stored.terms.every((fingerprint) => fingerprint === 0)) {
    store.remove(block);
    return;
  }
  const bytes = encodeRelatedBlock(entries);
  store.put(stored, { block, content: bytes, hash: contentHash(bytes) });
}

interface PostInBlock {
  readonly stored: RelatedBlock;
  readonly place: number;
  readonly number: number;
  /** `undefined`: there is no such post any more. */
  readonly ids: Uint32Array | undefined;
}

function renewPost(
  library: Library,
  terms: RelatedTerms,
  search: ListSearch,
  { stored, place, number, ids }: PostInBlock,
): void {
  const from = place * relatedCount;
  stored.numbers.fill(0, from, from + relatedCount);
  stored.reasons.fill(0, from, from + relatedCount);
  stored.terms[place] = ids ? terms.fingerprint(ids) : 0;
  stored.sizes[place] = ids ? terms.sizeOf(ids) : 0;
  stored.bars[place] = 0;
  if (!ids) return;
  const best = search.find(number, ids);
  stored.bars[place] = best.worst;
  best.places.subarray(0, best.length).forEach((other, at) => {
    stored.numbers[from + at] = other;
    stored.reasons[from + at] = reasonOf(ids, readTermsOf(library, other), terms);
  });
}
