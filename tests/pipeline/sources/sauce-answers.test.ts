import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  bestHits,
  cleanResponse,
  readSauceAnswer,
  readSauceQuota,
} from '../../../pipeline/sources/saucenao/read-response.ts';
import { hostileTexts } from '../../fixtures/hostile.ts';
import { listShared, readShared, skipWithout } from '../../fixtures/shared.ts';

const skip = skipWithout('fixtures/saucenao');

/** What each recorded answer comes to: its kind, then its hits or its cause. */
const expected: Readonly<Record<string, string>> = {
  'derived_error_429_daily.json':
    "refused daily: Daily Search Limit Exceeded. USER, basic accounts share an IP based usage pool. Your IP (…) has exceeded the basic account type's daily limit of 100 searches.",
  'derived_no_results.json': 'hits',
  'recorded_2020-05_animepicturesnet.json': 'hits',
  'recorded_2020-05_danbooru.json': 'hits danbooru 736634 18.71',
  'recorded_2020-05_deviantart.json': 'hits',
  'recorded_2020-05_doujinshidb.json': 'hits',
  'recorded_2020-05_e621net.json': 'hits e621 1410034 16.62',
  'recorded_2020-05_gelbooru.json': 'hits gelbooru 559170 16.26',
  'recorded_2020-05_konachan.json': 'hits konachan 82192 11.04',
  'recorded_2020-05_mangadex.json': 'hits',
  'recorded_2020-05_pixiv_images.json': 'hits',
  'recorded_2020-05_sankakuchannel.json': 'hits',
  'recorded_2020-05_yandere.json': 'hits yandere 33539 12.58',
  'recorded_2021-05_hit_yandere.trimmed.json':
    'hits yandere 754981 97.85 yandere 754980 95.88 danbooru 1029192 49.43 gelbooru 1330721 49.43',
  'recorded_error_-3_bad_url_2021.json': 'failed: Supplied URL is not usable...',
  'recorded_error_-3_remote_400_2021.json':
    'failed: Problem with remote server... (400 - http://example.invalid/pic)',
  'recorded_error_-3_remote_gone_2021.json':
    'failed: Specified file no longer exists on the remote server!',
  'recorded_error_-5_too_large_2021.json':
    'failed: 20MB is the maximum file size for your account type. Please thumbnail your image.',
  'recorded_error_403_anonymous_2026-10.json':
    'refused access: The anonymous account type does not permit API usage.',
};

function describe(body: unknown): string {
  const answer = readSauceAnswer(body);
  switch (answer?.kind) {
    case 'hits':
      return [
        'hits',
        ...answer.hits.flatMap(({ source, id, similarity }) => [source, id, similarity]),
      ].join(' ');
    case 'refused':
      return `refused ${answer.cause}: ${answer.message}`;
    case 'failed':
      return `failed: ${answer.message}`;
    default:
      return 'unknown';
  }
}

for (const [name, line] of Object.entries(expected)) {
  test(`SauceNAO's answer is read: ${name}`, { skip }, () => {
    assert.equal(describe(readShared(`fixtures/saucenao/${name}`)), line);
  });
}

test('every recorded answer of SauceNAO is in the table, and is kept without what is secret', {
  skip,
}, () => {
  const places = listShared('fixtures/saucenao');
  assert.deepEqual(
    places.map((place) => place.replace(/^.*\//, '')).toSorted(),
    Object.keys(expected).toSorted(),
  );
  for (const place of places) {
    const body = readShared(place);
    const text = JSON.stringify(cleanResponse(body));
    assert.doesNotMatch(text, /auth=|user_id|query_image|203\.0\.113|short_remaining/, place);
    const [before, after] = [readSauceAnswer(body), readSauceAnswer(JSON.parse(text))];
    if (before?.kind === 'hits') assert.deepEqual(after, before, place);
  }
});

test('quotas come as numbers or as texts, or not at all', () => {
  const header = { short_limit: '4', long_limit: '100', short_remaining: 1, long_remaining: 44 };
  assert.deepEqual(readSauceQuota({ header }), {
    shortLimit: 4,
    shortRemaining: 1,
    longLimit: 100,
    longRemaining: 44,
  });
  assert.deepEqual(readSauceQuota({ header: { short_limit: '', long_limit: null } }), {});
  assert.deepEqual(readSauceQuota(null), {});
});

test('the best hit of each site is taken, and none below the threshold', () => {
  const hits = [
    { source: 'danbooru', id: 1, similarity: 80 },
    { source: 'danbooru', id: 2, similarity: 94 },
    { source: 'e621', id: 3, similarity: 79.9 },
    { source: 'yandere', id: 4, similarity: 99 },
    { source: 'yandere', id: 5, similarity: 99 },
    { source: 'konachan', id: 6, similarity: 1e9 },
  ];
  assert.deepEqual(
    bestHits(hits, 80).map(({ id }) => id),
    [4, 2],
  );
});

test('no form of answer breaks the reader, and none that is unknown is an absence', () => {
  for (const value of [
    null,
    5,
    'x',
    [],
    {},
    { header: {} },
    { header: [] },
    { header: { status: 'x' } },
    ...hostileTexts,
  ]) {
    assert.equal(readSauceAnswer(value), undefined);
    assert.ok(cleanResponse(value));
  }
  for (const results of [
    5,
    'x',
    {},
    [
      null,
      5,
      [],
      {},
      { header: {}, data: [] },
      { header: { similarity: '90' }, data: { danbooru_id: '__proto__' } },
    ],
  ]) {
    assert.deepEqual(readSauceAnswer({ header: { status: 0 }, results }), {
      kind: 'hits',
      hits: [],
      isPartial: false,
    });
  }
});
