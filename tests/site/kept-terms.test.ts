import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Library } from '../../pipeline/library/library.ts';
import { LibraryIndex } from '../../pipeline/library/library-index.ts';
import { PostTable } from '../../pipeline/library/post-table.ts';
import { revisionCount } from '../../pipeline/library/revision.ts';
import { KeptTerms } from '../../site/build/kept-terms.ts';
import { libraryOf } from '../fixtures/index.ts';
import { postWith } from '../fixtures/post.ts';

function put(library: Library, number: number, tags: readonly string[]): void {
  const table = new PostTable(library);
  library.transaction(() => {
    table.put(postWith(number, tags));
    table.flush();
  });
}

test('terms that are kept are those that would be read, and tell which categories changed', () => {
  using library = libraryOf([postWith(1, ['cat', 'solo']), postWith(2, ['cat'])], 4);
  const terms = new KeptTerms();
  const read = () => terms.read(library, new LibraryIndex(library, new Map()), '');
  read();
  const first = revisionCount(library);
  assert.equal(terms.categoriesSince(first), undefined);
  put(library, 2, ['dog']);
  assert.deepEqual(read(), new LibraryIndex(library, new Map()).uses());
  assert.ok(terms.categoriesSince(first)?.has('general'));
  assert.equal(terms.categoriesSince(first)?.has('artist'), false);
  assert.equal(terms.categoriesSince(first - 1), undefined);
  read();
  assert.equal(terms.categoriesSince(first), undefined, 'another site asks of older changes');
});
