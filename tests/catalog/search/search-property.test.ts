import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Post } from '../../../catalog/post.ts';
import { ratings } from '../../../catalog/rating.ts';
import { parseQuery, tagQuery } from '../../../catalog/search/parse-query.ts';
import { prepareQuery } from '../../../catalog/search/prepare-query.ts';
import { countQuery } from '../../../catalog/search/search.ts';
import { LibraryIndex } from '../../../pipeline/library/library-index.ts';
import { find, indexOf, libraryOf } from '../../fixtures/index.ts';
import { postWith } from '../../fixtures/post.ts';
import { type Chance, chance } from '../../fixtures/random.ts';

const tags = ['cat', 'cat_ears', 'dog', '-dog', 'or', 'fate_(x)', '東', '*', 'id:5', ':d'];

/** A query as text, and what it means, said without the program. */
interface Wish {
  readonly text: string;
  readonly holds: (post: Post) => boolean;
}

const has = (post: Post, name: string): boolean => post.terms.some((term) => term.name === name);

function leaf({ below, pick }: Chance): Wish {
  switch (below(9)) {
    case 0: {
      const [from, to] = [below(40), below(40)];
      return { text: `id:${from}..${to}`, holds: ({ number }) => from <= number && number <= to };
    }
    case 1: {
      const least = below(40);
      return { text: `id:>${least},3`, holds: ({ number }) => number > least || number === 3 };
    }
    case 2: {
      const rating = pick(ratings);
      return { text: `rating:${rating.slice(0, 1)}`, holds: (post) => post.rating === rating };
    }
    case 3:
      return { text: 'cat*', holds: (post) => has(post, 'cat') || has(post, 'cat_ears') };
    case 4:
      return { text: '*d*', holds: ({ terms }) => terms.some(({ name }) => name.includes('d')) };
    case 5:
      return { text: 'nothing', holds: () => false };
    default: {
      const name = pick(tags);
      return { text: tagQuery(name), holds: (post) => has(post, name) };
    }
  }
}

function wish(luck: Chance, depth: number): Wish {
  if (depth === 0) return leaf(luck);
  const parts = Array.from({ length: 1 + luck.below(3) }, () => wish(luck, luck.below(depth)));
  const texts = parts.map(({ text }) => text);
  const all = (post: Post): boolean => parts.every(({ holds }) => holds(post));
  const any = (post: Post): boolean => parts.some(({ holds }) => holds(post));
  switch (luck.below(6)) {
    case 0:
      return { text: `(${texts.join(' or ')})`, holds: any };
    case 1:
      return { text: `(${texts.map((text) => `~${text}`).join(' ')})`, holds: any };
    case 2:
      return { text: `-(${texts.join(' ')})`, holds: (post) => !all(post) };
    case 3:
      return { text: `(${texts.join(' and ')})`, holds: all };
    case 4: {
      const [first = leaf(luck), ...rest] = parts;
      const text = `(-${first.text} ${rest.map((part) => part.text).join(' ')})`;
      return {
        text,
        holds: (post) => !first.holds(post) && rest.every(({ holds }) => holds(post)),
      };
    }
    default:
      return { text: `(${texts.join(' ')})`, holds: all };
  }
}

function randomPosts(luck: Chance): readonly Post[] {
  const posts: Post[] = [];
  for (let number = 1; number <= 37; number++) {
    if (luck.below(4) === 0) continue;
    const own = tags.filter((_, at) => luck.below(10) >= at);
    const rest = luck.below(3) === 0 ? {} : { rating: luck.pick(ratings) };
    posts.push(postWith(number, own.toSorted(), rest));
  }
  return posts;
}

for (const [segment, rounds] of [
  [3, 300],
  [4, 350],
  [8, 500],
  [65_536, 100],
] as const) {
  test(`random queries find what they mean, at segments of ${segment}`, async () => {
    const luck = chance(segment);
    const posts = randomPosts(luck);
    using library = libraryOf(posts, segment);
    const { source } = indexOf(library, { segment, block: segment, names: 2, own: 4 });
    const fromLibrary = new LibraryIndex(library, new Map());
    for (let round = 0; round < rounds; round++) {
      const { text, holds } = wish(luck, luck.below(4));
      const numbers = posts.filter(holds).map(({ number }) => number);
      const shown = `${text} on a seed of ${segment}`;
      assert.deepEqual(await find(`${text} order:old`, source), numbers, shown);
      assert.deepEqual(await find(text, source), numbers.toReversed(), shown);
      assert.deepEqual(await find(text, fromLibrary), numbers.toReversed(), shown);
      const limit = luck.below(6);
      const prepared = await prepareQuery(parseQuery(`${text} limit:${limit}`), source);
      assert.equal(await countQuery(prepared, source), Math.min(limit, numbers.length), shown);
    }
  });
}

test("De Morgan's laws hold", async () => {
  const luck = chance(99);
  const posts = randomPosts(luck);
  using library = libraryOf(posts, 8);
  const { source } = indexOf(library, { segment: 8, names: 3 });
  for (let round = 0; round < 150; round++) {
    const [a, b] = [wish(luck, 2).text, wish(luck, 2).text];
    assert.deepEqual(await find(`-(${a} ${b})`, source), await find(`-${a} or -${b}`, source));
    assert.deepEqual(await find(`-(${a} or ${b})`, source), await find(`-${a} -${b}`, source));
    assert.deepEqual(await find(`--${a}`, source), await find(a, source));
  }
});
