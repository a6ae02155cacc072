import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAnswer } from '../../../catalog/answer.ts';
import type { TagCategory } from '../../../catalog/tag.ts';
import type { BooruKind } from '../../../pipeline/sources/booru-kind.ts';
import { danbooruKind } from '../../../pipeline/sources/kinds/danbooru.ts';
import { e621Kind } from '../../../pipeline/sources/kinds/e621.ts';
import { gelbooruKind } from '../../../pipeline/sources/kinds/gelbooru.ts';
import { moebooruKind } from '../../../pipeline/sources/kinds/moebooru.ts';
import { listShared, readShared, skipWithout } from '../../fixtures/shared.ts';

const danbooru = danbooruKind(100);
const e621 = e621Kind(100);
const moebooru = moebooruKind(100);

/** File, how many posts it tells of, and of the first: its id, its MD5, how many tags, and some with their category. */
type Expectation = readonly [
  file: string,
  kind: BooruKind,
  posts: number,
  first?: {
    readonly id: number;
    readonly md5?: string;
    readonly count: number;
    readonly tags: Readonly<Record<string, TagCategory | undefined>>;
  },
];

const cat = {
  id: 4842101,
  md5: '1610e96ca2e0af6b7c5e06b03cda83c8',
  count: 39,
} as const;
const catTags = {
  akeivi: 'artist',
  domestic_cat: 'species',
  solo: 'general',
  meme: 'meta',
} as const;
const mori = {
  id: 9755122,
  count: 21,
  tags: {
    jasper_xandros: 'artist',
    hololive: 'copyright',
    mori_calliope: 'character',
    halo: 'general',
    highres: 'meta',
  },
} as const;
const moriMd5 = 'b3c448861c60fbe54e2aa13d9d56f7bd';

const table: readonly Expectation[] = [
  ['danbooru/recorded_posts_media_asset_2025-08', danbooru, 1, { ...mori, md5: moriMd5 }],
  ['danbooru/derived_posts_deleted', danbooru, 1, { ...mori, md5: moriMd5 }],
  [
    'danbooru/derived_posts_banned_no_md5',
    danbooru,
    1,
    { ...mori, count: 22, tags: { ...mori.tags, banned_artist: 'meta' } },
  ],
  ['danbooru/recorded_posts_2020-07.sfw', danbooru, 5],
  ['danbooru/derived_empty', danbooru, 0],
  ['e621/derived_posts_list_legacy_2026', e621, 1, { ...cat, tags: catTags }],
  ['e621/recorded_post_4842101_2026-07', e621, 1, { ...cat, tags: catTags }],
  ['e621/derived_post_md5_v2_extended', e621, 1, { ...cat, tags: catTags }],
  [
    'e621/derived_posts_v2_basic',
    e621,
    1,
    { ...cat, tags: { akeivi: undefined, domestic_cat: undefined } },
  ],
  ['e621/derived_posts_deleted_url_null', e621, 1, { ...cat, tags: catTags }],
  ['e621/recorded_posts_2021-04.sfw', e621, 45],
  ['e621/derived_empty', e621, 0],
  ['e621/derived_empty_v2', e621, 0],
  [
    'yandere/recorded_post_v2_1194966_2024-09',
    moebooru,
    1,
    {
      id: 1194966,
      md5: '3cc60c29f1c04396ef29cc7db1f311a2',
      count: 1,
      tags: { fu_u03: 'artist' },
    },
  ],
  [
    'yandere/derived_post_list_v1',
    moebooru,
    1,
    {
      id: 1194966,
      md5: '3cc60c29f1c04396ef29cc7db1f311a2',
      count: 1,
      tags: { fu_u03: undefined },
    },
  ],
  ['yandere/derived_post_deleted_no_file_url', moebooru, 1],
  ['yandere/derived_empty_v1', moebooru, 0],
  ['yandere/derived_empty_v2', moebooru, 0],
  ['konachan/recorded_post_2023-03', moebooru, 1],
  [
    'gelbooru/derived_md5_hit',
    gelbooruKind('gelbooru'),
    1,
    {
      id: 14970719,
      md5: 'da5619f7afe408e0589fa25d43603bb1',
      count: 6,
      tags: { "grabbing_another's_arm": undefined, '2girls': undefined },
    },
  ],
  ['gelbooru/recorded_post_14970719_2026-09', gelbooruKind('gelbooru'), 1],
  ['gelbooru/recorded_empty_2026', gelbooruKind('gelbooru'), 0],
  [
    'safebooru/recorded_post_2023-03',
    gelbooruKind('0.2'),
    1,
    {
      id: 4296456,
      md5: 'e0b8bce4a6136ca31be2fdcbc6bad8a7',
      count: 22,
      tags: { fujiwara_no_mokou: undefined },
    },
  ],
  [
    'rule34xxx/derived_post_tag_info',
    gelbooruKind('0.2'),
    1,
    {
      id: 1,
      md5: '0'.repeat(32),
      count: 2,
      tags: { scenery: 'general', touhou: 'copyright' },
    },
  ],
];

for (const [file, kind, posts, first] of table) {
  const place = `fixtures/${file}.json`;
  test(`${file}: ${posts} posts`, { skip: skipWithout(place) }, () => {
    const rows = kind.read(readShared(place));
    assert.ok(typeof rows !== 'string', String(rows));
    assert.equal(rows.length, posts);
    for (const { answer } of rows) {
      assert.ok(readAnswer(answer), 'the record keeps what can be read');
      assert.doesNotMatch(JSON.stringify(answer), /"([a-z_]+_)?url":/);
    }
    if (!first) return;
    const answer = readAnswer(rows[0]?.answer);
    assert.deepEqual([answer?.id, rows[0]?.md5], [first.id, first.md5]);
    assert.equal(answer?.tags.size, first.count);
    for (const [tag, category] of Object.entries(first.tags)) {
      assert.ok(answer.tags.has(tag), tag);
      assert.equal(answer.tags.get(tag), category, tag);
    }
  });
}

const sites = [
  ['danbooru', danbooru],
  ['e621', e621],
  ['yandere', moebooru],
  ['gelbooru', gelbooruKind('gelbooru')],
  ['rule34xxx', gelbooruKind('0.2')],
] as const;
for (const [site, kind] of sites) {
  const place = `fixtures/${site}`;
  test(`no error of ${site} is taken for an answer`, { skip: skipWithout(place) }, () => {
    const errors = listShared(place).filter((file) => /error|missing_auth.*\.json$/.test(file));
    for (const file of errors.filter((name) => /\.json$/.test(name) && !/meta\.json$/.test(name))) {
      const rows = kind.read(readShared(file));
      assert.ok(typeof rows === 'string', file);
    }
    assert.ok(errors.length > 0);
  });
}
