import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  decodePlaces,
  decodePostings,
  encodePostings,
  placesOf,
} from '../../../catalog/index/posting-list.ts';
import { chance } from '../../fixtures/random.ts';

test('places are read from every form of a list as its bitmap holds them', () => {
  const { below, next } = chance(5);
  for (let round = 0; round < 300; round++) {
    const size = 1 + below(200);
    const share = next();
    const places = Array.from({ length: size }, (_, place) => place).filter(() => next() < share);
    const list = encodePostings(places);
    assert.deepEqual(decodePlaces(list, size), places);
    assert.deepEqual(decodePlaces(list, size), placesOf(decodePostings(list, size)));
  }
});

test('places beyond the segment, and bytes after the last, are refused', () => {
  const list = encodePostings([3, 9]);
  assert.throws(() => decodePlaces(list, 9), RangeError);
  assert.throws(() => decodePlaces(Uint8Array.of(...list, 0), 20), RangeError);
});

test('bytes that are cut short, damaged or of chance are the places of their bitmap, or refused as it is', () => {
  const { below } = chance(6);
  for (let round = 0; round < 6000; round++) {
    const size = 1 + below(200);
    const places = Array.from({ length: size }, (_, place) => place).filter(() => below(3) === 0);
    const list = encodePostings(places);
    if (round % 3 === 0) list[below(list.length)] = below(256);
    const cut = round % 3 === 1 ? list.subarray(0, below(list.length)) : list;
    const bytes = round % 3 === 2 ? Uint8Array.from({ length: below(9) }, () => below(9)) : cut;
    let wanted: number[] | undefined;
    try {
      wanted = placesOf(decodePostings(bytes, size));
    } catch (error) {
      assert.ok(error instanceof RangeError, String(error));
    }
    if (wanted) assert.deepEqual(decodePlaces(bytes, size), wanted);
    else assert.throws(() => decodePlaces(bytes, size), RangeError);
  }
});
