import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Post } from '../../catalog/post.ts';
import { libraryOf } from '../fixtures/index.ts';
import { postWith } from '../fixtures/post.ts';

/** A post of Danbooru's whose id is its number, and its parent's id there. */
function child(number: number, parent: number): Post {
  return postWith(number, [], {
    ids: [{ source: 'danbooru', id: number }],
    parents: [{ source: 'danbooru', id: parent }],
  });
}

function kinOf(posts: readonly Post[]): ReadonlyMap<number, number> {
  using library = libraryOf(posts, 1024);
  const rows = library.sql('SELECT child, parent FROM kin ORDER BY child').all();
  return new Map(rows.map((row) => [Number(row['child']), Number(row['parent'])]));
}

test('R67: a post that calls itself its parent has none', () => {
  assert.deepEqual([...kinOf([child(7, 7)])], []);
});

test('R67: posts that call each other their parent have each other, one step and no further', () => {
  assert.deepEqual(
    [...kinOf([child(7, 8), child(8, 7)])],
    [
      [7, 8],
      [8, 7],
    ],
  );
  assert.deepEqual([...kinOf([child(1, 2), child(2, 3), child(3, 1)]).values()], [2, 3, 1]);
});

test('R67: in a chain of 5,000 each post knows the next alone', () => {
  const length = 5000;
  const posts = Array.from({ length }, (_, at) => child(at + 1, at + 2));
  const kin = kinOf(posts);
  assert.equal(kin.size, length - 1);
  for (const [number, parent] of kin) assert.equal(parent, number + 1);
});
