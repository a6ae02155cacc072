import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  countBits,
  decodePostings,
  emptyBitmap,
  encodePostings,
  hasBit,
  placesOf,
  setBit,
} from '../../../catalog/index/posting-list.ts';
import { type Chance, chance } from '../../fixtures/random.ts';

/** Sets of every density, and runs, which each form of the codec likes differently. */
function randomPlaces({ next, below }: Chance, segment: number): number[] {
  const density = [0, 0.001, 0.03, 0.2, 0.5, 0.9, 0.999, 1][below(8)] ?? 0;
  const reach = below(2) === 0 ? segment : below(segment) + 1;
  const places: number[] = [];
  for (let place = 0; place < reach; place++) if (next() < density) places.push(place);
  return places;
}

for (const [segment, rounds] of [
  [3, 300],
  [4, 300],
  [8, 500],
  [32, 500],
  [33, 500],
  [65_536, 60],
] as const) {
  test(`any set of a segment of ${segment} survives encoding, and has one encoding`, () => {
    const luck = chance(segment);
    for (let round = 0; round < rounds; round++) {
      const places = randomPlaces(luck, segment);
      const bytes = encodePostings(places);
      const bitmap = decodePostings(bytes, segment);
      assert.deepEqual(placesOf(bitmap), places);
      assert.equal(countBits(bitmap), places.length);
      assert.deepEqual(encodePostings(placesOf(bitmap)), bytes);
    }
  });
}

test('every set of a segment of 8 survives encoding', () => {
  const seen = new Set<string>();
  for (let bits = 0; bits < 256; bits++) {
    const places = [0, 1, 2, 3, 4, 5, 6, 7].filter((place) => bits & (1 << place));
    const bytes = encodePostings(places);
    assert.deepEqual(placesOf(decodePostings(bytes, 8)), places);
    seen.add(bytes.join());
  }
  assert.equal(seen.size, 256);
});

const whole = Array.from({ length: 65_536 }, (_, place) => place);
const sizes: readonly (readonly [name: string, places: readonly number[], most: number])[] = [
  ['nothing', [], 2],
  ['one place', [65_535], 5],
  ['everything', whole, 6],
  ['all but one', whole.filter((place) => place !== 300), 8],
  ['every second place', whole.filter((place) => place % 2 === 0), 8197],
  ['every tenth place', whole.filter((place) => place % 10 === 0), 6560],
];
for (const [name, places, most] of sizes) {
  test(`${name} takes ${most} bytes at most`, () => {
    const bytes = encodePostings(places);
    assert.ok(bytes.length <= most, `${bytes.length} bytes`);
    assert.deepEqual(placesOf(decodePostings(bytes, 65_536)), places);
  });
}

/** Legal: a list whose places lie in the segment. Anything else must be a RangeError. */
function assertLegalOrRefused(bytes: Uint8Array, segment: number): void {
  let bitmap: Uint32Array;
  try {
    bitmap = decodePostings(bytes, segment);
  } catch (error) {
    assert.ok(error instanceof RangeError, `${String(error)} on ${bytes.join()}`);
    return;
  }
  assert.equal(bitmap.length, emptyBitmap(segment).length);
  const last = placesOf(bitmap).at(-1) ?? -1;
  assert.ok(last < segment, `place ${last} of a segment of ${segment}: ${bytes.join()}`);
}

test('a list that is cut short is refused', () => {
  const luck = chance(5);
  for (let round = 0; round < 200; round++) {
    const bytes = encodePostings(randomPlaces(luck, 64));
    for (let length = 0; length < bytes.length; length++) {
      assert.throws(() => decodePostings(bytes.subarray(0, length), 64), RangeError);
    }
  }
});

test('a list with more behind it, of another kind, or beyond its segment is refused', () => {
  const refused: readonly (readonly [bytes: readonly number[], segment: number])[] = [
    [[0, 0, 0], 8],
    [[3, 0], 8],
    [[255], 8],
    [[0, 1, 8], 8],
    [[0, 2, 7, 0], 8],
    [[1, 1, 8], 3],
    [[1, 2, 0, 1], 8],
    [[2, 8, 0], 8],
    [[2, 3, 1, 3], 8],
    [[0, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1], 8],
    [[1, 255, 255, 255, 255, 15], 8],
  ];
  for (const [bytes, segment] of refused) {
    assert.throws(() => decodePostings(Uint8Array.from(bytes), segment), RangeError, bytes.join());
  }
});

test('random bytes are a legal list or a RangeError, never a hang', () => {
  const { below } = chance(7);
  for (let round = 0; round < 6000; round++) {
    const segment = [3, 4, 8, 65_536][below(4)] ?? 8;
    const bytes = Uint8Array.from({ length: below(40) }, (_, at) =>
      at === 0 ? below(4) : below(2) === 0 ? below(6) : below(256),
    );
    assertLegalOrRefused(bytes, segment);
  }
});

test('a list with one byte changed is a legal list or a RangeError', () => {
  const luck = chance(8);
  for (let round = 0; round < 3000; round++) {
    const bytes = encodePostings(randomPlaces(luck, 100));
    bytes[luck.below(bytes.length)] = luck.below(256);
    assertLegalOrRefused(bytes, 100);
  }
});

test('bits are set and read across word borders', () => {
  const bitmap = emptyBitmap(70);
  for (const place of [0, 31, 32, 63, 64, 69]) setBit(bitmap, place);
  assert.deepEqual(placesOf(bitmap), [0, 31, 32, 63, 64, 69]);
  assert.deepEqual(
    [30, 31, 32, 33].map((place) => hasBit(bitmap, place)),
    [false, true, true, false],
  );
});
