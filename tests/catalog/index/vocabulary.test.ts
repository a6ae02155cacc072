import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeBundle, encodeBundle } from '../../../catalog/index/postings-bundle.ts';
import {
  countOf,
  decodeVocabularyBlock,
  encodeVocabularyBlock,
  placeOf,
  type Term,
  type VocabularyBlock,
} from '../../../catalog/index/vocabulary.ts';
import { compareTags, normaliseTag, tagCategories } from '../../../catalog/tag.ts';
import { hostileTexts } from '../../fixtures/hostile.ts';
import { type Chance, chance } from '../../fixtures/random.ts';

function randomHash({ below }: Chance): string {
  return Array.from({ length: 16 }, () => below(16).toString(16)).join('');
}

function randomBlock(luck: Chance): VocabularyBlock {
  const { below, pick } = luck;
  const names = new Set([' all', ' rating:general']);
  for (let left = below(30); left > 0; left--) {
    const tag = normaliseTag(
      below(3) === 0 ? pick(hostileTexts) : `${pick(['a', 'ab', '東'])}${below(40)}`,
    );
    if (tag !== '') names.add(tag);
  }
  const terms = [...names].toSorted(compareTags).map((name): Term => {
    const segments = [...new Set([below(3), below(20), 3 + below(70_000)])]
      .toSorted((a, b) => a - b)
      .map((segment) => {
        const part = { segment, count: 1 + below(65_536) };
        return below(3) === 0 ? { ...part, ownHash: randomHash(luck) } : part;
      });
    const category = name.startsWith(' ') ? undefined : pick(tagCategories);
    return { name, category, segments };
  });
  const bundles = new Map(
    [0, 3, 200].slice(below(4)).map((segment) => [segment, randomHash(luck)]),
  );
  const aliases = new Map(['ab', '東', '🦊'].slice(below(4)).map((alias) => [alias, 'x']));
  return { bundles, terms, aliases };
}

test('a vocabulary block survives encoding, with the same bytes', () => {
  const luck = chance(1);
  for (let round = 0; round < 300; round++) {
    const block = randomBlock(luck);
    const bytes = encodeVocabularyBlock(block);
    assert.deepEqual(decodeVocabularyBlock(bytes), block);
    assert.deepEqual(encodeVocabularyBlock(decodeVocabularyBlock(bytes)), bytes);
  }
});

test('names that share a part of a character are put together again', () => {
  const terms = ['é', 'è', '東', '杢', '🦊', '🦋']
    .toSorted(compareTags)
    .map((name): Term => ({ name, category: 'general', segments: [] }));
  const block = { bundles: new Map(), terms, aliases: new Map() };
  assert.deepEqual(decodeVocabularyBlock(encodeVocabularyBlock(block)), block);
});

test('a vocabulary block that is cut short is refused', () => {
  const bytes = encodeVocabularyBlock(randomBlock(chance(2)));
  for (let length = 0; length < bytes.length; length++) {
    assert.throws(() => decodeVocabularyBlock(bytes.subarray(0, length)), RangeError);
  }
  assert.throws(() => decodeVocabularyBlock(Uint8Array.of(...bytes, 0)), RangeError);
});

test('a damaged vocabulary block throws or is read to its end, never hangs', () => {
  const luck = chance(3);
  const bytes = encodeVocabularyBlock(randomBlock(luck));
  let refused = 0;
  for (let round = 0; round < 4000; round++) {
    const damaged = Uint8Array.from(bytes);
    for (let left = 1 + luck.below(3); left > 0; left--) {
      damaged[luck.below(damaged.length)] = luck.below(256);
    }
    try {
      decodeVocabularyBlock(damaged);
    } catch (error) {
      assert.ok(error instanceof RangeError);
      refused += 1;
    }
  }
  assert.ok(refused > 1000);
});

test('the posts of a term are counted over all segments', () => {
  const segments = [
    { segment: 0, count: 3 },
    { segment: 9, count: 4 },
  ];
  assert.equal(countOf({ name: 'a', category: 'general', segments }), 7);
});

const places: readonly (readonly [name: string, place: number])[] = [
  ['', -1],
  ['a', -1],
  ['b', 0],
  ['c', 0],
  ['d', 1],
  ['f', 2],
  ['zz', 2],
];
for (const [name, place] of places) {
  test(`"${name}" belongs to place ${place} of b, d, f`, () => {
    assert.equal(
      placeOf(['b', 'd', 'f'], (item) => item, name),
      place,
    );
  });
}

test('a bundle of short lists survives encoding', () => {
  const { below } = chance(4);
  for (let round = 0; round < 300; round++) {
    const count = below(10);
    const keys = [...new Set(Array.from({ length: count }, () => below(400)))].toSorted(
      (a, b) => a - b,
    );
    const bundle = new Map(
      keys.map((place) => [place, Uint8Array.from({ length: below(5) }, () => below(256))]),
    );
    const bytes = encodeBundle(bundle);
    assert.deepEqual(decodeBundle(bytes), bundle);
    for (let length = 0; length < bytes.length; length++) {
      assert.throws(() => decodeBundle(bytes.subarray(0, length)), RangeError);
    }
    assert.throws(() => decodeBundle(Uint8Array.of(...bytes, 0)), RangeError);
  }
});

test('random bytes are a bundle or a RangeError', () => {
  const { below } = chance(6);
  for (let round = 0; round < 3000; round++) {
    const bytes = Uint8Array.from({ length: below(30) }, () =>
      below(2) === 0 ? below(4) : below(256),
    );
    try {
      decodeBundle(bytes);
    } catch (error) {
      assert.ok(error instanceof RangeError);
    }
  }
});
