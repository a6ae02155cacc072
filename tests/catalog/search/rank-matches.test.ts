import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseQuery } from '../../../catalog/search/parse-query.ts';
import { rankMatches } from '../../../catalog/search/rank-matches.ts';
import { Ranking } from '../../../catalog/search/ranking.ts';
import { noRest } from '../../../catalog/search/rest.ts';
import { indexOf, libraryOf } from '../../fixtures/index.ts';
import { orderWishes } from '../../fixtures/order-wishes.ts';
import { postWith } from '../../fixtures/post.ts';
import { chance } from '../../fixtures/random.ts';
import { randomPosts } from '../../fixtures/random-posts.ts';

test('the best few are the first of all, in every order', async () => {
  const luck = chance(21);
  for (let round = 0; round < 6; round++) {
    const posts = randomPosts(luck);
    using library = libraryOf(posts, 4);
    const { source } = indexOf(library, { segment: 4, block: 1 + luck.below(4) });
    const tools = { source, host: { now: 0, seed: 'x' }, rest: noRest };
    for (const [text] of [...orderWishes, ['order:random'], ['random:9']] as const) {
      const { order } = parseQuery(text);
      const numbers = posts.map(({ number }) => number).filter(() => luck.below(3) > 0);
      const lists = [Uint32Array.from(numbers)];
      const all = await rankMatches(lists, order, Number.POSITIVE_INFINITY, tools);
      assert.equal(all.length, numbers.length);
      for (const most of [0, 1, 2, 5, 40]) {
        const shown = `${most} of ${text} in round ${round}`;
        assert.deepEqual(await rankMatches(lists, order, most, tools), all.slice(0, most), shown);
      }
    }
  }
});

test('a block that cannot hold anything better is not loaded', async () => {
  const posts = Array.from({ length: 20 }, (_, at) =>
    postWith(at + 1, [], { score: at, width: 2 }),
  );
  using library = libraryOf(posts, 4);
  const { source, loaded } = indexOf(library, { segment: 4, block: 4 });
  const lists = [Uint32Array.from(posts, ({ number }) => number)];
  const tools = { source, host: { now: 0, seed: '' }, rest: noRest };
  const { order } = parseQuery('order:score');
  assert.deepEqual(await rankMatches(lists, order, 5, tools), [20, 19, 18, 17, 16]);
  assert.deepEqual(loaded, ['columns/score/manifest', 'columns/score/4', 'columns/score/3']);
});

test('thousands are ranked as they are sorted, resting in between', async () => {
  const { below } = chance(4);
  const numbers = Array.from({ length: 30_000 }, (_, at) => at + 1);
  const keys = new Map(numbers.map((number) => [number, below(500)]));
  const keyOf = (number: number): number => keys.get(number) ?? 0;
  const sorted = numbers.toSorted((a, b) => keyOf(a) - keyOf(b) || b - a);
  for (const most of [100, 9000, 40_000]) {
    let rests = 0;
    const ranking = new Ranking(most, () => {
      rests += 1;
      return undefined;
    });
    await ranking.add(numbers.slice(0, 20_000), keyOf);
    await ranking.add(numbers.slice(20_000), keyOf);
    assert.deepEqual(await ranking.best(), sorted.slice(0, most));
    assert.ok(rests >= 4, `${rests} rests`);
  }
});
