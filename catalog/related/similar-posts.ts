import { emptyBitmap } from '../index/posting-list.ts';
import { blockOf } from '../index/relations.ts';
import type { Term } from '../index/vocabulary.ts';
import type { IndexSource } from '../search/index-source.ts';

/** How alike two posts are: the share of all their tags that both have. From 0 to 1. */
function jaccard(shared: number, one: number, other: number): number {
  const union = one + other - shared;
  return union === 0 ? 0 : shared / union;
}

/**
 * Every post that shares a tag with one of these `tags`, with how alike they are; without the post itself. Reads the
 * posting lists of the tags, and how many tags the others have.
 */
export async function similarPosts(
  number: number,
  tags: readonly string[],
  source: Pick<
    IndexSource,
    'term' | 'addPostings' | 'columnValues' | 'segmentSize' | 'blockSize' | 'highest'
  >,
): Promise<ReadonlyMap<number, number>> {
  const found = await Promise.all(tags.map((tag) => source.term(tag)));
  const terms = found.filter((term) => term !== undefined);
  const similar = new Map<number, number>();
  for (let segment = 0; segment * source.segmentSize < source.highest; segment++) {
    const counts = await countShared(terms, segment, source);
    const first = segment * source.segmentSize + 1;
    let block = -1;
    let sizes: ArrayLike<number> = [];
    for (let place = 0; place < counts.length; place++) {
      const shared = counts[place] ?? 0;
      const other = first + place;
      if (shared === 0 || other === number) continue;
      const home = blockOf(other, source.blockSize);
      if (home !== block) {
        block = home;
        sizes = await source.columnValues('tagcount', block);
      }
      const size = sizes[other - 1 - block * source.blockSize] ?? Number.NaN;
      // A shard that did not load leaves its posts without a size.
      if (!Number.isNaN(size)) similar.set(other, jaccard(shared, tags.length, size));
    }
  }
  return similar;
}

/** Place → how many of the terms it has. */
async function countShared(
  terms: readonly Term[],
  segment: number,
  source: Pick<IndexSource, 'addPostings' | 'segmentSize'>,
): Promise<Uint16Array> {
  const counts = new Uint16Array(source.segmentSize);
  const bitmaps = await Promise.all(
    terms.map(async (term) => {
      const bitmap = emptyBitmap(source.segmentSize);
      await source.addPostings(term, segment, bitmap);
      return bitmap;
    }),
  );
  for (const bitmap of bitmaps) {
    for (let at = 0; at < bitmap.length; at++) {
      for (let word = bitmap[at] ?? 0; word !== 0; word &= word - 1) {
        const place = at * 32 + 31 - Math.clz32(word & -word);
        counts[place] = (counts[place] ?? 0) + 1;
      }
    }
  }
  return counts;
}
