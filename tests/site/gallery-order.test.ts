import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Post } from '../../catalog/post.ts';
import type { Library } from '../../pipeline/library/library.ts';
import { kinBetween } from '../../site/build/kin-facts.ts';
import { planForSearchEngines } from '../../site/build/plan-feeds.ts';
import { planGroup } from '../../site/build/plan-galleries.ts';
import { planHome } from '../../site/build/plan-home.ts';
import type { PageStyle } from '../../site/build/plan-pages.ts';
import { galleryPager } from '../../site/view/pager.ts';
import { libraryOf } from '../fixtures/index.ts';
import { postWith } from '../fixtures/post.ts';
import { frame } from './sample-pages.ts';

/** A picture's placeholder, so that its colour can be told. */
const thumbhash = 'B8eBDQTQqHl3ifV0mWdUdmdnp4pw';

function libraryWith(numbers: readonly number[], parents = new Map<number, number>()): Library {
  const posts = numbers.map((number): Post => {
    const parent = parents.get(number);
    return postWith(number, ['cat'], {
      thumbhash,
      ...(parent === undefined ? {} : { chosenParent: parent }),
    });
  });
  return libraryOf(posts, 4);
}

function style(order: 'new' | 'old'): PageStyle {
  return { hash: '', pageSize: 3, grid: 400, pagesFrom: 1, frame: { ...frame, order } };
}

for (const [order, numbers, tiles, next] of [
  ['new', [1, 2, 3, 4, 5, 6, 7], [7, 6, 5, 4], { newer: undefined, older: 1 }],
  ['old', [1, 2, 3, 4, 5, 6, 7], [1, 2, 3], { newer: 2, older: undefined }],
  ['old', [2, 3, 7, 9, 14], [2, 3, 7, 9], { newer: 5, older: undefined }],
  ['new', [2, 3, 7, 9, 14], [14, 9, 7], { newer: undefined, older: 1 }],
  ['old', [5], [5], { newer: undefined, older: undefined }],
  ['new', [], [], { newer: undefined, older: undefined }],
] as const) {
  test(`the home page of ${numbers.join(' ')} in order ${order} shows ${tiles.join(' ')}`, () => {
    using library = libraryWith(numbers);
    const home = planHome(library, style(order));
    assert.deepEqual(
      home.tiles.map(({ number }) => number),
      tiles,
    );
    assert.deepEqual({ newer: home.newer, older: home.older }, next);
    assert.equal(home.posts, numbers.length);
  });
}

test('the sitemap names each page of the gallery once, and none without a post', () => {
  using library = libraryWith([1, 2, 3, 4, 5, 14]);
  const known = { ...style('new'), frame: { ...frame, url: 'https://example.org/booru/' } };
  const planned = planForSearchEngines(library, known);
  const addresses = planned.flatMap(
    ({ work }) => work.sitemaps?.flatMap((sitemap) => sitemap.addresses) ?? [],
  );
  assert.deepEqual(
    addresses.filter((address) => address.startsWith('page/')),
    ['page/1.html', 'page/2.html', 'page/5.html'],
  );
});

test('pages lead on in the order of the gallery, and back to the home page', () => {
  const page = { page: 1, tiles: [], older: undefined, newer: 2 };
  const old = String(galleryPager(page, 'old', '../', 'Pages'));
  assert.match(
    old,
    /rel="prev"[^>]*href="\.\.\/index\.html".*rel="next"[^>]*href="\.\.\/page\/2\.html"/s,
  );
  const newest = String(galleryPager(page, 'new', '../', 'Pages'));
  assert.match(newest, /rel="prev"[^>]*href="\.\.\/page\/2\.html"/);
  assert.doesNotMatch(newest, /rel="next"/);
});

test('a tile tells of its family, and its page is another one when that changes', () => {
  using alone = libraryWith([1, 2, 3, 4]);
  using family = libraryWith(
    [1, 2, 3, 4],
    new Map([
      [2, 4],
      [3, 4],
    ]),
  );
  assert.deepEqual(
    [...kinBetween(family, 1, 3)],
    [
      [2, { hasParent: true, children: 0 }],
      [3, { hasParent: true, children: 0 }],
    ],
  );
  assert.deepEqual(kinBetween(family, 4, 6).get(4), { hasParent: false, children: 2 });
  const [, before] = planGroup(alone, 0, style('new'));
  const [, after] = planGroup(family, 0, style('new'));
  assert.equal(before?.address, 'page/2.html');
  assert.notEqual(before?.hash, after?.hash);
  const [tile] = planHome(family, style('new')).tiles;
  assert.deepEqual([tile?.number, tile?.children], [4, 2]);
});
