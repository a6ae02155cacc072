import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NumberSet } from '../../pipeline/library/number-set.ts';
import { chance } from '../fixtures/random.ts';

test('runs are what single numbers make, and give the same set back', () => {
  const luck = chance(3);
  for (let round = 0; round < 200; round++) {
    const numbers = new Set<number>();
    const set = new NumberSet();
    for (let steps = luck.below(8); steps > 0; steps--) {
      const first = luck.below(300);
      const last = first + luck.below(luck.below(2) === 0 ? 3 : 100);
      set.addRun(first, last);
      for (let number = first; number <= last; number++) numbers.add(number);
      const gone = luck.below(400);
      set.delete(gone);
      numbers.delete(gone);
    }
    const sorted = [...numbers].toSorted((a, b) => a - b);
    assert.deepEqual([...set], sorted);
    assert.equal(set.size, sorted.length);
    const again = new NumberSet();
    let end = -2;
    for (const [first, last] of set.runs()) {
      assert.ok(first > end + 1 && first <= last, 'runs are apart and ascend');
      end = last;
      again.addRun(first, last);
    }
    assert.deepEqual([...again], sorted);
  }
});
