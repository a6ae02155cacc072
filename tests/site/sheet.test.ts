import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatSheet, pagesOf, sheetAddress } from '../../site/sheet.ts';

test('a sheet is taken apart into the pages that it was made of, whatever they hold', () => {
  const pages = ['<p>\n</p>\n', '', '[["x",1]]\n', '夜\u{1f98a}\u0000', 'last'].map(
    (content, at) => ({
      address: `post/0/${at}.html`,
      content,
    }),
  );
  assert.deepEqual(pagesOf(`/${sheetAddress(12)}`, formatSheet(pages)), pages);
});

test('what is no sheet is a page itself', () => {
  assert.deepEqual(pagesOf('/', 'home'), [{ address: 'index.html', content: 'home' }]);
  assert.deepEqual(pagesOf('/sheets/a.txt', '[]\n'), [
    { address: 'sheets/a.txt', content: '[]\n' },
  ]);
});
