import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { formatRecord } from '../../../catalog/record.ts';
import { DecoderPool } from '../../../pipeline/decode/decoder-pool.ts';
import { fakedCollection } from '../../fixtures/collection-with-fakes.ts';
import { fakePost } from '../../fixtures/fake-booru/post.ts';
import { fakeSearch, sendHits } from '../../fixtures/fake-search.ts';
import { sendJson } from '../../fixtures/http-server.ts';
import { png } from '../../fixtures/png.ts';

const pool = new DecoderPool(15, 2);
after(() => pool[Symbol.asyncDispose]());

const size = { width: 8, height: 8 };
const hint = 'a'.repeat(32);

test('a picture found by its name while a site was down ends as if it had been there', async () => {
  const formatted: string[] = [];
  for (const isDown of [false, true]) {
    await using faked = await fakedCollection(pool, 0, () => false);
    const { collection, sites } = faked;
    sites.danbooru.posts.set(hint, fakePost(hint, 71));
    sites.yandere.posts.set(hint, fakePost(hint, 81));
    const md5 = await collection.put(`images/sample-${hint}.png`, png(300, size), 1);
    if (isDown) sites.danbooru.fault = (count) => (count > 1 ? '503' : undefined);
    const { sources } = await faked.run();
    assert.equal(sources['filename']?.failed, isDown ? 1 : 0);
    sites.danbooru.fault = () => undefined;
    if (isDown) await faked.run({ lookUp: { retry: 'failed' } });
    formatted.push(formatRecord(await collection.record(md5)));
  }
  assert.equal(formatted[1], formatted[0]);
  assert.match(formatted[0] ?? '', /"source": ?"danbooru"[\s\S]*"source": ?"yandere"/);
});

test('who has called a name unknown while a site was down is not asked about it by the next run', async () => {
  await using faked = await fakedCollection(pool, 0, () => false);
  const { collection, sites } = faked;
  const names = ['danbooru', 'e621', 'yandere', 'gelbooru'] as const;
  const askedOf = () => names.map((name) => sites[name].asked.filter((md5) => md5 === hint).length);
  const md5 = await collection.put(`images/sample-${hint}.png`, png(300, size), 1);
  sites.danbooru.fault = (count) => (count > 1 ? '500' : undefined);
  await faked.run();
  const lookup = (await collection.record(md5)).lookups.get('filename');
  assert.equal(lookup?.state, 'failed');
  assert.deepEqual(lookup.absentFrom, ['e621', 'yandere']);
  assert.deepEqual(askedOf(), [0, 1, 1, 0], 'Gelbooru waits for all others');
  sites.danbooru.fault = () => undefined;
  await faked.run();
  assert.deepEqual(askedOf(), [1, 1, 1, 1]);
  const settled = (await collection.record(md5)).lookups.get('filename');
  assert.deepEqual([settled?.state, settled?.absentFrom], ['absent', undefined]);
  await faked.run({
    lookUp: { retry: 'absent', only: ['danbooru', 'e621', 'yandere', 'gelbooru'] },
  });
  await faked.run({ now: '2026-06-06T07:08:09.000Z' });
  assert.deepEqual(askedOf(), [2, 2, 2, 2], 'all of them, once it is due again');
});

test('a search that refuses us is a problem, fails no picture, and does not block the next search', async () => {
  await using iqdb = await fakeSearch((response) =>
    sendJson(response, { success: false, message: 'Access denied' }, 403),
  );
  await using saucenao = await fakeSearch((response) => sendHits(response, []));
  await using faked = await fakedCollection(pool, 3, () => false, {
    more: [
      `  iqdb: { enabled: true, url: "${iqdb.url}", requestsPerSecond: 10 }`,
      `  saucenao: { enabled: true, url: "${saucenao.url}" }`,
      '',
    ].join('\n'),
  });
  process.env['SAUCENAO_API_KEY'] = 'SECRET-SAUCE';
  try {
    for (const round of [1, 2]) {
      const { problems, sources } = await faked.run();
      assert.deepEqual(problems, [
        {
          path: 'sources.iqdb',
          reason: '3 posts not asked about (answered 403: Access denied); the next run asks again',
        },
      ]);
      assert.equal(iqdb.requests.length, round);
      assert.equal(sources['iqdb']?.failed, 0);
    }
    assert.equal(saucenao.requests.length, 3);
  } finally {
    delete process.env['SAUCENAO_API_KEY'];
  }
});

test('a run that is stopped among the names keeps what was answered', async () => {
  await using faked = await fakedCollection(pool, 0, () => false);
  const { yandere } = faked.sites;
  for (let id = 1; id <= 8; id++) {
    await faked.collection.put(`images/yande.re ${id} x.png`, png(100 + id, size), id);
  }
  const idsAsked = (): readonly string[] =>
    yandere.requests.flatMap(
      ({ url }) => /id:(\d+)/.exec(url.searchParams.get('tags') ?? '')?.slice(1) ?? [],
    );
  const stop = new AbortController();
  yandere.onRequest = () => {
    if (idsAsked().length === 6) stop.abort();
  };
  await assert.rejects(faked.run({ signal: stop.signal }), { name: 'InterruptedError' });
  yandere.onRequest = () => undefined;
  await faked.run();
  assert.deepEqual([idsAsked().length, new Set(idsAsked()).size], [9, 8]);
});

test('while a site rests, the others are not asked about names again and again', async () => {
  await using faked = await fakedCollection(pool, 0, () => false);
  const { danbooru, e621 } = faked.sites;
  for (let at = 1; at <= 4; at++) {
    await faked.collection.put(`images/${at.toString(16).repeat(32)}.png`, png(200 + at, size), at);
  }
  danbooru.fault = (count) => (count > 1 ? '429 JSON' : undefined);
  await faked.run();
  const asked = e621.requests.length;
  await faked.run();
  await faked.run();
  assert.equal(e621.requests.length, asked);
});

test('without a booru that SauceNAO knows nothing is uploaded to it, and that is said', async () => {
  await using saucenao = await fakeSearch((response) => sendHits(response, []));
  await using faked = await fakedCollection(pool, 2, () => false);
  const off = ['danbooru', 'e621', 'yandere', 'konachan', 'gelbooru'];
  await faked.collection.put(
    'homebooru.yaml',
    [
      'sources:',
      ...off.map((name) => `  ${name}: { enabled: false }`),
      '  tagger: { enabled: false }',
      `  saucenao: { enabled: true, url: "${saucenao.url}" }`,
      '',
    ].join('\n'),
  );
  process.env['SAUCENAO_API_KEY'] = 'SECRET-SAUCE';
  try {
    const { notices } = await faked.run();
    assert.equal(saucenao.requests.length, 0);
    assert.deepEqual(notices, [
      'saucenao: not asked about 2 posts: it wants one of danbooru, yandere, gelbooru, konachan, e621',
    ]);
  } finally {
    delete process.env['SAUCENAO_API_KEY'];
  }
});

test('pictures that were never asked about come before those that failed', async () => {
  await using faked = await fakedCollection(pool, 2, () => false, { batch: 1 });
  const { danbooru } = faked.sites;
  danbooru.fault = () => '500';
  await faked.run();
  danbooru.fault = () => undefined;
  const added = await faked.collection.put('images/new.png', png(300, size), 9);
  await faked.run();
  assert.deepEqual(danbooru.asked, [added, ...faked.md5s]);
});
