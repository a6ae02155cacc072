import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contentHash } from '../../../catalog/index/content-hash.ts';
import { type Manifest, parseHashes } from '../../../catalog/index/manifest.ts';
import { type ShardContent, ShardError } from '../../../catalog/index/shard.ts';
import {
  bucketCount,
  bucketOf,
  matchTypo,
  parseBucket,
  parseTypoList,
  typoKeys,
} from '../../../catalog/index/typos.ts';
import type { Term } from '../../../catalog/index/vocabulary.ts';
import { compareTags } from '../../../catalog/tag.ts';
import { findTypos } from '../../../components/completion/typo-finder.ts';
import type { TermUse } from '../../../pipeline/library/library-index.ts';
import { allChanged, makeAll } from '../../../site/index/index-parts.ts';
import { putTypos } from '../../../site/index/typo-shards.ts';
import { sampleManifest } from '../../components/sample-index.ts';
import { type Chance, chance } from '../../fixtures/random.ts';

const matches: readonly (readonly [typed: string, name: string, match: string | undefined])[] = [
  ['long_hiar', 'long_hair', 'whole'],
  ['long_hai', 'long_hair', 'whole'],
  ['longg_hair', 'long_hair', 'whole'],
  ['lomg_hair', 'long_hair', 'whole'],
  ['ong_hair', 'long_hair', 'whole'],
  ['lomg_h', 'long_hair', 'beginning'],
  ['lomg_hiar', 'long_hair', undefined],
  ['short', 'long_hair', undefined],
  ['long_hair', 'long_hair', 'whole'],
];

for (const [typed, name, match] of matches) {
  test(`${typed} is ${match ?? 'no match'} of ${name}`, () => {
    assert.equal(matchTypo(typed, name), match);
  });
}

/** A text with one random error. */
function misspell(name: string, { below }: Chance): string {
  const points = [...name];
  const at = below(points.length);
  const letter = 'abcdefghij_'.charAt(below(11));
  const error = below(4);
  if (error === 0) return points.toSpliced(at, 1).join('');
  if (error === 1) return points.toSpliced(at, 0, letter).join('');
  if (error === 2) return points.with(at, letter).join('');
  const next = Math.min(at + 1, points.length - 1);
  return points
    .with(at, points[next] ?? '')
    .with(next, points[at] ?? '')
    .join('');
}

test('a name and any text one error away share a key', () => {
  const seed = 11;
  const dice = chance(seed);
  for (let round = 0; round < 5000; round++) {
    const length = 4 + dice.below(12);
    const name = Array.from({ length }, () => 'abcdefghij_'.charAt(dice.below(11))).join('');
    const typed = misspell(name, dice);
    const known = new Set(typoKeys(name));
    assert.ok(
      typoKeys(typed).some((key) => known.has(key)),
      `${name} and ${typed} (seed ${seed})`,
    );
  }
});

test('the shards lead from a wrong word to the tag, commonest first, and load few buckets', async () => {
  const term = (name: string, count: number): Term & TermUse => ({
    id: 0,
    name,
    category: 'general',
    count,
  });
  const others = Array.from({ length: 3000 }, (_, place) => term(`filler_${place}_tag`, 3));
  const terms = [
    term('long_hair', 900),
    term('long_pair', 10),
    term('cat', 50),
    ...others,
  ].toSorted((a, b) => compareTags(a.name, b.name));
  const contents = new Map<string, ShardContent>();
  const parts = makeAll((name, content) => {
    contents.set(name, content);
    return contentHash(content);
  });
  const list = putTypos(terms, [['big_mane', 'long_hair']], allChanged, parts);
  const loaded: string[] = [];
  const manifest: Manifest = { ...sampleManifest, typos: list };
  const load = async (name: string, hash: string): Promise<ShardContent> => {
    loaded.push(name);
    const content = contents.get(name);
    if (content === undefined || contentHash(content) !== hash) throw new ShardError(name);
    return content;
  };
  const source = {
    term: async (name: string) =>
      terms.find((known) => known.name === (name === 'big_mane' ? 'long_hair' : name)),
  };
  const found = await findTypos('long_aair', manifest, load, source);
  assert.deepEqual(
    found.map(({ name, count }) => [name, count]),
    [
      ['long_hair', 900],
      ['long_pair', 10],
    ],
  );
  assert.deepEqual(await findTypos('big_mnae', manifest, load, source), [
    { name: 'long_hair', category: 'general', count: 900, alias: 'big_mane' },
  ]);
  assert.ok(new Set(loaded).size <= 2 * 9 + 2 + 1, String(loaded));
  assert.deepEqual(await findTypos('ct', manifest, load, source), []);
});

test('the number of buckets is a power of two, and a key has its place in any of them', () => {
  for (const tags of [0, 1, 100, 47_048, 200_000]) {
    const buckets = bucketCount(tags);
    assert.equal(Math.log2(buckets) % 1, 0);
    assert.ok(bucketOf('long_hai', buckets) < buckets);
  }
});

test('damaged typo shards are refused', () => {
  for (const value of [null, {}, [['a']], [[1, 2]], 'x']) {
    assert.throws(() => parseBucket(value), ShardError, JSON.stringify(value));
  }
  for (const value of [null, {}, { buckets: 'x' }, { buckets: 0, groups: [] }]) {
    assert.throws(() => parseTypoList(value), ShardError, JSON.stringify(value));
  }
  assert.deepEqual(parseHashes(['a', 1]), ['a', '']);
});
