import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  applyChange,
  changeBetween,
  type Draft,
  isNoChange,
  settleConflict,
  withoutTag,
  withTag,
} from '../../../components/editing/draft.ts';
import { DraftHistory } from '../../../components/tag-editor/draft-history.ts';

const post: Draft = {
  tags: new Map([
    ['reimu', 'character'],
    ['cat', 'general'],
    ['__proto__', 'general'],
  ]),
  rating: 'general',
  parent: undefined,
  isFavourite: false,
};

test('a change says what was added, removed and moved to another category, and nothing else', () => {
  const added = withTag(withoutTag(post, 'cat'), { name: 'dog' });
  const moved = withTag(added, { name: '__proto__', category: 'artist' });
  assert.deepEqual(changeBetween(post, { ...moved, rating: undefined, parent: 7 }), {
    add: [{ name: '__proto__', category: 'artist' }, { name: 'dog' }],
    remove: ['cat'],
    rating: null,
    parent: 7,
  });
  assert.ok(isNoChange(changeBetween(post, withTag(withoutTag(post, 'cat'), { name: 'cat' }))));
});

test('a tag that is there stays as it is, and one that is not cannot be taken away', () => {
  assert.equal(withTag(post, { name: 'reimu' }), post);
  assert.equal(withTag(post, { name: 'cat', category: 'general' }), post);
  assert.equal(withoutTag(post, 'dog'), post);
});

test('a change to one draft, made to another, keeps what the other has', () => {
  const mine = { ...withTag(withoutTag(post, 'cat'), { name: 'dog' }), isFavourite: true };
  const theirs = { ...withTag(post, { name: 'hat' }), rating: 'explicit', parent: 3 } as const;
  const merged = settleConflict('merge', post, mine, theirs);
  assert.deepEqual([...merged.tags.keys()], ['reimu', '__proto__', 'hat', 'dog']);
  assert.deepEqual([merged.rating, merged.parent, merged.isFavourite], ['explicit', 3, true]);
  assert.equal(settleConflict('mine', post, mine, theirs), mine);
  assert.deepEqual(applyChange(theirs, changeBetween(post, mine)), merged);
});

test('steps are taken back one by one, and done again until another is taken', () => {
  const history = new DraftHistory(post);
  const one = withTag(post, { name: 'one' });
  const two = withTag(one, { name: 'two' });
  history.change(one);
  history.change(one);
  history.change(two);
  assert.ok(history.undo());
  assert.equal(history.current, one);
  assert.ok(history.redo());
  assert.equal(history.current, two);
  history.undo();
  history.undo();
  assert.equal(history.current, post);
  assert.equal(history.undo(), false);
  history.change(two);
  assert.equal(history.redo(), false);
});
