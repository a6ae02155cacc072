import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  compareEntries,
  completionName,
  formatCompletion,
  parseCompletion,
  wordsOf,
} from '../../../catalog/index/completion.ts';
import {
  formatManifest,
  type Manifest,
  parseHashes,
  parseManifest,
} from '../../../catalog/index/manifest.ts';
import { cutIntoBlocks } from '../../../catalog/index/name-blocks.ts';
import { defaultParameters } from '../../../catalog/index/parameters.ts';
import { fit, ratioOf } from '../../../catalog/index/shape.ts';
import { ShardError } from '../../../catalog/index/shard.ts';
import { compareTags } from '../../../catalog/tag.ts';
import { chance } from '../../fixtures/random.ts';

const words: readonly (readonly [tag: string, words: readonly string[]])[] = [
  ['fate/stay_night', ['fate/stay_night', 'stay', 'night']],
  ['long_hair', ['long_hair', 'hair']],
  ['^_^', ['^_^']],
  ['k-on!', ['k-on!', 'on']],
  ['ha_ha', ['ha_ha']],
  ['café_au_lait', ['café_au_lait', 'au', 'lait']],
  ['東方_project', ['東方_project', 'project']],
];
for (const [tag, expected] of words) {
  test(`completion finds ${tag} by ${expected.join(', ')}`, () => {
    assert.deepEqual(wordsOf(tag), expected);
  });
}

test('no prefix makes a bad file name', () => {
  for (const prefix of ['', '/', '..', 'CON', '東', '\u0000', '%']) {
    assert.match(completionName(prefix), /^completion\/p[0-9a-f]*$/);
  }
  assert.notEqual(completionName('a'), completionName('A'));
});

test('a completion shard survives its text; anything else is refused', () => {
  const shard = {
    entries: [{ name: '__proto__', category: 'artist', count: 5 } as const],
    deeper: new Map([
      ['constructor', 'ab'],
      ['🦊', 'cd'],
    ]),
  };
  assert.deepEqual(parseCompletion(JSON.parse(formatCompletion(shard))), shard);
  const bad = [null, [], {}, { entries: 5 }, { entries: [5] }, { entries: [['a', 'nonsense', 1]] }];
  for (const value of [
    ...bad,
    { entries: [['a', 'artist', '1']] },
    { entries: [], deeper: [['a']] },
  ]) {
    assert.throws(() => parseCompletion(value), ShardError, JSON.stringify(value));
  }
});

test('completion lists the commonest first, then by name', () => {
  const entry = (name: string, count: number) => ({ name, count, category: 'general' as const });
  const sorted = [entry('b', 1), entry('a', 1), entry('c', 2)].toSorted(compareEntries);
  assert.deepEqual(
    sorted.map(({ name }) => name),
    ['c', 'a', 'b'],
  );
});

const manifest: Manifest = {
  parameters: defaultParameters,
  posts: 0,
  highest: 0,
  tags: 0,
  pageSize: 60,
  pagesFrom: 1,
  contents: '',
  vocabulary: 'a',
  columns: new Map([
    ['width', 'b'],
    ['constructor', 'e'],
  ]),
  shapes: 'g',
  texts: new Map([['paths', 'f']]),
  lookups: new Map(),
  relations: 'c',
  related: 'e',
  postTags: '0000000000000009',
  companions: 'c',
  completion: 'd',
  typos: 'e',
};

test('a manifest survives its text, and unknown fields are passed over', () => {
  const value = JSON.parse(formatManifest(manifest));
  assert.deepEqual(parseManifest({ ...value, later: 1 }), manifest);
});

test('a site that shows no related posts has a manifest without their hash', () => {
  const value = JSON.parse(formatManifest({ ...manifest, related: '' }));
  assert.equal(parseManifest(value).related, '');
});

test('a manifest without any one of its fields is refused by the name of the field', () => {
  const value = JSON.parse(formatManifest(manifest));
  for (const key of Object.keys(manifest).filter((name) => name !== 'parameters')) {
    const { [key]: _left, ...rest } = value;
    assert.throws(() => parseManifest(rest), new RegExp(`says no ${key}`));
  }
  for (const key of Object.keys(defaultParameters)) {
    const parameters = { ...defaultParameters, [key]: 0 };
    assert.throws(() => parseManifest({ ...value, parameters }), new RegExp(`says no ${key}`));
  }
  assert.throws(() => parseManifest(null), ShardError);
});

test('a list of hashes is read, or refused', () => {
  assert.deepEqual(parseHashes(['a', null]), ['a', '']);
  assert.throws(() => parseHashes({}), ShardError);
});

test('blocks are about as long as wished, and one name more changes few of them', () => {
  const luck = chance(9);
  const names = Array.from({ length: 2000 }, () => `t${luck.below(1e9)}`).toSorted(compareTags);
  const before = new Set(cutIntoBlocks(names, 16).map((block) => JSON.stringify(block)));
  assert.ok(before.size > 80 && before.size < 190, `${before.size} blocks`);
  const lengths = cutIntoBlocks(names, 16).map((block) => block.names.length);
  assert.ok(Math.min(...lengths.slice(1, -1)) > 8, 'a block is shorter than half the wish');
  assert.ok(Math.max(...lengths) < 16 * 5, 'a block is much longer than the wish');
  for (let round = 0; round < 80; round++) {
    const more = [...names, `t${luck.below(1e9)}x`].toSorted(compareTags);
    const blocks = cutIntoBlocks(more, 16);
    assert.deepEqual(
      blocks.flatMap((block) => block.names),
      more,
    );
    const changed = blocks.filter((block) => !before.has(JSON.stringify(block)));
    assert.ok(changed.length <= 4, `${changed.length} blocks changed`);
    const home = blocks.findIndex((block) => block.names.some((name) => name.endsWith('x')));
    for (const block of changed) {
      assert.ok(Math.abs(blocks.indexOf(block) - home) <= 2, 'a far block changed');
    }
  }
});

test('no two blocks share an id, and no names make no block', () => {
  const names = Array.from({ length: 500 }, (_, at) => `n${at}`).toSorted(compareTags);
  const ids = cutIntoBlocks(names, 2).map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
  assert.deepEqual(cutIntoBlocks([], 4), []);
});

test('a shape is clamped to what a tile can be', () => {
  assert.deepEqual([ratioOf(1, 100), ratioOf(3, 2), ratioOf(100, 1)], [40, 150, 260]);
});

test('a picture is fitted, never enlarged, never without a side', () => {
  assert.deepEqual(fit(2000, 1000, 400), { width: 400, height: 200 });
  assert.deepEqual(fit(10, 20, 400), { width: 10, height: 20 });
  assert.deepEqual(fit(1, 20_000, 400), { width: 1, height: 400 });
});
