import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Post } from '../../../catalog/post.ts';
import { explainQuery } from '../../../catalog/search/explain-query.ts';
import { orderWishes as orderNames } from '../../../catalog/search/orders.ts';
import { parseQuery } from '../../../catalog/search/parse-query.ts';
import { prepareQuery } from '../../../catalog/search/prepare-query.ts';
import { countQuery } from '../../../catalog/search/search.ts';
import { writeNode } from '../../../catalog/search/write-query.ts';
import { LibraryIndex } from '../../../pipeline/library/library-index.ts';
import { now } from '../../fixtures/fact-wishes.ts';
import { find, indexOf, libraryOf } from '../../fixtures/index.ts';
import { orderWishes } from '../../fixtures/order-wishes.ts';
import { chance } from '../../fixtures/random.ts';
import { randomPosts } from '../../fixtures/random-posts.ts';
import { wish } from '../../fixtures/wishes.ts';

const host = { now };

function sorted(
  posts: readonly Post[],
  key: (post: Post) => number | undefined,
): readonly number[] {
  const keyOf = (post: Post): number => key(post) ?? Number.POSITIVE_INFINITY;
  return posts
    .toSorted(
      (a, b) => (keyOf(a) < keyOf(b) ? -1 : Number(keyOf(a) > keyOf(b))) || b.number - a.number,
    )
    .map(({ number }) => number);
}

for (const [segment, block, rounds] of [
  [3, 4, 500],
  [4, 8, 700],
  [8, 3, 700],
  [4, 4, 400],
  [65_536, 8192, 60],
] as const) {
  test(`random queries find what they mean, at segments of ${segment} and blocks of ${block}`, async () => {
    const luck = chance(segment * 10 + block);
    const posts = randomPosts(luck);
    using library = libraryOf(posts, segment);
    const { source } = indexOf(library, { segment, block, names: 2, keys: 3, own: 4 });
    const fromLibrary = new LibraryIndex(library, new Map(), new Map(), block);
    for (let round = 0; round < rounds; round++) {
      const { text, holds } = wish(luck, luck.below(4));
      const [order, key] = luck.pick(orderWishes);
      const matches = posts.filter((post) => holds(post, posts));
      const numbers = sorted(matches, key);
      const query = `${text} ${order}`;
      const shown = `${query} on seed ${segment * 10 + block}`;
      assert.deepEqual(await find(query, source, host), numbers, shown);
      assert.deepEqual(await find(query, fromLibrary, host), numbers, `${shown}, from the library`);
      const limit = luck.below(6);
      assert.deepEqual(
        await find(`${query} limit:${limit}`, source, host),
        numbers.slice(0, limit),
        shown,
      );
      const prepared = await prepareQuery(parseQuery(`${text} limit:${limit}`), source, host);
      assert.equal(await countQuery(prepared, source), Math.min(limit, numbers.length), shown);
      const written = writeNode(parseQuery(text).node);
      assert.deepEqual(
        await find(`${written} ${order}`, source, host),
        numbers,
        `${written} for ${text}`,
      );
    }
  });
}

test('every order there is, but chance and a list, is tried by random queries', () => {
  const tried = new Set(orderWishes.map(([text]) => text));
  const all = orderNames.filter((name) => !['random', 'custom'].includes(name));
  assert.deepEqual(
    all.filter((name) => !tried.has(`order:${name}`)),
    [],
  );
});

test("De Morgan's laws hold", async () => {
  const luck = chance(99);
  const posts = randomPosts(luck);
  using library = libraryOf(posts, 8);
  const { source } = indexOf(library, { segment: 8, block: 3, names: 3 });
  const found = (query: string) => find(query, source, host);
  for (let round = 0; round < 150; round++) {
    const [a, b, c] = [wish(luck, 2).text, wish(luck, 2).text, wish(luck, 1).text];
    assert.deepEqual(await found(`-(${a} ${b})`), await found(`-${a} or -${b}`));
    assert.deepEqual(await found(`-(${a} or ${b})`), await found(`-${a} -${b}`));
    assert.deepEqual(await found(`--${a}`), await found(a));
    assert.deepEqual(await found(`${a} (${b} or ${c})`), await found(`(${a} ${b}) or (${a} ${c})`));
    assert.deepEqual(
      await found(`${a} or (${b} ${c})`),
      await found(`(${a} or ${b}) (${a} or ${c})`),
    );
  }
});

test('words are counted exactly, each post once, and so is what is left without one part', async () => {
  const luck = chance(7);
  const posts = randomPosts(luck);
  using library = libraryOf(posts, 4);
  const { source } = indexOf(library, { segment: 4, block: 3, names: 2 });
  let drops = 0;
  for (let round = 0; round < 250; round++) {
    const parts = Array.from({ length: 2 + luck.below(2) }, () => wish(luck, 0));
    const text = parts.map((part) => part.text).join(' ');
    const total = posts.filter((post) => parts.every(({ holds }) => holds(post, posts))).length;
    const prepared = await prepareQuery(parseQuery(text), source, host);
    const report = await explainQuery(prepared, source, total);
    const counts = parts.map(({ holds }) => posts.filter((post) => holds(post, posts)).length);
    assert.deepEqual(
      report.terms.map(({ count }) => count),
      counts,
      text,
    );
    if (total > 0) continue;
    const left = parts.map(
      (_, place) =>
        posts.filter((post) => parts.every(({ holds }, at) => at === place || holds(post, posts)))
          .length,
    );
    assert.deepEqual(
      report.drops.map(({ count }) => count),
      left.toSorted((a, b) => b - a),
      text,
    );
    for (const { query, count } of report.drops) {
      assert.equal((await find(query, source, host)).length, count, query);
      drops += 1;
    }
  }
  assert.ok(drops > 100);
});

test('chance draws the same posts everywhere, and one more post moves no other', async () => {
  const luck = chance(11);
  const posts = randomPosts(luck);
  using library = libraryOf(posts, 4);
  const { source } = indexOf(library, { segment: 4, block: 3 });
  const fromLibrary = new LibraryIndex(library, new Map());
  const order = await find('order:random:x', source);
  assert.deepEqual(
    order.toSorted((a, b) => b - a),
    await find('', source),
  );
  assert.notDeepEqual(order, await find('order:random:y', source));
  assert.deepEqual(await find('order:random:x', fromLibrary), order);
  assert.deepEqual(await find('random:5:x', source), order.slice(0, 5));
  assert.deepEqual(await find('random:5 ', source, { seed: 'x' }), order.slice(0, 5));
  const five = new Set(order.slice(0, 5));
  assert.deepEqual(
    await find('random:5:x order:score', source),
    (await find('order:score', source)).filter((number) => five.has(number)),
  );
  using fewer = libraryOf(posts.slice(1), 4);
  const gone = posts[0]?.number;
  assert.deepEqual(
    await find('order:random:x', new LibraryIndex(fewer, new Map())),
    order.filter((number) => number !== gone),
  );
});

test('a custom order is the order of the list, and what is not there is left out', async () => {
  const posts = randomPosts(chance(5));
  using library = libraryOf(posts, 4);
  const { source } = indexOf(library, { segment: 4, block: 3 });
  const [a = 0, b = 0, c = 0] = posts.map(({ number }) => number);
  assert.deepEqual(await find(`order:custom id:${c},${a},9999,${b}`, source), [c, a, b]);
});
