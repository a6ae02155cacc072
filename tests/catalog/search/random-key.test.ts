import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomKeys } from '../../../catalog/search/random-key.ts';

// Written down once: addresses with a seed must go on meaning the same order.
const golden: readonly (readonly [seed: string, number: number, key: number])[] = [
  ['', 1, 2388540327],
  ['', 2, 1940861560],
  ['42', 1, 3956283958],
  ['42', 65537, 889040375],
  ['42', 4294967297, 3956283958],
  ['東', 1000000, 3094492979],
  ['Seed', 7, 779201651],
];
for (const [seed, number, key] of golden) {
  test(`with the seed "${seed}" post ${number} has the place ${key}`, () => {
    assert.equal(randomKeys(seed)(number), key);
  });
}

test('places are spread evenly', () => {
  const key = randomKeys('even');
  const quarters = [0, 0, 0, 0];
  for (let number = 1; number <= 10_000; number++) {
    const quarter = Math.floor(key(number) / 2 ** 30);
    quarters[quarter] = (quarters[quarter] ?? 0) + 1;
  }
  for (const count of quarters) assert.ok(Math.abs(count - 2500) < 150, String(quarters));
});
