import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseQuery } from '../../catalog/search/parse-query.ts';
import { noRest } from '../../catalog/search/rest.ts';
import { CountedTags, tagBudget } from '../../components/result-tags/counted-tags.ts';
import { type LoadMeter, meterLoads } from '../../components/result-tags/load-meter.ts';
import { Matches } from '../../components/results/matches.ts';
import { indexOf, libraryOf } from '../fixtures/index.ts';
import { postWith } from '../fixtures/post.ts';

const posts = Array.from({ length: 60 }, (_, at) => {
  const tags = [2, 3, 4, 5, 6].filter((step) => at % step === 0).map((step) => `every_${step}`);
  return postWith(at + 1, ['all', ...tags], { score: at });
});
const { manifest, source, load } = indexOf(libraryOf(posts, 32), {
  segment: 32,
  block: 32,
  own: 1,
});

async function open(text: string, meter: LoadMeter): Promise<CountedTags> {
  const query = parseQuery(text);
  const matches = await Matches.open(query, source);
  const total = await matches.total();
  return CountedTags.open({ query, matches, total, index: source, manifest, meter, rest: noRest });
}

const counts = (tags: CountedTags): readonly (readonly [string, number | undefined])[] =>
  tags.shown.map(({ name, count }) => [name, count]);

test('the tags of results are counted exactly, as far as the budget goes and no further', async () => {
  const whole = await open('score:>=30', meterLoads(load));
  assert.equal(whole.isPartial, false);
  assert.deepEqual(counts(whole), [
    ['all', 30],
    ['every_2', 15],
    ['every_3', 10],
    ['every_4', 7],
    ['every_5', 6],
    ['every_6', 5],
  ]);
  let spent = 0;
  const dear: LoadMeter = {
    load: (name, hash) => {
      spent = tagBudget;
      return load(name, hash);
    },
    bytes: () => spent,
  };
  const partial = await open('score:>=30', dear);
  assert.equal(partial.isPartial, true);
  assert.ok(partial.shown.length > 0 && partial.shown.every(({ count }) => count === undefined));
  await partial.countAll();
  assert.equal(partial.isPartial, false);
  assert.deepEqual(counts(partial), counts(whole));
});

test('a meter counts what comes, each shard once', async () => {
  const meter = meterLoads(async (name) => 'x'.repeat(name.length));
  await Promise.all(['a', 'bbb', 'a'].map((name) => meter.load(name, '')));
  await meter.load('bbb', '');
  assert.equal(meter.bytes(), 4);
  await assert.rejects(
    meterLoads(() => Promise.reject(new Error('offline'))).load('a', ''),
    /offline/,
  );
});
