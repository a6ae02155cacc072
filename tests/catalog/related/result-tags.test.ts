import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { loadCompanions } from '../../../catalog/index/shard-companions.ts';
import { loadTagsOf } from '../../../catalog/index/shard-post-tags.ts';
import type { Post } from '../../../catalog/post.ts';
import { type ResultTag, ResultTags } from '../../../catalog/related/result-tags.ts';
import { parseQuery } from '../../../catalog/search/parse-query.ts';
import { prepareQuery } from '../../../catalog/search/prepare-query.ts';
import { compareTags } from '../../../catalog/tag.ts';
import { find, indexOf, libraryOf, type TestIndex } from '../../fixtures/index.ts';
import { postWith } from '../../fixtures/post.ts';
import { type Chance, chance } from '../../fixtures/random.ts';

const queries = [
  '',
  'tag_0',
  'tag_1 tag_0',
  'tag_2 -tag_1',
  '-tag_0',
  '~tag_3 ~tag_4',
  'tag_1*',
  'rating:none',
  'tagcount:>4',
  'tag_0 tagcount:>3',
  'tag_0 limit:20',
  'tag_9 tag_8',
  'id:1..9',
  'id:5,130 tag_0',
];

test('the tags of results have exact counts, and of few results all are known', async () => {
  for (let seed = 1; seed <= 4; seed++) {
    const draw = chance(seed);
    const posts = Array.from({ length: 150 }, (_, at) => randomPost(draw, at + 1));
    using library = libraryOf(posts, 64);
    const index = indexOf(library, { segment: 64, block: 32, related: 16, own: 8 });
    for (const query of queries) {
      const numbers = await find(query, index.source);
      const tags = await tagsOf(query, index);
      const message = `seed ${seed}, ${query}`;
      const wanted = naiveCounts(
        posts,
        numbers,
        new Set(
          query.match(/(?<![-~\w])-?~?tag_\d+(?=\s|$)/g)?.map((word) => word.replace(/^[-~]/, '')),
        ),
      );
      for (const { name, count } of tags) equal(count, wanted.get(name), `${message}: ${name}`);
      if (numbers.length > 0 && wanted.size > 0) ok(tags.length > 0, message);
      if (numbers.length <= 12) equal(tags.length, Math.min(25, wanted.size), message);
      const counts = tags.map(({ count }) => count ?? 0);
      deepEqual(
        counts,
        counts.toSorted((a, b) => b - a),
        message,
      );
    }
  }
});

test('the most frequent tags of one term need no posting list', async () => {
  const draw = chance(3);
  const posts = Array.from({ length: 100 }, (_, at) => randomPost(draw, at + 1));
  using library = libraryOf(posts, 64);
  const index = indexOf(library, { segment: 64, block: 32, related: 16, own: 8 });
  const opened = await open('tag_0', index);
  index.loaded.length = 0;
  await opened.count(() => true);
  deepEqual(index.loaded, []);
  const numbers = await find('tag_0', index.source);
  const wanted = [...naiveCounts(posts, numbers, new Set(['tag_0']))]
    .toSorted(([a, x], [b, y]) => y - x || compareTags(a, b))
    .slice(0, 25);
  deepEqual(
    opened.tags.map(({ name, count }) => [name, count]),
    wanted,
  );
});

test('what is not allowed to load stays uncounted, and is counted when it may be', async () => {
  const draw = chance(4);
  const posts = Array.from({ length: 100 }, (_, at) => randomPost(draw, at + 1));
  using library = libraryOf(posts, 64);
  const index = indexOf(library, { segment: 64, block: 32, related: 16, own: 8 });
  const opened = await open('tag_0 tagcount:>2', index);
  let left = 3;
  await opened.count(() => left-- > 0);
  equal(opened.tags.filter(({ count }) => count !== undefined).length, 3);
  await opened.count(() => true);
  equal(opened.tags.filter(({ count }) => count === undefined).length, 0);
});

async function tagsOf(query: string, index: TestIndex): Promise<readonly ResultTag[]> {
  const opened = await open(query, index);
  await opened.count(() => true);
  return opened.tags;
}

async function open(text: string, { source, manifest, load }: TestIndex): Promise<ResultTags> {
  const numbers = await find(text, source);
  const prepared = await prepareQuery(parseQuery(text), source);
  return ResultTags.open(
    { prepared, total: numbers.length, numbers: async () => numbers },
    {
      index: source,
      companionsOf: (term) => loadCompanions(term, manifest, load),
      tagsOf: (number) => loadTagsOf(number, manifest, load),
    },
  );
}

function naiveCounts(
  posts: readonly Post[],
  numbers: readonly number[],
  own: ReadonlySet<string>,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const found = new Set(numbers);
  for (const { number, terms } of posts) {
    if (!found.has(number)) continue;
    for (const { name } of terms) {
      if (!own.has(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  return counts;
}

function randomPost(draw: Chance, number: number): Post {
  const tags = Array.from(
    { length: draw.below(10) },
    () => `tag_${Math.floor(draw.next() ** 2 * 40)}`,
  );
  return postWith(number, [...new Set(tags)].toSorted());
}
