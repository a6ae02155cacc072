import assert from 'node:assert/strict';
import { test } from 'node:test';
import { metatagNames } from '../../catalog/search/metatags.ts';
import { orderWishes } from '../../catalog/search/orders.ts';
import { parseQuery } from '../../catalog/search/parse-query.ts';
import { LibraryIndex } from '../../pipeline/library/library-index.ts';
import { helpTexts } from '../../site/view/help-texts.ts';
import { find, indexOf, libraryOf } from '../fixtures/index.ts';
import { postWith } from '../fixtures/post.ts';

/** Posts of which every example finds one. */
const posts = [
  postWith(
    1,
    ['1girl', 'landscape', 'night', 'cat', 'dog', 'sky', 'sea', 'blue_sky', '-_-', 'or'],
    {
      rating: 'general',
      format: 'gif',
      frames: 3,
      isFavourite: true,
      isEdited: true,
      md5: '0123456789abcdef0123456789abcdef',
      ids: [
        { source: 'danbooru', id: 1234 },
        { source: 'gelbooru', id: 1 },
      ],
      width: 1920,
      height: 1080,
      bytes: 1_500_000,
      score: 20,
      favourites: 9,
      added: '2026-01-31T10:00:00Z',
      created: '2024-05-05T00:00:00Z',
      origins: ['https://www.pixiv.net/1', 'https://twitter.com/x'],
      paths: ['Summer 2024/a b/photo.jpg'],
    },
  ),
  postWith(
    3,
    [
      'landscape',
      'cat',
      ['a_b', 'character'],
      ['c', 'character'],
      ['d', 'artist'],
      ['e', 'copyright'],
      ['fox', 'species'],
      ['highres', 'meta'],
      ['male_fox', 'lore'],
    ],
    {
      rating: 'explicit',
      foundBy: [],
      created: '2019-01-01T00:00:00Z',
      ids: [{ source: 'e621', id: 2000 }],
      added: '2026-02-20T10:00:00Z',
      width: 2000,
      height: 2000,
      format: 'webp',
    },
  ),
  postWith(5, [], { rating: 'sensitive', foundBy: ['some-model'], isGuessed: true }),
  postWith(
    7,
    [
      ...Array.from({ length: 30 }, (_, at) => `t${at}`),
      ...['m1', 'm2', 'm3', 'm4'].map((name) => [name, 'meta'] as const),
    ],
    {
      parents: [{ source: 'danbooru', id: 1234 }],
    },
  ),
  postWith(8, [['a', 'artist']], { chosenParent: 5, bytes: 300_000, height: 8 }),
];
const library = libraryOf(posts, 4);
const { source } = indexOf(library, { segment: 4, block: 3, names: 3 });
const fromLibrary = new LibraryIndex(library, new Map());
const host = { now: Date.parse('2026-02-25T00:00:00Z') };

const rows = helpTexts.sections.flatMap((section) => section.rows);
const examples = rows.flatMap(([queries]) => queries);
for (const query of examples) {
  test(`the help page's ${query} is answered, and finds something`, async () => {
    const found = await find(query, source, host);
    assert.ok(found.length > 0);
    assert.deepEqual(await find(query, fromLibrary, host), found);
    assert.deepEqual(parseQuery(query).unseeded, []);
  });
}

test('the help page tells of every metatag, and of every order', () => {
  const told = rows.map(([queries, meaning]) => `${queries.join(' ')} ${meaning}`).join(' ');
  for (const name of metatagNames) assert.ok(told.includes(`${name}:`), name);
  const others = new Set(['id_desc', 'created_at']);
  for (const name of orderWishes) {
    const plain = name.replace(/_asc$/, '');
    if (others.has(plain)) continue;
    assert.match(told, new RegExp(`order:${plain}\\b|with _asc .*\\b${plain}\\b`), name);
  }
});
