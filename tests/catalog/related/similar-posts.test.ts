import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import type { Post } from '../../../catalog/post.ts';
import type { IndexSource } from '../../../catalog/search/index-source.ts';
import { LibraryIndex } from '../../../pipeline/library/library-index.ts';
import { find, indexOf, libraryOf } from '../../fixtures/index.ts';
import { postWith } from '../../fixtures/post.ts';
import { type Chance, chance } from '../../fixtures/random.ts';

test('similar: finds every post that shares a tag, the most alike first, in the library and in shards', async () => {
  for (let seed = 1; seed <= 15; seed++) {
    const draw = chance(seed);
    const posts = Array.from({ length: 40 }, (_, at) =>
      randomPost(draw, at + 1 + (at > 20 ? 9 : 0)),
    );
    using library = libraryOf(posts, 16);
    const sources: readonly IndexSource[] = [
      new LibraryIndex(library, new Map(), new Map(), 8),
      indexOf(library, { segment: 16, block: 8, related: 4 }).source,
    ];
    const subject = draw.pick(posts);
    const alike = expected(subject, posts);
    for (const source of sources) {
      const message = `seed ${seed}, ${source.constructor.name}`;
      deepEqual(
        [...(await source.similar(subject.number))].toSorted(([a], [b]) => a - b),
        [...alike],
        message,
      );
      const order = [...alike]
        .toSorted(([a, x], [b, y]) => y - x || b - a)
        .map(([number]) => number);
      deepEqual(await find(`similar:${subject.number}`, source), order, message);
      deepEqual(
        await find(`similar:${subject.number} -tag_1`, source),
        order.filter((number) => !tagsOf(posts, number).includes('tag_1')),
        message,
      );
    }
  }
});

test('nothing is similar to a post without tags, or to none', async () => {
  using library = libraryOf([postWith(1, []), postWith(2, ['a'])], 16);
  const { source } = indexOf(library, { segment: 16, block: 8, related: 4 });
  for (const number of [1, 2, 3, 500]) equal((await source.similar(number)).size, 0);
});

test('the tags of the post, and what its own tags need, are all that is loaded', async () => {
  const posts = Array.from({ length: 30 }, (_, at) => postWith(at + 1, [`t${at % 3}`, 'a']));
  using library = libraryOf(posts, 16);
  const { source, loaded } = indexOf(library, { segment: 16, block: 8, related: 4 });
  await source.similar(5);
  deepEqual(
    loaded.filter((name) => name.startsWith('tags/')),
    ['tags/manifest', 'tags/g0', 'tags/1'],
  );
});

function expected(subject: Post, posts: readonly Post[]): ReadonlyMap<number, number> {
  const own = new Set(subject.terms.map(({ name }) => name));
  return new Map(
    posts.flatMap((post): [number, number][] => {
      const shared = post.terms.filter(({ name }) => own.has(name)).length;
      if (shared === 0 || post === subject) return [];
      return [[post.number, shared / (own.size + post.terms.length - shared)]];
    }),
  );
}

function tagsOf(posts: readonly Post[], number: number): readonly string[] {
  return posts.find((post) => post.number === number)?.terms.map(({ name }) => name) ?? [];
}

function randomPost(draw: Chance, number: number): Post {
  const tags = Array.from({ length: draw.below(8) }, () => `tag_${draw.below(12)}`);
  return postWith(number, [...new Set(tags)].toSorted());
}
