import assert from 'node:assert/strict';
import { workerData } from 'node:worker_threads';
import type { Post } from '../../../catalog/post.ts';
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

/** What a thread of this file tries; it ends with the first error. */
export type RandomTrial =
  | {
      readonly of: 'meanings';
      readonly segment: number;
      readonly block: number;
      readonly rounds: number;
    }
  | { readonly of: 'laws'; readonly rounds: number };

const host = { now };

async function tryMeanings({
  segment,
  block,
  rounds,
}: RandomTrial & { readonly of: 'meanings' }): Promise<void> {
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
}

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

/** De Morgan's, and that one can multiply out. */
async function tryLaws({ rounds }: RandomTrial): Promise<void> {
  const luck = chance(99);
  const posts = randomPosts(luck);
  using library = libraryOf(posts, 8);
  const { source } = indexOf(library, { segment: 8, block: 3, names: 3 });
  const assertSame = async (one: string, other: string): Promise<void> => {
    const [found, wanted] = [await find(one, source, host), await find(other, source, host)];
    assert.deepEqual(found, wanted, `${one} and ${other}`);
  };
  for (let round = 0; round < rounds; round++) {
    const [a, b, c] = [wish(luck, 2).text, wish(luck, 2).text, wish(luck, 1).text];
    await assertSame(`-(${a} ${b})`, `-${a} or -${b}`);
    await assertSame(`-(${a} or ${b})`, `-${a} -${b}`);
    await assertSame(`--${a}`, a);
    await assertSame(`${a} (${b} or ${c})`, `(${a} ${b}) or (${a} ${c})`);
    await assertSame(`${a} or (${b} ${c})`, `(${a} or ${b}) (${a} or ${c})`);
  }
}

const trial: RandomTrial = workerData;
await (trial.of === 'meanings' ? tryMeanings(trial) : tryLaws(trial));
