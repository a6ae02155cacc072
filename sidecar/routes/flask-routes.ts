import { thumbnailAddress } from '../../catalog/addresses.ts';
import { fnv1a } from '../../catalog/index/content-hash.ts';
import type { Post } from '../../catalog/post.ts';
import { allPosts } from '../../catalog/search/system-terms.ts';
import { compareTags } from '../../catalog/tag.ts';
import type { Library } from '../../pipeline/library/library.ts';
import { LibraryIndex } from '../../pipeline/library/library-index.ts';
import { readCount, readText } from '../http/read-request.ts';
import type { Route } from '../http/route.ts';
import { findOrRefuse, readPosts } from '../posts/find.ts';
import type { Services } from '../services.ts';

/** What the Flask version could be asked to read, with its answers, so that scripts go on working. */
export function flaskRoutes(services: Services): readonly Route[] {
  const { collection } = services;
  return [
    {
      method: 'get',
      path: '/api/images',
      access: 'open',
      run: async (request, response) => {
        const page = readCount(request, 'page', { least: 1, most: 1e9, usual: 1 });
        const perPage = readCount(request, 'per_page', { least: 10, most: 500, usual: 50 });
        const seed = readText(request, 'seed');
        const answer = await collection.read(async (library) => {
          const found = await findOrRefuse(collection, library, readText(request, 'query').trim());
          const numbers = seed === '' ? found : shuffle(found, seed);
          const total = Math.ceil(numbers.length / perPage);
          const shown = readPosts(library, numbers.slice((page - 1) * perPage, page * perPage));
          return {
            images: shown.map(imageOf),
            page,
            total_pages: total,
            total_results: numbers.length,
            has_more: page < total,
          };
        });
        response.json(answer);
      },
    },
    {
      method: 'get',
      path: '/api/autocomplete',
      access: 'open',
      run: async (request, response) => {
        const text = readText(request, 'q').trim().toLowerCase();
        const word = text.split(/\s+/).at(-1) ?? '';
        response.json(
          text.length < 2 ? [] : await collection.read((library) => complete(library, word)),
        );
      },
    },
    {
      method: 'get',
      path: '/api/system/status',
      access: 'open',
      run: async (_request, response) => {
        response.json({ monitor: services.monitor.status, collection: await countPosts(services) });
      },
    },
  ];
}

function imageOf({ number, paths, terms }: Post): Readonly<Record<string, string>> {
  return {
    path: `images/${paths[0] ?? ''}`,
    thumb: thumbnailAddress(number),
    tags: terms.map(({ name }) => name).join(' '),
  };
}

/** The same seed, the same order, on every page; a new picture moves no other. */
function shuffle(numbers: readonly number[], seed: string): readonly number[] {
  const start = fnv1a(new TextEncoder().encode(seed));
  const keys = new Map(numbers.map((number) => [number, mix(start ^ number)]));
  return numbers.toSorted((a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0) || a - b);
}

/** MurmurHash3's last step (public domain): spreads every bit over all 32. */
function mix(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

const mostSuggestions = 10;

/** Tags that begin so, the most used first, then by name. */
async function complete(
  library: Library,
  word: string,
): Promise<readonly { readonly tag: string; readonly count: number }[]> {
  if (word === '') return [];
  const index = new LibraryIndex(library, new Map());
  const names = library
    .sql('SELECT name FROM terms WHERE name >= ? AND name < ?')
    .all(word, `${word}\u{10ffff}`);
  const found: { tag: string; count: number }[] = [];
  for (const { name } of names) {
    const term = await index.term(String(name));
    if (term && term.category !== undefined) found.push({ tag: term.name, count: term.count });
  }
  return found
    .toSorted((a, b) => b.count - a.count || compareTags(a.tag, b.tag))
    .slice(0, mostSuggestions);
}

interface PostCounts {
  readonly total_images: number;
  readonly with_metadata: number;
  readonly unprocessed: number;
}

/** As the Flask version counted: a picture that no source knows counts as unprocessed. */
function countPosts({ collection }: Services): Promise<PostCounts> {
  return collection.read(async (library) => {
    const index = new LibraryIndex(library, new Map());
    const count = async (name: string): Promise<number> => {
      const term = await index.term(name);
      return term ? term.count : 0;
    };
    const total = await count(allPosts);
    const known = await count(' metadata:found');
    return { total_images: total, with_metadata: known, unprocessed: total - known };
  });
}
