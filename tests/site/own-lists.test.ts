import assert from 'node:assert/strict';
import { test } from 'node:test';
import { indexOf, libraryOf } from '../fixtures/index.ts';
import { postWith } from '../fixtures/post.ts';

test('a term that nearly all posts have is in no bundle, where each number would take a bit', () => {
  const own = 16;
  const posts = Array.from({ length: 8 * own }, (_, at) => postWith(at + 1, ['sky']));
  const library = libraryOf(posts, 4096);
  const { scripts } = indexOf(library, { own });
  const names = [...scripts.keys()];
  const bundles = names.filter((name) => name.startsWith('postings/short/'));
  const sizes = bundles.map((name) => scripts.get(name)?.length ?? 0);
  assert.ok(
    names.some((name) => /^postings\/\d+\//.test(name)),
    names.join(' '),
  );
  for (const size of sizes) assert.ok(size < 8 * own, `a bundle of ${size} characters`);
});
