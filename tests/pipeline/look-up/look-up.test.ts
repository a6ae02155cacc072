import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { postOf } from '../../../catalog/post.ts';
import { noRules } from '../../../catalog/tag-rules.ts';
import { DecoderPool } from '../../../pipeline/decode/decoder-pool.ts';
import {
  type FakedCollection,
  fakedCollection,
  fakeNames,
  mixedKnowledge,
} from '../../fixtures/collection-with-fakes.ts';
import { fakePost } from '../../fixtures/fake-booru/post.ts';
import { virtualClock } from '../../fixtures/virtual-clock.ts';

const pool = new DecoderPool(15, 2);
after(() => pool[Symbol.asyncDispose]());

const day = 86_400_000;
const start = Date.parse('2026-05-06T07:08:09.000Z');

function daysLater(days: number): string {
  return new Date(start + days * day).toISOString();
}

function requestsOf({ sites }: FakedCollection): readonly number[] {
  return fakeNames.map((name) => sites[name].requests.length);
}

test('each site is asked once for what is due, a batch at a time, and Gelbooru for what nobody else knows', async () => {
  await using faked = await fakedCollection(pool, 25, mixedKnowledge, { batch: 10 });
  const { sources, problems, notices } = await faked.run();
  const known = (at: number) => at % 4 === 0 || at % 6 === 0 || at % 10 === 5;
  const left = faked.md5s.filter((_, at) => !known(at));
  assert.deepEqual([...faked.sites.gelbooru.asked], left);
  for (const name of ['danbooru', 'e621', 'yandere'] as const) {
    assert.deepEqual(faked.sites[name].asked, faked.md5s, name);
    assert.equal(faked.sites[name].requests.length, 3, name);
  }
  const found = (name: (typeof fakeNames)[number]) =>
    faked.md5s.filter((md5) => faked.sites[name].posts.has(md5)).length;
  assert.deepEqual(sources['danbooru'], {
    requests: 3,
    found: found('danbooru'),
    absent: 25 - found('danbooru'),
    failed: 0,
  });
  assert.equal(sources['gelbooru']?.requests, faked.sites.gelbooru.requests.length);
  assert.deepEqual([problems, notices], [[], []]);
});

test('a record keeps the answers, and what each site said and when', async () => {
  await using faked = await fakedCollection(pool, 5, mixedKnowledge);
  await faked.run();
  const [first = '', second = ''] = faked.md5s;
  const known = await faked.collection.record(first);
  assert.deepEqual([...known.sources.keys()], ['danbooru', 'e621']);
  assert.deepEqual([...known.lookups.keys()], ['danbooru', 'e621', 'yandere']);
  assert.deepEqual(known.lookups.get('danbooru'), { state: 'found', at: daysLater(0) });
  assert.deepEqual(known.lookups.get('yandere'), {
    state: 'absent',
    at: daysLater(0),
    next: daysLater(3),
    absences: 1,
  });
  const post = postOf(known, {
    precedence: [...fakeNames],
    tagRules: noRules,
    thresholds: new Map(),
  });
  assert.deepEqual(
    post?.terms.map(({ name, category }) => [name, category]),
    [
      ['artist_3', 'artist'],
      ['artist_5', 'artist'],
      ['solo', 'general'],
      ['tag_100000', 'general'],
      ['tag_200000', 'general'],
    ],
  );
  const byGelbooru = await faked.collection.record(second);
  assert.deepEqual([...byGelbooru.sources.keys()], ['gelbooru']);
  const types = (byGelbooru.sources.get('gelbooru') as { tag_types: object }).tag_types;
  assert.deepEqual(types, { solo: 'general', tag_400001: 'general', artist_0: 'artist' });
});

test('a second run asks nobody, and a library made anew knows why', async () => {
  await using faked = await fakedCollection(pool, 12, mixedKnowledge);
  await faked.run();
  const before = requestsOf(faked);
  const { sources } = await faked.run();
  assert.deepEqual(requestsOf(faked), before);
  assert.deepEqual(sources['e621'], { requests: 0, found: 0, absent: 0, failed: 0 });
  await faked.collection.remove('.homebooru');
  await faked.run();
  assert.deepEqual(requestsOf(faked), before);
});

test('what is absent is asked about again after days, then weeks, then months', async () => {
  await using faked = await fakedCollection(pool, 1, () => false);
  const { danbooru } = faked.sites;
  const asksAt = async (days: number): Promise<boolean> => {
    const before = danbooru.requests.length;
    await faked.run({ now: daysLater(days) });
    return danbooru.requests.length > before;
  };
  assert.ok(await asksAt(0));
  assert.ok(!(await asksAt(2.9)));
  assert.ok(await asksAt(3));
  assert.ok(!(await asksAt(23)));
  assert.ok(await asksAt(24));
  assert.ok(!(await asksAt(113)));
  assert.ok(await asksAt(114));
  assert.ok(!(await asksAt(203)));
  assert.ok(await asksAt(204));
  const record = await faked.collection.record(faked.md5s[0] ?? '');
  assert.equal(record.lookups.get('danbooru')?.absences, 5);
});

