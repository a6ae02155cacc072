import { setBit } from '../../catalog/index/posting-list.ts';
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
      return { name, category: name === ' all' ? undefined : 'general', count: own.length };
    },
    blockSize: segmentSize,
    matching: async () => [],
    neighbours: async () => [],
    columnBounds: async () => [],
    columnValues: async () => new Float64Array(segmentSize),
    texts: async () => [],
    lookUp: async () => [],
    similar: async () => new Map(),
    addPostings: async (term, segment, to): Promise<boolean> => {
      read.push(`${term.name}/${segment}`);
      const places = (numbers.get(term.name) ?? [])
        .map((number) => number - 1 - segment * segmentSize)
        .filter((place) => place >= 0 && place < segmentSize);
      for (const place of places) setBit(to, place);
      return places.length > 0;
    },
  };
}
