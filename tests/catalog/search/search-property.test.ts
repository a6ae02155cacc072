import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { explainQuery } from '../../../catalog/search/explain-query.ts';
import { orderWishes as orderNames } from '../../../catalog/search/orders.ts';
import { parseQuery } from '../../../catalog/search/parse-query.ts';
import { prepareQuery } from '../../../catalog/search/prepare-query.ts';
import { LibraryIndex } from '../../../pipeline/library/library-index.ts';
import { now } from '../../fixtures/fact-wishes.ts';
import { find, indexOf, libraryOf } from '../../fixtures/index.ts';
import { orderWishes } from '../../fixtures/order-wishes.ts';
import { chance } from '../../fixtures/random.ts';
import { randomPosts } from '../../fixtures/random-posts.ts';
import { wish } from '../../fixtures/wishes.ts';
import type { RandomTrial } from './random-queries.ts';

const host = { now };

/** In a thread of its own: the test runner follows every promise of a test, which takes five times what the queries do. */
async function tryInThread(trial: RandomTrial): Promise<void> {
  const thread = new Worker(new URL('random-queries.ts', import.meta.url), { workerData: trial });
  const [code] = await once(thread, 'exit');
  assert.equal(code, 0);
}

for (const [segment, block, rounds] of [
  [3, 4, 500],
  [4, 8, 700],
  [8, 3, 700],
  [4, 4, 400],
  [65_536, 8192, 60],
] as const) {
  test(`random queries find what they mean, at segments of ${segment} and blocks of ${block}`, () =>
    tryInThread({ of: 'meanings', segment, block, rounds }));
}

test('every order there is, but chance and a list, is tried by random queries', () => {
  const tried = new Set(orderWishes.map(([text]) => text));
  const all = orderNames.filter((name) => !['random', 'custom'].includes(name));
  assert.deepEqual(
    all.filter((name) => !tried.has(`order:${name}`)),
    [],
  );
});

test("De Morgan's laws hold", () => tryInThread({ of: 'laws', rounds: 150 }));

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
