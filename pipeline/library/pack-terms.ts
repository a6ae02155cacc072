import { type CategoryRank, categoryRanks } from '../../catalog/merge-tags.ts';
import { type TagCategory, tagCategories } from '../../catalog/tag.ts';

/** A term of a post, by its id in the library. System terms have no category. */
export interface PackedTerm {
  readonly id: number;
  readonly category: TagCategory | undefined;
  readonly rank: CategoryRank;
}

const systemCategory = 7;
const ranks: readonly CategoryRank[] = Object.values(categoryRanks);

/** 32 bits a term, little-endian: 26 of its id, 3 of its category (7: system), 3 of the category's rank. */
export function packTerms(terms: readonly PackedTerm[]): Uint8Array {
  const bytes = new Uint8Array(terms.length * 4);
  const view = new DataView(bytes.buffer);
  terms.forEach(({ id, category, rank }, at) => {
    const code = category === undefined ? systemCategory : tagCategories.indexOf(category);
    view.setUint32(at * 4, id * 64 + code * 8 + rank, true);
  });
  return bytes;
}

export function unpackTerms(bytes: Uint8Array): readonly PackedTerm[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.length / 4 }, (_, at) => {
    const word = view.getUint32(at * 4, true);
    return {
      id: Math.floor(word / 64),
      category: tagCategories[(word >>> 3) & 7],
      rank: ranks[word & 7] ?? categoryRanks.none,
    };
  });
}
