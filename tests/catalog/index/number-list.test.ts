import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeNumbers, encodeNumbers } from '../../../catalog/index/number-list.ts';
import { type Chance, chance } from '../../fixtures/random.ts';

/** Sets of every density, which each form likes differently. */
function randomNumbers({ next, below }: Chance, limit: number): number[] {
  const density = [0, 0.001, 0.03, 0.2, 0.5, 0.9, 0.999, 1][below(8)] ?? 0;
  const reach = below(2) === 0 ? limit : below(limit) + 1;
  const numbers: number[] = [];
  for (let number = 0; number < reach; number++) if (next() < density) numbers.push(number);
  return numbers;
}

for (const [limit, rounds] of [
  [1, 100],
  [3, 300],
  [8, 500],
  [33, 500],
  [65_536, 60],
  [1_048_576, 6],
] as const) {
  test(`any numbers below ${limit} survive encoding, and have one encoding`, () => {
    const luck = chance(limit);
    for (let round = 0; round < rounds; round++) {
      const numbers = randomNumbers(luck, limit);
      const bytes = encodeNumbers(numbers);
      const decoded = decodeNumbers(bytes, limit);
      assert.deepEqual([...decoded], numbers);
      assert.deepEqual(encodeNumbers(decoded), bytes);
    }
  });
}

test('every set below 10 survives encoding', () => {
  const seen = new Set<string>();
  for (let bits = 0; bits < 1024; bits++) {
    const numbers = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].filter((number) => bits & (1 << number));
    const bytes = encodeNumbers(numbers);
    assert.deepEqual([...decodeNumbers(bytes, 10)], numbers);
    seen.add(bytes.join());
  }
  assert.equal(seen.size, 1024);
});

test('far numbers survive encoding', () => {
  const numbers = [5, 2 ** 24, 2 ** 29, 2 ** 31 - 2];
  assert.deepEqual([...decodeNumbers(encodeNumbers(numbers), 2 ** 31)], numbers);
});

test('scattered numbers take little more than chance needs', () => {
  const { next } = chance(3);
  for (const share of [0.0005, 0.004, 0.05, 0.15, 0.4, 0.8, 0.97]) {
    const numbers = Array.from({ length: 200_000 }, (_, number) => number).filter(
      () => next() < share,
    );
    const bits = -share * Math.log2(share) - (1 - share) * Math.log2(1 - share);
    const bound = (200_000 * bits) / 8;
    const { length } = encodeNumbers(numbers);
    assert.ok(length < bound * 1.07 + 30, `${share}: ${length} bytes, bound ${Math.round(bound)}`);
  }
});

test('a list that is cut short, goes on, or leaves its range is refused', () => {
  const luck = chance(5);
  for (let round = 0; round < 200; round++) {
    const numbers = randomNumbers(luck, 64);
    const bytes = encodeNumbers(numbers);
    for (let length = 0; length < bytes.length; length++) {
      assert.throws(() => decodeNumbers(bytes.subarray(0, length), 64), RangeError);
    }
    assert.throws(() => decodeNumbers(Uint8Array.of(...bytes, 0), 64), RangeError);
    const last = numbers.at(-1);
    if (last !== undefined) assert.throws(() => decodeNumbers(bytes, last), RangeError);
  }
});

test('random and damaged bytes are a legal list or a RangeError, never a hang', () => {
  const luck = chance(7);
  const { below } = luck;
  for (let round = 0; round < 9000; round++) {
    const limit = [1, 8, 100, 65_536][below(4)] ?? 8;
    const bytes =
      round % 2 === 0
        ? Uint8Array.from({ length: below(40) }, () => (below(2) === 0 ? below(6) : below(256)))
        : encodeNumbers(randomNumbers(luck, Math.min(limit, 100)));
    if (bytes.length > 0) bytes[below(bytes.length)] = below(256);
    let numbers: Uint32Array;
    try {
      numbers = decodeNumbers(bytes, limit);
    } catch (error) {
      assert.ok(error instanceof RangeError, `${String(error)} on ${bytes.join()}`);
      continue;
    }
    assert.ok(
      numbers.every(
        (number, at) => number < limit && (at === 0 || number > (numbers[at - 1] ?? 0)),
      ),
      bytes.join(),
    );
  }
});
