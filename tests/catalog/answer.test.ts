import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { originsOf, readAnswer } from '../../catalog/answer.ts';
import { listShared, sharedPath, skipWithout } from '../fixtures/shared.ts';

test('a post of Danbooru that has no tags yet is an answer, with its rating and id', () => {
  const answer = { tags: new Map(), rating: 'explicit', id: 5, origins: [] };
  const bare = { id: 5, rating: 'e', tag_string: '', tag_string_general: '' };
  assert.deepEqual(readAnswer(bare), answer);
});

test("Danbooru's answer tells every category, rating, score, ids and source", () => {
  const answer = readAnswer({
    id: 12,
    parent_id: 3,
    created_at: '2020-07-01T12:00:00.000-04:00',
    rating: 's',
    score: -4,
    fav_count: 9,
    source: 'https://example.org/a',
    tag_string: 'who from whom solo highres stray',
    tag_string_artist: 'who',
    tag_string_copyright: 'from',
    tag_string_character: 'whom',
    tag_string_general: 'Solo',
    tag_string_meta: 'highres',
  });
  assert.deepEqual(answer, {
    tags: new Map([
      ['who', 'artist'],
      ['from', 'copyright'],
      ['whom', 'character'],
      ['solo', 'general'],
      ['highres', 'meta'],
      ['stray', undefined],
    ]),
    rating: 'sensitive',
    score: -4,
    favourites: 9,
    created: '2020-07-01T16:00:00.000Z',
    id: 12,
    parent: 3,
    origins: ['https://example.org/a'],
  });
});

test("e621's answer tells species and lore, and its s is general", () => {
  const answer = readAnswer({
    id: 7,
    rating: 's',
    score: { up: 5, down: -1, total: 4 },
    fav_count: 2,
    sources: ['https://a', 'https://b'],
    relationships: { parent_id: 6 },
    tags: {
      artist: ['who'],
      species: ['fox'],
      lore: ['young'],
      contributor: ['also'],
      invalid: ['x'],
    },
  });
  assert.deepEqual(
    [...(answer?.tags ?? [])],
    [
      ['who', 'artist'],
      ['also', 'artist'],
      ['fox', 'species'],
      ['young', 'lore'],
    ],
  );
  assert.equal(answer?.rating, 'general');
  assert.equal(answer?.score, 4);
  assert.equal(answer?.parent, 6);
  assert.deepEqual(answer?.origins, ['https://a', 'https://b']);
});

test("Moebooru's and Gelbooru's answers are one string of tags, and their s is general", () => {
  const moebooru = readAnswer({ id: 1, tags: 'a b  c', rating: 's', created_at: 1_600_000_000 });
  assert.deepEqual([...(moebooru?.tags.keys() ?? [])], ['a', 'b', 'c']);
  assert.equal(moebooru?.rating, 'general');
  assert.equal(moebooru?.created, '2020-09-13T12:26:40.000Z');
  const gelbooru = readAnswer({
    id: '22',
    tags: 'a',
    rating: 'safe',
    parent_id: '0',
    created_at: 'Sat Sep 23 12:00:00 -0500 2017',
  });
  assert.equal(gelbooru?.id, 22);
  assert.equal(gelbooru?.parent, undefined);
  assert.equal(gelbooru?.rating, 'general');
  assert.equal(gelbooru?.created, '2017-09-23T17:00:00.000Z');
});

test('a time without a zone is the same moment on every machine', () => {
  const before = process.env['TZ'];
  try {
    for (const zone of ['UTC', 'Asia/Tokyo', 'America/New_York']) {
      process.env['TZ'] = zone;
      const answer = readAnswer({ tags: 'a', created_at: '2023-03-01 10:00:00' });
      assert.equal(answer?.created, '2023-03-01T10:00:00.000Z', zone);
    }
  } finally {
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
  }
});

const letters: readonly (readonly [site: string, raw: object, rating: string | undefined])[] = [
  ['Danbooru', { tag_string: 'a', rating: 'g' }, 'general'],
  ['Danbooru', { tag_string: 'a', rating: 's' }, 'sensitive'],
  ['Danbooru', { tag_string: 'a', rating: 'q' }, 'questionable'],
  ['Danbooru', { tag_string: 'a', rating: 'e' }, 'explicit'],
  ['a tagger', { tag_string: 'a', rating: 'rating_sensitive' }, 'sensitive'],
  ['Gelbooru', { tags: 'a', rating: 'sensitive' }, 'sensitive'],
  ['Gelbooru', { tags: 'a', rating: 'general' }, 'general'],
  ['e621', { tags: {}, rating: 's' }, 'general'],
  ['e621', { tags: {}, rating: 'nonsense' }, undefined],
];
for (const [site, raw, rating] of letters) {
  test(`${JSON.stringify(raw)} of ${site} is rated ${rating}`, () => {
    assert.equal(readAnswer(raw)?.rating, rating);
  });
}

test('names of an object prototype are tags like any other', () => {
  const answer = readAnswer({ tag_string_general: '__proto__ constructor toString' });
  assert.deepEqual([...(answer?.tags.keys() ?? [])], ['__proto__', 'constructor', 'tostring']);
  assert.equal(readAnswer(JSON.parse('{"__proto__": {"tags": "a"}}')), undefined);
});

test('what is no answer is undefined', () => {
  for (const raw of [undefined, null, 5, 'tags', [], {}, { tags: 5 }, { tags: null }, { id: 4 }]) {
    assert.equal(readAnswer(raw), undefined);
  }
});

test('fields of a wrong shape are left out', () => {
  const answer = readAnswer({
    tags: 'a',
    id: -1,
    score: 'high',
    created_at: 1e300,
    parent_id: 1.5,
    source: '',
    rating: {},
  });
  assert.deepEqual(answer, { tags: new Map([['a', undefined]]), origins: [] });
});

test('origins of several answers are listed once each, in order', () => {
  const tags = new Map();
  assert.deepEqual(
    originsOf([
      { tags, origins: ['b', 'a'] },
      { tags, origins: ['a', 'c'] },
    ]),
    ['b', 'a', 'c'],
  );
});

for (const site of ['danbooru', 'e621', 'yandere', 'gelbooru', 'konachan', 'safebooru']) {
  const place = `fixtures/${site}`;
  test(`every recorded answer of ${site} is read`, { skip: skipWithout(place) }, () => {
    let read = 0;
    for (const file of listShared(place).filter((name) => /post.*\.json$/.test(name))) {
      for (const raw of postsIn(JSON.parse(readFileSync(sharedPath(file), 'utf8')))) {
        if (readAnswer(raw)?.tags.size) read += 1;
      }
    }
    assert.ok(read > 0, 'none of the recorded answers was understood');
  });
}

/** Everything in a body that may be a post, whatever is wrapped round it. */
function postsIn(body: unknown): readonly unknown[] {
  if (Array.isArray(body)) return body.flatMap(postsIn);
  if (typeof body !== 'object' || body === null) return [body];
  return [
    body,
    ...Object.values(body)
      .filter((item) => typeof item === 'object')
      .flatMap(postsIn),
  ];
}
