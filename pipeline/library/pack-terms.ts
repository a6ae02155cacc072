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
/** Below a term's id are three bits of its category and three of the category's rank. */
const codeBits = 6;
export const codes = 2 ** codeBits;

/** The id of a word: 26 bits. */
export function idOf(word: number): number {
  return word >>> codeBits;
}

/** The code of a word. */
export function codeOf(word: number): number {
  return word & (codes - 1);
}

/** How a term counts on a post, in six bits. `category` is `undefined` for a system term. */
export function termCode(category: TagCategory | undefined, rank: CategoryRank): number {
  return (category === undefined ? systemCategory : tagCategories.indexOf(category)) * 8 + rank;
}

/** Whether it is a system term's: those are no votes on a category. */
export function isSystemCode(code: number): boolean {
  return code >>> 3 === systemCategory;
}

/** 32 bits a term, little-endian. */
export function packWords(words: Uint32Array): Uint8Array {
  const bytes = new Uint8Array(words.length * 4);
  const view = new DataView(bytes.buffer);
  words.forEach((word, at) => {
    view.setUint32(at * 4, word, true);
  });
  return bytes;
}

export function unpackWords(bytes: Uint8Array): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Uint32Array.from({ length: bytes.length / 4 }, (_, at) => view.getUint32(at * 4, true));
}

export function packTerms(terms: readonly PackedTerm[]): Uint8Array {
  return packWords(
    Uint32Array.from(terms, ({ id, category, rank }) => id * codes + termCode(category, rank)),
  );
}

export function unpackTerms(bytes: Uint8Array): readonly PackedTerm[] {
  return Array.from(unpackWords(bytes), (word) => ({
    id: idOf(word),
    category: tagCategories[(word >>> 3) & 7],
    rank: ranks[word & 7] ?? categoryRanks.none,
  }));
}
