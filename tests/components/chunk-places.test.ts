import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ChunkPlaces } from '../../components/gallery/chunk-places.ts';
import { chance } from '../fixtures/random.ts';

function placesOf(heights: readonly number[]): ChunkPlaces {
  const places = new ChunkPlaces();
  for (const height of heights) places.add(height);
  return places;
}

test('each chunk begins where the one before it ends', () => {
  const places = placesOf([100, 250, 40]);
  assert.deepEqual(
    [0, 1, 2, 3].map((at) => places.topOf(at)),
    [0, 100, 350, 390],
  );
  assert.equal(places.height, 390);
});

test('the chunk at a distance is the one that covers it; outside, the nearest', () => {
  const places = placesOf([100, 250, 40]);
  const found = [-50, 0, 99, 100, 349, 350, 389, 5000].map((distance) => places.at(distance));
  assert.deepEqual(found, [0, 0, 0, 1, 1, 2, 2, 2]);
  assert.equal(placesOf([]).at(10), 0);
});

test('another height moves all that is below, however often and wherever it changes', () => {
  const dice = chance(5);
  const heights = Array.from({ length: 200 }, () => 1 + dice.below(900));
  const places = placesOf(heights);
  for (let step = 0; step < 300; step++) {
    const at = dice.below(heights.length);
    heights[at] = 1 + dice.below(900);
    places.setHeight(at, heights[at] ?? 0);
    const asked = dice.below(heights.length + 1);
    const sum = heights.slice(0, asked).reduce((all, height) => all + height, 0);
    assert.equal(places.topOf(asked), sum);
    if (asked < heights.length) assert.equal(places.at(sum), asked);
  }
});

test('the chunks between two distances are those that reach in between', () => {
  assert.deepEqual(placesOf([]).between(0, 100), []);
  const places = placesOf([100, 200, 50]);
  assert.deepEqual(places.between(-500, 99), [0]);
  assert.deepEqual(places.between(99, 100), [0, 1]);
  assert.deepEqual(places.between(150, 1000), [1, 2]);
});
