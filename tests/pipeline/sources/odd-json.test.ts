import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { explainPost } from '../../../catalog/explain.ts';
import { postOf } from '../../../catalog/post.ts';
import { newRecord } from '../../../catalog/record.ts';
import { noRules } from '../../../catalog/tag-rules.ts';
import { Client, userAgentOf } from '../../../pipeline/network/client.ts';
import { Booru } from '../../../pipeline/sources/booru.ts';
import type { BooruKind } from '../../../pipeline/sources/booru-kind.ts';
import { danbooruKind } from '../../../pipeline/sources/kinds/danbooru.ts';
import { e621Kind } from '../../../pipeline/sources/kinds/e621.ts';
import { gelbooruKind } from '../../../pipeline/sources/kinds/gelbooru.ts';
import { moebooruKind } from '../../../pipeline/sources/kinds/moebooru.ts';
import { type HttpServer, httpServer } from '../../fixtures/http-server.ts';
import { listShared, sharedPath, skipWithout } from '../../fixtures/shared.ts';
import { asItIs } from '../../fixtures/site-client.ts';
import { virtualClock } from '../../fixtures/virtual-clock.ts';

const never = new AbortController().signal;
const skip = skipWithout('corpora/json');
const kinds: readonly (readonly [string, BooruKind])[] = [
  ['danbooru', danbooruKind(100)],
  ['e621', e621Kind(100)],
  ['moebooru', moebooruKind(100)],
  ['gelbooru', gelbooruKind('gelbooru')],
  ['gelbooru 0.2', gelbooruKind('0.2')],
];
/** As the files' posts have it: of the empty file. */
const md5 = 'd41d8cd98f00b204e9800998ecf8427e';

function placesOf(folder: string): readonly string[] {
  return skip ? [] : listShared(folder).filter((place) => place.endsWith('.json'));
}

/** A server that answers with the file of its path. */
function fileServer(): Promise<HttpServer> {
  return httpServer(({ url }, response) => {
    const place = decodeURIComponent(url.searchParams.get('place') ?? '');
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(readFileSync(sharedPath(place)));
  });
}

function siteAt(server: HttpServer, place: string) {
  const client = new Client({ userAgent: userAgentOf('1.0.0', 'me'), clock: virtualClock() });
  const secretQuery = [['place', place]] as const;
  return client.site({ url: server.url, requestsPerSecond: 10, secretQuery });
}

test('R66: of the JSON test suite what is JSON is read, and nothing else', { skip }, async () => {
  await using server = await fileServer();
  const before = Object.getOwnPropertyNames(Object.prototype);
  for (const place of placesOf('corpora/json/jsontestsuite')) {
    const name = place.slice(place.lastIndexOf('/') + 1);
    const reply = await siteAt(server, place).ask({ path: '/', query: [] }, asItIs, never);
    const isSilent = reply.kind === 'answered' && reply.body === undefined;
    if (name.startsWith('y_')) assert.equal(reply.kind, 'answered', name);
    if (name.startsWith('n_')) assert.ok(reply.kind === 'failed' || isSilent, name);
  }
  assert.deepEqual(Object.getOwnPropertyNames(Object.prototype), before);
});

/** File → what each kind of booru, in the order above, makes of it. */
const expected: Readonly<Record<string, string>> = {
  'danbooru-error': 'failed failed failed failed failed',
  'danbooru-ok': 'found found found found found',
  'danbooru-proto': 'found failed failed failed failed',
  'danbooru-types': 'found found found found found',
  'e621-array-where-object': 'failed failed failed failed failed',
  'e621-no-tags': 'failed failed failed failed failed',
  'gelbooru-error': 'failed failed failed failed failed',
  'gelbooru-no-post': 'failed failed failed absent absent',
  // Without an MD5, which only Danbooru hides.
  'gelbooru-single-object': 'failed failed failed failed failed',
  'html-502': 'failed failed failed failed failed',
  'many-tags': 'found found found found found',
  'saucenao-quota': 'failed failed failed failed failed',
  'saucenao-sim-string': 'failed failed failed failed failed',
  'self-parent': 'found found found found found',
  'trailing-garbage': 'failed failed failed failed failed',
  cloudflare: 'failed failed failed failed failed',
  cut: 'failed failed failed failed failed',
  cycle: 'found found found found found',
  empty: 'failed failed failed failed absent',
  null: 'failed failed failed failed failed',
};

test('R66: odd answers are found, absent or failed, as each kind of booru may say them', {
  skip,
}, async () => {
  await using server = await fileServer();
  const outcomes: Record<string, string> = {};
  for (const place of placesOf('corpora/json')) {
    const states: string[] = [];
    for (const [name, kind] of kinds) {
      const booru = new Booru({ name, kind, site: siteAt(server, place) });
      states.push((await booru.byMd5([{ md5 }], never)).get(md5)?.state ?? 'not asked');
    }
    outcomes[place.slice('corpora/json/'.length, -'.json'.length)] = states.join(' ');
  }
  assert.deepEqual(outcomes, expected);
  assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
});

test('R66: of a post with more than a thousand tags, or with endless ones, the rest is named as left out', {
  skip,
}, async () => {
  await using server = await fileServer();
  const site = siteAt(server, 'corpora/json/many-tags.json');
  const [, kind] = kinds[0] ?? ['', danbooruKind(100)];
  const booru = new Booru({ name: 'danbooru', kind, site });
  const finding = await booru.byId(1, never);
  assert.ok(finding?.state === 'found');
  const answer = { ...finding.answer, tag_string_artist: 'x'.repeat(300) };
  const record = {
    ...newRecord(md5),
    number: 1,
    added: '2026-01-02T03:04:05.000Z',
    locations: [{ path: 'a.png' }],
    measures: {
      format: 'png',
      width: 6,
      height: 4,
      frames: 1,
      bytes: 9,
      thumbhash: 'A',
      dhash: '0',
    },
    sources: new Map([['danbooru', answer]]),
  } as const;
  const rules = { precedence: ['danbooru'], tagRules: noRules, thresholds: new Map() };
  const terms = postOf(record, rules)?.terms ?? [];
  assert.equal(terms.length, 1000);
  assert.equal(Math.max(...terms.map(({ name: tag }) => tag.length)), 200);
  const left = explainPost(record, rules, []).tags.filter(({ state }) => state === 'beyond');
  assert.ok(left.length > 0);
});
