import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseQuery } from '../../catalog/search/parse-query.ts';
import { prepareQuery } from '../../catalog/search/search.ts';
import { answerPage } from '../../components/results/answer-page.ts';
import { pageNumbers, readPage } from '../../components/results/page-numbers.ts';
import { positiveTerms } from '../../components/results/positive-terms.ts';
import { twentyPosts } from './twenty-posts.ts';

async function ask(text: string, page: number, size = 3) {
  const source = twentyPosts();
  const told: (readonly number[])[] = [];
  const prepared = await prepareQuery(parseQuery(text), source);
  const answer = await answerPage(prepared, source, { page, size }, (numbers) =>
    told.push([...numbers]),
  );
  return { ...answer, told, read: source.read };
}

test('a page holds its own matches, newest first, with the exact total', async () => {
  const { numbers, total, page, told } = await ask('even -id:20', 2);
  assert.deepEqual(numbers, [12, 10, 8]);
  assert.equal(total, 9);
  assert.equal(page, 2);
  assert.deepEqual(told, [[12, 10, 8]]);
});

test('a single tag needs only the segments of its page: the vocabulary knows the total', async () => {
  const { numbers, total, read } = await ask('even', 1);
  assert.deepEqual(numbers, [20, 18, 16]);
  assert.equal(total, 10);
  assert.deepEqual(read, ['even/4', 'even/3']);
});

test('an empty query lists all', async () => {
  const { numbers, total } = await ask('', 1);
  assert.deepEqual(numbers, [20, 19, 18]);
  assert.equal(total, 20);
});

test('oldest first', async () => {
  assert.deepEqual((await ask('even order:old', 1)).numbers, [2, 4, 6]);
});

test('a limit ends the pages and counts', async () => {
  const { numbers, total } = await ask('even limit:4', 2);
  assert.deepEqual(numbers, [14]);
  assert.equal(total, 4);
  assert.equal((await ask('even limit:0', 1)).total, 0);
});

test('a page beyond the last is the last', async () => {
  const { numbers, page, total } = await ask('even', 99);
  assert.deepEqual(numbers, [2]);
  assert.equal(page, 4);
  assert.equal(total, 10);
});

test('nothing found is told once, and is zero', async () => {
  assert.deepEqual(await ask('even nosuch', 1).then(({ told, total }) => [told, total]), [[[]], 0]);
});

test('the last page may be full to the last place', async () => {
  const { numbers, page, total } = await ask('even', 3, 5);
  assert.deepEqual(numbers, [10, 8, 6, 4, 2]);
  assert.equal(page, 2);
  assert.equal(total, 10);
});

const pagers: readonly (readonly [page: number, last: number, shown: string])[] = [
  [1, 1, '1'],
  [1, 3, '1 2 3'],
  [2, 5, '1 2 3 4 5'],
  [1, 9, '1 2 … 9'],
  [5, 9, '1 … 4 5 6 … 9'],
  [3, 9, '1 2 3 4 … 9'],
  [9, 9, '1 … 8 9'],
  [1, 0, ''],
];
for (const [page, last, shown] of pagers) {
  test(`page ${page} of ${last} names ${shown || 'none'}`, () => {
    assert.equal(
      pageNumbers(page, last)
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
