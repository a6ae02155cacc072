import { contentHash } from '../../catalog/index/content-hash.ts';
import { encodeRelatedBlock, type RelatedEntry } from '../../catalog/index/related-block.ts';
import { type RelatedFormula, relatedCount } from '../../catalog/related/formula.ts';
import { makeRelatedTable, type RelatedTable } from '../../catalog/related/related-table.ts';
import type { Library } from '../../pipeline/library/library.ts';
import { readPostTerms } from './post-terms.ts';
import { emptyBlock, type RelatedStore } from './related-store.ts';
import type { RelatedTerms } from './related-terms.ts';
import { searchAll } from './search-all.ts';
import type { Found } from './search-portions.ts';
import { storedEntry } from './stored-entry.ts';

/** Finds the related posts of all and stores them, whatever was stored before. */
export async function computeAll(
  library: Library,
  terms: RelatedTerms,
  formula: RelatedFormula,
  store: RelatedStore,
  progress: (done: number, total: number) => void,
): Promise<void> {
  const table = makeRelatedTable(readPostTerms(library), terms.list, formula);
  const found = await searchAll(table, progress);
  const places = placesOf(table.numbers);
  store.transaction(() => {
    store.clear();
    const last = Math.max(0, places.length - 1);
    for (let block = 0; block * store.blockSize < last; block++) {
      storeBlock(library, terms, store, block, { table, found, places });
    }
  });
}

/** Number → place in the table. */
function placesOf(numbers: Uint32Array): Uint32Array {
  const highest = numbers.reduce((most, number) => Math.max(most, number), 0);
  const places = new Uint32Array(highest + 1);
  numbers.forEach((number, place) => {
    places[number] = place;
  });
  return places;
}

interface Results {
  readonly table: RelatedTable;
  readonly found: Found;
  readonly places: Uint32Array;
}

function storeBlock(
  library: Library,
  terms: RelatedTerms,
  store: RelatedStore,
  block: number,
  { table, found, places }: Results,
): void {
  const size = store.blockSize;
  const stored = emptyBlock(size);
  const entries: (RelatedEntry | undefined)[] = Array.from({ length: size }, () => undefined);
  let isEmpty = true;
  for (const post of readPostTerms(library, block * size + 1, (block + 1) * size)) {
    isEmpty = false;
    const place = post.number - block * size - 1;
    const from = (places[post.number] ?? 0) * relatedCount;
    stored.terms[place] = terms.fingerprint(post.terms);
    stored.sizes[place] = table.sizes[places[post.number] ?? 0] ?? 0;
    stored.bars[place] = found.bars[places[post.number] ?? 0] ?? 0;
    stored.numbers.set(found.numbers.subarray(from, from + relatedCount), place * relatedCount);
    stored.reasons.set(found.reasons.subarray(from, from + relatedCount), place * relatedCount);
    entries[place] = storedEntry(stored, place, post.terms, terms);
  }
  if (isEmpty) return;
  const content = encodeRelatedBlock(entries);
  store.put(stored, { block, content, hash: contentHash(content) });
}
