import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseQuery } from '../../catalog/search/parse-query.ts';
import { pageNumbers, readPage } from '../../components/results/page-numbers.ts';
import { positiveTerms } from '../../components/results/positive-terms.ts';
import {
  queryWords,
  shownOrder,
  withOrder,
  withoutWord,
  withSeed,
  withWord,
} from '../../components/results/query-words.ts';

const pagers: readonly (readonly [page: number, last: number, slots: 5 | 7, shown: string])[] = [
  [1, 1, 7, '1'],
  [1, 3, 7, '1 2 3'],
  [2, 5, 5, '1 2 3 4 5'],
  [1, 7, 7, '1 2 3 4 5 6 7'],
  [1, 8, 7, '1 2 3 4 5 … 8'],
  [4, 9, 7, '1 2 3 4 5 … 9'],
  [5, 9, 7, '1 … 4 5 6 … 9'],
  [6, 9, 7, '1 … 5 6 7 8 9'],
  [9, 9, 7, '1 … 5 6 7 8 9'],
  [1, 9, 5, '1 2 3 … 9'],
  [2, 9, 5, '1 2 3 … 9'],
  [3, 9, 5, '1 2 3 … 9'],
  [4, 9, 5, '1 … 4 … 9'],
  [6, 9, 5, '1 … 6 … 9'],
  [7, 9, 5, '1 … 7 8 9'],
  [1, 0, 7, ''],
];
for (const [page, last, slots, shown] of pagers) {
  test(`page ${page} of ${last} names ${shown || 'none'}`, () => {
    assert.equal(
      pageNumbers(page, last, slots)
        .map((number) => number ?? '…')
        .join(' '),
      shown,
    );
  });
}

test('a page in the address is read if it is one', () => {
  for (const [text, page] of [
    ['3', 3],
    ['0', 1],
    ['-1', 1],
    ['1e9', 1],
    ['', 1],
    [null, 1],
    ['12345678901', 1],
  ] as const) {
    assert.equal(readPage(text), page);
  }
});

test('the alt of a result names the tags that it surely has', () => {
  assert.deepEqual(positiveTerms(parseQuery('blue_sky -cat (sun or moon) rating:g').node), [
    'blue sky',
  ]);
});

const words: readonly (readonly [query: string, words: readonly string[]])[] = [
  ['', []],
  ['  cat   -dog ', ['cat', '-dog']],
  ['~a ~b or c', ['~a', '~b', 'or', 'c']],
  ['-(cat or dog) "a b" x:"c d"', ['-(cat or dog)', '"a b"', 'x:"c d"']],
  ['reimu_(touhou) (a (b)) :)', ['reimu_(touhou)', '(a (b))', ':)']],
  ['cat "dog', ['cat "dog']],
];
for (const [query, expected] of words) {
  test(`the words of ${JSON.stringify(query)} are tokens as they are written`, () => {
    assert.deepEqual(queryWords(query), expected);
  });
}

test('another word takes the place of one, and its signs stay', () => {
  assert.equal(withWord('cat -(skyy or "a b") x', 6, 'sky'), 'cat -(sky or "a b") x');
  assert.equal(withWord('cat -(skyy or "a b") x', 14, 'c'), 'cat -(skyy or c) x');
  assert.equal(withWord('-raiting:s', 1, 'rating:s'), '-rating:s');
  assert.equal(withWord('artist:catt', 0, 'cat'), 'cat');
});

test('a word is taken out with the "or" that joined it, and the order is one word', () => {
  assert.equal(withoutWord('cat or dog -bird', 0), 'dog -bird');
  assert.equal(withoutWord('cat or dog', 2), 'cat');
  assert.equal(withoutWord('cat -dog', 1), 'cat');
  assert.equal(withOrder('order:old cat', 'random:x1'), 'cat order:random:x1');
  assert.equal(withOrder('cat order:old', undefined), 'cat');
  assert.equal(shownOrder('cat ORDER:Old').current, 'old');
  assert.equal(shownOrder('"order:old"').current, '');
  assert.equal(shownOrder('cat order:old').usual, 'number');
  assert.equal(shownOrder('similar:7 order:old').usual, 'similar');
  assert.equal(shownOrder('random:5:x').usual, 'random');
  assert.equal(shownOrder('cat order:old').queryIn('random:x1'), 'cat order:random:x1');
});

test('chance without a seed gets one in the address, so that the same answer can be had again', () => {
  const seeded = withSeed('cat random:5 order:random');
  assert.match(seeded, /^cat random:5:(\d+) order:random:\1$/);
  assert.deepEqual(parseQuery(seeded).unseeded, []);
  for (const query of ['cat', 'order:random:x', 'order:random (', '']) {
    assert.equal(withSeed(query), query);
  }
});
