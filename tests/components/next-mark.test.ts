import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextMark } from '../../components/search-box/next-mark.ts';

test('the arrow keys go round the list through the field', () => {
  const down = [-1, 0, 1, 2].map((marked) => nextMark(marked, 3, 1));
  const up = [-1, 0, 1, 2].map((marked) => nextMark(marked, 3, -1));
  assert.deepEqual(down, [0, 1, 2, -1]);
  assert.deepEqual(up, [2, -1, 0, 1]);
});
