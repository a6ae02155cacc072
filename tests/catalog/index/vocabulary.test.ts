import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeVocabularyBlock } from '../../../catalog/index/listed-terms.ts';
import {
  bundleMark,
  decodeBundle,
  encodeBundles,
  type ShortList,
} from '../../../catalog/index/postings-bundle.ts';
import {
  encodeVocabularyBlock,
  type ListedBundle,
  type ListedTerm,
  placeOf,
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
  const terms = [...names].toSorted(compareTags).map((name): ListedTerm => {
    const category = name.startsWith(' ') ? undefined : pick(tagCategories);
    const count = 1 + below(200_000);
    return { name, category, count, runs: below(3) === 0 ? randomRuns(luck) : undefined };
  });
  const bundles: ListedBundle[] = [];
  let left = terms.filter(({ runs }) => runs === undefined).length;
  while (left > 0) {
    const own = 1 + below(left);
    bundles.push({ terms: own, hash: randomHash(luck) });
    left -= own;
  }
  const aliases = new Map(['ab', '東', '🦊'].slice(below(4)).map((alias) => [alias, 'x']));
  return { bundles, terms, aliases };
}

function randomRuns(luck: Chance): ListedTerm['runs'] {
  let next = 0;
  return Array.from({ length: 1 + luck.below(4) }, () => {
    const first = next + luck.below(3);
    const segments = 1 + luck.below(300);
    next = first + segments;
    return { first, segments, hash: randomHash(luck) };
  });
}

test('a vocabulary block survives encoding, with the same bytes', () => {
  const luck = chance(1);
  for (let round = 0; round < 300; round++) {
    const block = randomBlock(luck);
    const bytes = encodeVocabularyBlock(block);
    assert.deepEqual(decodeVocabularyBlock(bytes).whole(), block);
    assert.deepEqual(encodeVocabularyBlock(decodeVocabularyBlock(bytes).whole()), bytes);
  }
});

test('names that share a part of a character are put together again', () => {
  const terms = ['é', 'è', '東', '杢', '🦊', '🦋']
    .toSorted(compareTags)
    .map((name): ListedTerm => ({ name, category: 'general', count: 1, runs: undefined }));
  const bundles = [{ terms: terms.length, hash: '0123456789abcdef' }];
  const block = { bundles, terms, aliases: new Map() };
  assert.deepEqual(decodeVocabularyBlock(encodeVocabularyBlock(block)).whole(), block);
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

function randomLists({ below }: Chance): readonly number[][] {
  return Array.from({ length: below(12) }, () => {
    const most = [3, 300, 2 ** 20, 2 ** 30][below(4)] ?? 3;
    const numbers = Array.from({ length: 1 + below(30) }, () => below(most));
    return [...new Set(numbers)].toSorted((a, b) => a - b);
  });
}

function encodeOne(lists: readonly ShortList[]): Uint8Array {
  return encodeBundles(lists, 1 << 20)[0]?.bytes ?? new Uint8Array(5);
}

test('a bundle of short lists survives encoding, and is refused where it is cut short or goes on', () => {
  const luck = chance(4);
  for (let round = 0; round < 300; round++) {
    const lists = randomLists(luck);
    const terms = lists.map(({ length }, at) => ({ name: `tag_${at}`, count: length }));
    const bytes = encodeOne(lists.map((numbers, at) => ({ name: `tag_${at}`, numbers })));
    assert.deepEqual(
      decodeBundle(bytes, terms).map((list) => [...list]),
      lists,
    );
    for (let length = 0; length < bytes.length; length++) {
      assert.throws(() => decodeBundle(bytes.subarray(0, length), terms), RangeError);
    }
    assert.throws(() => decodeBundle(Uint8Array.of(...bytes, 0), terms), RangeError);
  }
});

test('lists lie in as many bundles as they need, each as long as it may be or of one list', () => {
  const luck = chance(5);
  for (let round = 0; round < 300; round++) {
    const lists = randomLists(luck).map((numbers, at) => ({ name: `tag_${at}`, numbers }));
    const most = 8 + luck.below(60);
    const bundles = encodeBundles(lists, most);
    let first = 0;
    const read = bundles.flatMap(({ terms, bytes }) => {
      const own = lists.slice(first, first + terms);
      first += terms;
      assert.ok(terms > 0 && (bytes.length <= most || terms === 1));
      const known = own.map(({ name, numbers }) => ({ name, count: numbers.length }));
      return decodeBundle(bytes, known).map((numbers) => [...numbers]);
    });
    assert.deepEqual(
      read,
      lists.map(({ numbers }) => numbers),
    );
  }
  assert.deepEqual(encodeBundles([], 100), []);
});

test('a bundle is refused by a vocabulary of another build, even one of the same counts', () => {
  const bytes = encodeOne([
    { name: 'cat', numbers: [1, 2] },
    { name: 'dog', numbers: [3] },
  ]);
  const dog = { name: 'dog', count: 1 };
  assert.equal(decodeBundle(bytes, [{ name: 'cat', count: 2 }, dog]).length, 2);
  assert.throws(() => decodeBundle(bytes, [{ name: 'cow', count: 2 }, dog]), RangeError);
  assert.throws(() => decodeBundle(bytes, [{ name: 'cat', count: 1 }, dog]), RangeError);
});

test('random bytes are a bundle, whatever it should hold, or a RangeError', () => {
  const { below } = chance(6);
  for (let round = 0; round < 3000; round++) {
    const terms = Array.from({ length: below(5) }, (_, at) => ({
      name: `tag_${at}`,
      count: [1, 9, 2 ** 40][below(3)] ?? 1,
    }));
    const random = Uint8Array.from({ length: below(30) }, () =>
      below(2) === 0 ? below(4) : below(256),
    );
    // With the right mark, so that what comes behind is read.
    const mark = Uint8Array.from({ length: 4 }, (_, at) => bundleMark(terms) >>> (8 * at));
    try {
      decodeBundle(Uint8Array.of(below(40), ...mark, ...random), terms);
    } catch (error) {
      assert.ok(error instanceof RangeError);
    }
  }
});
