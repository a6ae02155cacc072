import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  blockOf,
  formatRelations,
  parseRelations,
  type RelationsBlock,
  relationsOf,
} from '../../../catalog/index/relations.ts';
import { ShardError } from '../../../catalog/index/shard.ts';
import { chance } from '../../fixtures/random.ts';

test('blocks begin at number 1', () => {
  assert.deepEqual(
    [1, 3, 4, 6, 7].map((number) => blockOf(number, 3)),
    [0, 0, 1, 1, 2],
  );
});

/** A block as the site writes it. */
function blockWith(numbers: readonly number[], first: number, last: number): RelationsBlock {
  const gaps: [number, number][] = [];
  for (let number = first; number <= last; number++) {
    if (numbers.includes(number)) continue;
    const open = gaps.at(-1);
    if (open && open[1] === number - 1) open[1] = number;
    else gaps.push([number, number]);
  }
  return {
    gaps,
    before: numbers.findLast((number) => number < first) ?? null,
    after: numbers.find((number) => number > last) ?? null,
    families: [],
  };
}

for (const size of [3, 4, 8]) {
  test(`previous and next are the nearest posts, at blocks of ${size}`, () => {
    const { below } = chance(size);
    for (let round = 0; round < 200; round++) {
      const numbers = Array.from({ length: 30 }, (_, at) => at + 1).filter(() => below(3) > 0);
      numbers.forEach((number, at) => {
        const first = blockOf(number, size) * size + 1;
        const last = first + size - 1;
        const block = parseRelations(JSON.parse(formatRelations(blockWith(numbers, first, last))));
        const found = relationsOf(block, number, first, last);
        assert.equal(found.previous, numbers[at - 1], `before ${number} of ${numbers}`);
        assert.equal(found.next, numbers[at + 1], `after ${number} of ${numbers}`);
      });
    }
  });
}

test('a family gives parent and children', () => {
  const block: RelationsBlock = {
    gaps: [],
    before: null,
    after: null,
    families: [
      [1, 0, [2, 3]],
      [2, 1, []],
    ],
  };
  const [one, two, three] = [1, 2, 3].map((number) => relationsOf(block, number, 1, 3));
  assert.deepEqual([one?.parent, one?.children], [undefined, [2, 3]]);
  assert.deepEqual([two?.parent, two?.children], [1, []]);
  assert.deepEqual([three?.parent, three?.children], [undefined, []]);
});

test('what is no block of relations is refused', () => {
  for (const value of [
    null,
    [],
    5,
    { gaps: [[1]] },
    { gaps: ['a'] },
    { families: [['x', 1, []]] },
  ]) {
    assert.throws(() => parseRelations(value), ShardError, JSON.stringify(value));
  }
});
