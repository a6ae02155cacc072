import assert from 'node:assert/strict';
import { test } from 'node:test';
import { categoryRanks, type MergedTag } from '../../catalog/merge-tags.ts';
import { normaliseTag, tagCategories } from '../../catalog/tag.ts';
import { formatPost, parsePost } from '../../pipeline/library/post-text.ts';
import { postWith } from '../fixtures/post.ts';

const post = postWith(7, [['cat', 'general']]);

test('a post is read as it was written, its terms of every category and rank', () => {
  const terms = tagCategories.flatMap((category) =>
    Object.values(categoryRanks).map(
      (rank): MergedTag => ({ name: `${category}_${rank}`, category, rank }),
    ),
  );
  assert.deepEqual(parsePost(formatPost({ ...post, terms })), { ...post, terms });
  assert.deepEqual(parsePost(formatPost({ ...post, terms: [] })), { ...post, terms: [] });
});

test('so is every name that a tag can have', () => {
  const raw = [
    '"',
    '\\',
    '\u00a0x',
    'a b',
    'a\u2003b',
    'a\u2028b',
    '東 京',
    '\ud83d',
    '😀',
    '</script>',
    ':d',
  ];
  const terms = raw.map(
    (name): MergedTag => ({ name: normaliseTag(name), category: 'meta', rank: 1 }),
  );
  assert.deepEqual(parsePost(formatPost({ ...post, terms })).terms, terms);
});

test('what no version has written is an error, and no tag of no category', () => {
  const text = formatPost(post).replace('cat"', 'cat -dog"');
  assert.throws(() => parsePost(text), /no category has the code of -dog/);
});
