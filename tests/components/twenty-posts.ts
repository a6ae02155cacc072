import { type Bitmap, emptyBitmap, setBit } from '../../catalog/index/posting-list.ts';
import type { Term } from '../../catalog/index/vocabulary.ts';
import type { IndexSource } from '../../catalog/search/index-source.ts';

const segmentSize = 4;

/** Twenty posts in segments of four: ` all` on each, `even` on every second one. */
export function twentyPosts(): IndexSource & { readonly read: string[] } {
  const numbers = new Map([
    [' all', Array.from({ length: 20 }, (_, place) => place + 1)],
    ['even', Array.from({ length: 10 }, (_, place) => place * 2 + 2)],
  ]);
  const read: string[] = [];
  return {
    read,
    segmentSize,
    highest: 20,
    term: async (name): Promise<Term | undefined> => {
      const own = numbers.get(name);
      if (!own) return undefined;
      const segments = Map.groupBy(own, (number) => Math.floor((number - 1) / segmentSize));
      return {
        name,
        category: name === ' all' ? undefined : 'general',
        segments: [...segments].map(([segment, { length }]) => ({ segment, count: length })),
      };
    },
    blockSize: segmentSize,
    matching: async () => [],
    neighbours: async () => [],
    columnBounds: async () => [],
    columnValues: async () => new Float64Array(segmentSize),
    texts: async () => [],
    lookUp: async () => [],
    similar: async () => new Map(),
    postings: async (term, segment): Promise<Bitmap> => {
      read.push(`${term.name}/${segment}`);
      const bitmap = emptyBitmap(segmentSize);
      for (const number of numbers.get(term.name) ?? []) {
        const place = number - 1 - segment * segmentSize;
        if (place >= 0 && place < segmentSize) setBit(bitmap, place);
      }
      return bitmap;
    },
  };
}
