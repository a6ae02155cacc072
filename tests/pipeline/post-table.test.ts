import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Post } from '../../catalog/post.ts';
import { ratings } from '../../catalog/rating.ts';
import { tagCategories } from '../../catalog/tag.ts';
import type { Library } from '../../pipeline/library/library.ts';
import { packTerms, unpackTerms } from '../../pipeline/library/pack-terms.ts';
import { PostTable } from '../../pipeline/library/post-table.ts';
import { libraryOf } from '../fixtures/index.ts';
import { libraryContent } from '../fixtures/library-content.ts';
import { postWith } from '../fixtures/post.ts';
import { type Chance, chance } from '../fixtures/random.ts';

const tags = ['__proto__', 'cat', 'constructor', 'dog', 'fox', 'solo'];

function randomPost({ below, pick }: Chance, number: number): Post {
  const own = tags.filter(() => below(2) === 0).map((name) => [name, pick(tagCategories)] as const);
  return postWith(number, own, {
    ...(below(2) === 0 ? { rating: pick(ratings) } : {}),
    ids: below(2) === 0 ? [{ source: pick(['danbooru', 'e621']), id: 1 + below(5) }] : [],
    parents: below(3) === 0 ? [{ source: 'danbooru', id: 1 + below(5) }] : [],
    isFavourite: below(2) === 0,
  });
}

function inTransaction(library: Library, work: (table: PostTable) => void): void {
  const table = new PostTable(library);
  library.transaction(() => {
    work(table);
    table.flush();
  });
}

for (const segment of [3, 4, 8]) {
  test(`posts put and removed in any order leave what is written at once, at segments of ${segment}`, () => {
    const luck = chance(segment);
    using library = libraryOf([], segment);
    const posts = new Map<number, Post>();
    for (let round = 0; round < 60; round++) {
      inTransaction(library, (table) => {
        for (let steps = 1 + luck.below(6); steps > 0; steps--) {
          const number = 1 + luck.below(20);
          if (luck.below(3) === 0) {
            table.remove(number);
            posts.delete(number);
          } else {
            const post = randomPost(luck, number);
            table.put(post);
            posts.set(number, post);
          }
        }
      });
      const sorted = [...posts.values()].toSorted((a, b) => a.number - b.number);
      using anew = libraryOf(sorted, segment);
      assert.deepEqual(libraryContent(library, segment), libraryContent(anew, segment));
    }
  });
}

test('a post that moves to another number leaves nothing at the old one', () => {
  const post = postWith(3, ['cat'], { ids: [{ source: 'e621', id: 4 }] });
  using library = libraryOf([post], 4);
  inTransaction(library, (table) => table.put({ ...post, number: 9 }));
  using anew = libraryOf([{ ...post, number: 9 }], 4);
  assert.deepEqual(libraryContent(library, 4), libraryContent(anew, 4));
});

test('terms survive packing, with any id, category and rank', () => {
  const terms = [
    { id: 1, category: undefined, rank: 5 },
    { id: 2 ** 26 - 1, category: 'lore', rank: 0 },
    ...tagCategories.map((category, at) => ({ id: at * 1000, category, rank: 3 as const })),
  ] as const;
  assert.deepEqual(unpackTerms(packTerms(terms)), terms);
});
