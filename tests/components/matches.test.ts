import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Rating } from '../../catalog/rating.ts';
import type { IndexSource } from '../../catalog/search/index-source.ts';
import { parseQuery } from '../../catalog/search/parse-query.ts';
import {
  among,
  ratingNode,
  visitorFilter,
  without,
} from '../../components/filter/visitor-filter.ts';
import { Matches } from '../../components/results/matches.ts';
import { parseVisitorSettings } from '../../components/settings/visitor-settings.ts';
import { twentyPosts } from './twenty-posts.ts';

async function open(text: string, source: IndexSource = twentyPosts()): Promise<Matches> {
  return Matches.open(parseQuery(text), source);
}

test('a slice reads no further than it must', async () => {
  const source = twentyPosts();
  const matches = await open('even', source);
  assert.deepEqual(await matches.slice(1, 3), [18, 16]);
  assert.deepEqual(source.read, ['even/4', 'even/3']);
  assert.equal(await matches.total(), 10);
  assert.equal(source.read.length, 2);
  assert.deepEqual(await matches.slice(8, 99), [4, 2]);
});

test('a number is found in its place, and one that does not match in none', async () => {
  const matches = await open('even');
  assert.equal(await matches.placeOf(14), 3);
  assert.equal(await matches.placeOf(20), 0);
  assert.equal(await matches.placeOf(13), undefined);
});

test('a limit holds for slices, places and the total', async () => {
  const matches = await open('even limit:3');
  assert.deepEqual(await matches.slice(0, 9), [20, 18, 16]);
  assert.equal(await matches.total(), 3);
  assert.equal(await matches.placeOf(14), undefined);
});

test('who asks at the same time reads each part once', async () => {
  const source = twentyPosts();
  const matches = await open('even', source);
  const answers = await Promise.all([matches.slice(0, 4), matches.slice(0, 2), matches.total()]);
  assert.deepEqual(answers, [[20, 18, 16, 14], [20, 18], 10]);
  assert.equal(new Set(source.read).size, source.read.length);
});

test('a part that cannot be read is an error for everybody who asks: never a shorter answer', async () => {
  const good = twentyPosts();
  let isBroken = true;
  const source: IndexSource = {
    ...good,
    addPostings: (term, segment, to) => {
      if (!isBroken) return good.addPostings(term, segment, to);
      isBroken = false;
      return Promise.reject(new Error('offline'));
    },
  };
  const matches = await open('even', source);
  await assert.rejects(matches.slice(0, 2), /offline/);
  await assert.rejects(
    matches.total().then(() => matches.slice(0, 9)),
    /offline/,
  );
});

test('a blacklist hides what any of its lines finds, and says which it cannot read', async () => {
  const settings = parseVisitorSettings({ blacklist: 'even id:>10\n\nid:3 or id:5\n(' });
  const { hidden, blurred, faults } = visitorFilter(settings, []);
  assert.deepEqual(faults, ['(']);
  assert.deepEqual(blurred, []);
  assert.ok(hidden);
  const matches = await Matches.open(among([1, 3, 4, 12, 20], hidden), twentyPosts());
  assert.deepEqual(await matches.slice(0, 9), [20, 12, 3]);
});

test('what is hidden is in no slice and no total', async () => {
  const { hidden } = visitorFilter(parseVisitorSettings({ blacklist: 'id:10..20' }), []);
  const matches = await Matches.open(without(parseQuery('even order:old'), hidden), twentyPosts());
  assert.deepEqual(await matches.slice(0, 9), [2, 4, 6, 8]);
  assert.equal(await matches.total(), 4);
});

test('who belongs to a page is asked of its own segments alone', async () => {
  const source = twentyPosts();
  const matches = await Matches.open(among([1, 2], parseQuery('even').node), source);
  assert.deepEqual(await matches.slice(0, 2), [2]);
  assert.deepEqual(new Set(source.read), new Set(['even/0']));
});

test('a rating is treated as the visitor says, else as the site says', () => {
  const filterOf = (raw: object, site: readonly Rating[]) =>
    visitorFilter(parseVisitorSettings(raw), site);
  assert.deepEqual(filterOf({}, []).blurred, []);
  assert.deepEqual(filterOf({}, ['explicit']).blurred, ['explicit']);
  const chosen = filterOf({ ratings: { e: 'show', q: 'hide' } }, ['explicit']);
  assert.deepEqual(chosen.blurred, []);
  assert.deepEqual(chosen.hidden, ratingNode('questionable'));
});
