import assert from 'node:assert/strict';
import { test } from 'node:test';
import { between } from '../../../components/selection/found-posts.ts';
import { SelectedPosts } from '../../../components/selection/selected-posts.ts';

test('posts are selected one by one, and no more, in the order of the clicks', () => {
  const selected = new SelectedPosts();
  for (const number of [5, 3, 9, 3]) selected.toggle(number);
  assert.deepEqual(selected.numbers, [5, 9]);
  assert.equal(selected.anchor, 3);
  assert.ok(selected.has(9) && !selected.has(3));
});

test('all results are selected without their numbers, and one click begins anew', () => {
  const selected = new SelectedPosts();
  selected.add([1, 2]);
  selected.selectAll();
  assert.ok(selected.isAll && selected.has(12_345));
  selected.toggle(7);
  assert.deepEqual([selected.isAll, selected.numbers], [false, [7]]);
  selected.clear();
  assert.deepEqual([selected.numbers, selected.anchor], [[], undefined]);
});

test('a range goes from one to the other, in whichever direction, and ends where it was wished to', () => {
  assert.deepEqual(between([9, 8, 7, 6], 8, 6), [8, 7, 6]);
  assert.deepEqual(between([9, 8, 7, 6], 7, 9), [7, 8, 9]);
  assert.deepEqual(between([9, 8, 7, 6], 5, 7), [7]);
});
