import assert from 'node:assert/strict';
import { test } from 'node:test';
import { relativesOf } from '../../components/post/family.ts';

test('R67: of a post with a parent and 5,000 children 61 relatives are drawn', () => {
  const children = Array.from({ length: 5000 }, (_, at) => at + 10);
  const drawn = relativesOf({ previous: 1, next: 3, parent: 1, children });
  assert.equal(drawn.length, 61);
  assert.deepEqual([drawn[0], drawn.at(-1)], [1, 69]);
});
