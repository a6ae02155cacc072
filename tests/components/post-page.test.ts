import assert from 'node:assert/strict';
import { test } from 'node:test';
import { swipeOf } from '../../components/post/swipe.ts';
import { trailAddress, trailQuery } from '../../components/post/trail-address.ts';
import { withWord } from '../../components/tags/tag-steps.ts';

// The page that says which posts have a page of their own: all.
Object.assign(globalThis, { document: { documentElement: { dataset: {} } } });

test('an address remembers the search that led to a post, whatever is in it', () => {
  for (const query of ['', 'cat -dog', 'a+b "c&d"', '#x %41', '日本 ~a']) {
    const address = trailAddress(12_345, query);
    assert.match(address, /^post\/12\/12345\.html#q=/);
    assert.equal(trailQuery(address.slice(address.indexOf('#'))), query);
  }
  assert.equal(trailAddress(5, undefined), 'post/0/5.html');
  assert.equal(trailQuery(''), undefined);
  assert.equal(trailQuery('#family'), undefined);
});

test('a swipe is long, quick and level', () => {
  assert.equal(swipeOf(-200, 10, 300), 'left');
  assert.equal(swipeOf(200, -60, 300), 'right');
  assert.equal(swipeOf(-140, 0, 100), undefined);
  assert.equal(swipeOf(-200, 150, 300), undefined);
  assert.equal(swipeOf(-200, 0, 2000), undefined);
});

test('a word is added to a query once, at its end', () => {
  assert.equal(withWord('', 'cat'), 'cat');
  assert.equal(withWord(' dog  cat ', '-bird'), 'dog cat -bird');
  assert.equal(withWord('cat dog', 'cat'), 'dog cat');
});