test('a failure is no absence: it keeps its state, and the next run asks again', async () => {
  await using faked = await fakedCollection(pool, 4, (name) => name === 'danbooru');
  faked.sites.danbooru.fault = () => '500';
  const { sources, notices, problems } = await faked.run();
  assert.deepEqual(sources['danbooru'], { requests: 2, found: 0, absent: 0, failed: 4 });
  assert.deepEqual(problems, []);
  assert.equal(notices.length, 1);
  assert.match(notices[0] ?? '', /^danbooru: failed for 4 posts \(answered 500: The database/);
  assert.equal(faked.sites.gelbooru.requests.length, 0, 'Danbooru has not said absent');
  const failed = await faked.collection.record(faked.md5s[0] ?? '');
  assert.equal(failed.lookups.get('danbooru')?.state, 'failed');
  assert.equal(failed.lookups.get('e621')?.state, 'absent');
  faked.sites.danbooru.fault = () => undefined;
  const again = await faked.run();
  assert.deepEqual(again.sources['danbooru'], { requests: 1, found: 4, absent: 0, failed: 0 });
  assert.equal(again.sources['e621']?.requests, 0);
  const found = await faked.collection.record(faked.md5s[0] ?? '');
  assert.deepEqual(found.lookups.get('danbooru'), { state: 'found', at: daysLater(0) });
});

test('a host that throttles rests, in later runs too, while the others go on; --retry failed asks it', async () => {
  await using faked = await fakedCollection(pool, 30, () => true, { batch: 10 });
  faked.sites.e621.fault = () => '429 HTML';
  // No time passes but what waiting takes, and nobody waits for a host alone.
  const run = (retry?: 'failed') =>
    faked.run({ lookUp: { clock: virtualClock(), ...(retry ? { retry } : {}) } });
  const { sources, notices } = await run();
  assert.equal(sources['danbooru']?.found, 30);
  assert.ok((sources['e621']?.requests ?? 0) < 7);
  assert.match(notices.join(), /^e621: .*\(answered 429\); asked again from 2026-05-06T/);
  const before = faked.sites.e621.requests.length;
  assert.equal((await run()).sources['e621']?.requests, 0);
  assert.equal(faked.sites.e621.requests.length, before);
  faked.sites.e621.fault = () => undefined;
  assert.equal((await run('failed')).sources['e621']?.found, 30);
});

test('a site that refuses us is a problem, for as long as it stands', async () => {
  await using faked = await fakedCollection(pool, 2, () => true);
  faked.sites.yandere.fault = () => '403 challenge';
  for (const round of [1, 2]) {
    const { problems } = await faked.run();
    assert.deepEqual(
      problems.map(({ path }) => path),
      ['sources.yandere'],
      `run ${round}`,
    );
    assert.match(problems[0]?.reason ?? '', /403 with a Cloudflare page/);
  }
  assert.ok(faked.sites.yandere.requests.length < 4);
});

test('without credentials Gelbooru is not asked, and that is said only where it matters', async () => {
  await using faked = await fakedCollection(pool, 4, (name, at) => name === 'danbooru' && at > 0);
  delete process.env['GELBOORU_API_KEY'];
  const { notices, sources } = await faked.run();
  assert.equal(sources['gelbooru'], undefined);
  assert.deepEqual(notices, [
    'gelbooru: not asked about 1 post: it wants GELBOORU_API_KEY and GELBOORU_USER_ID',
  ]);
});

test('offline nobody is contacted', async () => {
  await using faked = await fakedCollection(pool, 3, () => true);
  const { sources } = await faked.collection.process();
  assert.deepEqual([requestsOf(faked), sources], [[0, 0, 0, 0], {}]);
});

test('R69: no key, login or user reaches a record, a notice or the state folder', async () => {
  await using faked = await fakedCollection(pool, 6, mixedKnowledge);
  faked.sites.gelbooru.fault = (count) => (count % 2 === 0 ? '401' : undefined);
  const { notices, problems } = await faked.run();
  assert.ok(faked.sites.gelbooru.requests[0]?.url.searchParams.get('api_key') === 'SECRET-KEY');
  const places = [...faked.collection.everyFile().keys()];
  assert.ok(places.includes('.homebooru/hosts.json') || places.length > 10);
  for (const place of [...places, '.homebooru/cache/library.db']) {
    const text = readFileSync(join(faked.collection.path, place), 'latin1');
    assert.doesNotMatch(text, /SECRET-KEY|SECRET-USER/, place);
  }
  assert.doesNotMatch(JSON.stringify([notices, problems]), /SECRET/);
});

test('a refresh asks for found posts again, and keeps what has changed', async () => {
  await using faked = await fakedCollection(pool, 4, (name) => name === 'danbooru');
  await faked.run();
  const [first = '', second = ''] = faked.md5s;
  const { posts } = faked.sites.danbooru;
  posts.set(first, fakePost(first, 100_000, { tags: { general: ['solo', 'new_tag'] } }));
  posts.delete(second);
  await faked.run({ now: daysLater(1), lookUp: { refresh: '90d' } });
  assert.equal(faked.sites.danbooru.requests.length, 1, 'nothing is that old');
  const select = async () => [1, 2];
  await faked.run({ now: daysLater(1), lookUp: { refresh: '0d', select, only: ['danbooru'] } });
  assert.equal(faked.sites.danbooru.requests.length, 2);
  assert.deepEqual(faked.sites.danbooru.asked.slice(4), [first, second]);
  const changed = await faked.collection.record(first);
  assert.deepEqual(changed.lookups.get('danbooru')?.changes, [
    { at: daysLater(1), added: ['new_tag'], removed: ['artist_5', 'tag_100000'] },
  ]);
  const gone = await faked.collection.record(second);
  assert.equal(gone.lookups.get('danbooru')?.state, 'absent');
  assert.ok(gone.sources.has('danbooru'), 'what it once said stays');
});

test('only the sources that are named are asked', async () => {
  await using faked = await fakedCollection(pool, 2, () => false);
  await faked.run({ lookUp: { only: ['e621'] } });
  assert.deepEqual(requestsOf(faked), [0, 1, 0, 0]);
  await faked.run({ lookUp: { only: ['gelbooru'] } });
  assert.deepEqual(requestsOf(faked), [0, 1, 0, 0], 'two have not said absent yet');
});
