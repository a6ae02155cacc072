import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseTagJson } from '../../../pipeline/sources/tag-files/parse-tag-json.ts';
import type { TagFileContent } from '../../../pipeline/sources/tag-files/tag-collector.ts';

const shapes: readonly (readonly [
  name: string,
  value: unknown,
  content: TagFileContent | undefined,
])[] = [
  [
    'gallery-dl, Danbooru',
    {
      category: 'danbooru',
      id: 5,
      parent_id: 4,
      rating: 's',
      score: 7,
      fav_count: 9,
      created_at: '2024-03-24T13:25:30.456-04:00',
      source: 'https://example.org/x',
      tag_string: 'cat bob saber',
      tag_string_artist: 'bob',
      tag_string_general: 'cat',
      tags: ['bob', 'cat', 'saber'],
      tags_artist: ['bob'],
      tags_character: ['saber'],
      tags_general: ['cat'],
    },
    {
      tags: { artist: ['bob'], general: ['cat'], character: ['saber'] },
      rating: 'sensitive',
      score: 7,
      favourites: 9,
      created: '2024-03-24T17:25:30.456Z',
      site: 'danbooru',
      id: 5,
      parent: 4,
      origins: ['https://example.org/x'],
    },
  ],
  [
    'gallery-dl, e621',
    {
      category: 'e621',
      id: 6,
      rating: 's',
      score: { total: 3 },
      relationships: { parent_id: null },
      sources: ['https://example.org/a', 'b'],
      tags: ['fox', 'anry', 'struck'],
      tags_artist: ['anry'],
      tags_contributor: [],
      tags_invalid: ['struck'],
      tags_species: ['fox'],
      tags_lore: ['lost'],
    },
    {
      tags: { artist: ['anry'], species: ['fox'], lore: ['lost'] },
      rating: 'general',
      score: 3,
      site: 'e621',
      id: 6,
      origins: ['https://example.org/a', 'b'],
    },
  ],
  [
    'gallery-dl, Gelbooru, with escaped tags as one text',
    {
      category: 'gelbooru',
      id: '7',
      rating: 'questionable',
      tags: 'artist&#039;s_cat a&amp;b',
      tags_artist: 'bob al',
    },
    {
      tags: { artist: ['bob', 'al'], untyped: ["artist's_cat", 'a&b'] },
      rating: 'questionable',
      site: 'gelbooru',
      id: 7,
    },
  ],
  [
    'gallery-dl, Moebooru',
    {
      category: 'yandere',
      id: 8,
      rating: 's',
      tags: 'cat bob',
      tags_circle: 'bob',
      tags_faults: 'crease',
    },
    {
      tags: { artist: ['bob'], untyped: ['cat', 'crease'] },
      rating: 'general',
      site: 'yandere',
      id: 8,
    },
  ],
  [
    'gallery-dl, pixiv',
    {
      category: 'pixiv',
      id: 123,
      rating: 'R-18',
      date: '2026-01-02 03:04:05',
      user: { account: 'bob_r', name: 'Bob' },
      series: { id: 1, title: 'x' },
      tags: ['オリジナル', '女の子'],
    },
    {
      tags: { untyped: ['オリジナル', '女の子'], artist: ['bob_r'] },
      rating: 'explicit',
      created: '2026-01-02T03:04:05.000Z',
      origins: ['https://www.pixiv.net/artworks/123'],
    },
  ],
  [
    'gallery-dl, pixiv, original tags',
    { category: 'pixiv', tags: [{ name: '猫', translated_name: 'cat' }, { name: '犬' }] },
    { tags: { untyped: ['猫', '犬'] } },
  ],
  [
    'gallery-dl, Twitter',
    { category: 'twitter', tweet_id: 99, hashtags: ['art', '猫'], author: { name: 'bob' } },
    { tags: { untyped: ['art', '猫'] }, origins: ['https://x.com/i/status/99'] },
  ],
  [
    'gallery-dl, Zerochan',
    { category: 'zerochan', tags: ['Mangaka:Bob', 'Character:Saber', 'Theme:Long Hair'] },
    { tags: { artist: ['Bob'], character: ['Saber'], general: ['Long Hair'] } },
  ],
  [
    'any site, one text with commas',
    { tags: 'long hair, blue eyes' },
    { tags: { untyped: ['long hair', 'blue eyes'] } },
  ],
  [
    'any site, names of people',
    { tags: ['x'], artist: 'Bob Ross', characters: ['A B'] },
    { tags: { artist: ['Bob Ross'], character: ['A B'], untyped: ['x'] } },
  ],
  [
    "e621's own post",
    { post: { id: 1, tags: { artist: ['bob'], species: ['fox'] }, rating: 'e' } },
    { tags: { artist: ['bob'], species: ['fox'] }, rating: 'explicit' },
  ],
  [
    "Danbooru's own list of one",
    [
      {
        id: 1,
        tag_string_general: 'cat',
        tag_string_meta: 'highres',
        tag_string: 'cat highres',
        rating: 'g',
      },
    ],
    { tags: { general: ['cat'], meta: ['highres'] }, rating: 'general' },
  ],
  ["Hydrus' list", ['creator:bob', 'cat'], { tags: { artist: ['bob'], untyped: ['cat'] } }],
  ['no tags at all', { name: 'x', version: '1.0.0', artist: 'bob' }, undefined],
  ['an empty list of tags', { tags: [] }, undefined],
  ['tags of the wrong kind', { tags: 5, tag_string: null }, undefined],
  ['no object', 5, undefined],
  ['null', null, undefined],
];
for (const [name, value, content] of shapes) {
  test(`a JSON file is read: ${name}`, () => assert.deepEqual(parseTagJson(value), content));
}
