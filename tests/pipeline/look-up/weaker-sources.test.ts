import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import sharp from 'sharp';
import { DecoderPool } from '../../../pipeline/decode/decoder-pool.ts';
import { parsePost } from '../../../pipeline/library/post-text.ts';
import { fakedCollection } from '../../fixtures/collection-with-fakes.ts';
import { fakePost, formatPost } from '../../fixtures/fake-booru/post.ts';
import { type FakeSearch, fakeSearch, sauceHit, sendHits } from '../../fixtures/fake-search.ts';
import { sendJson } from '../../fixtures/http-server.ts';
import { png } from '../../fixtures/png.ts';

const pool = new DecoderPool(15, 2);
after(() => pool[Symbol.asyncDispose]());

const stranger = 'a'.repeat(32);

function searchSettings(iqdb: FakeSearch, saucenao: FakeSearch): string {
  return [
    `  iqdb: { enabled: true, url: "${iqdb.url}", requestsPerSecond: 10 }`,
    `  saucenao: { enabled: true, url: "${saucenao.url}" }`,
    '',
  ].join('\n');
}

/** Runs `work` with a key for SauceNAO in the environment. */
async function withKey(work: () => Promise<void>): Promise<void> {
  process.env['SAUCENAO_API_KEY'] = 'SECRET-SAUCE';
  try {
    await work();
  } finally {
    delete process.env['SAUCENAO_API_KEY'];
  }
}

test('a picture that no MD5 finds is looked for by its name, then by its looks, each only where the last found nothing', async () => {
  await using iqdb = await fakeSearch((response) => sendJson(response, []));
  await using saucenao = await fakeSearch((response) =>
    sendHits(response, [sauceHit('91.5', { danbooru_id: 71 })]),
  );
  await withKey(async () => {
    await using faked = await fakedCollection(pool, 1, () => true, {
      more: searchSettings(iqdb, saucenao),
    });
    const { collection, sites } = faked;
    sites.danbooru.posts.set(stranger, fakePost(stranger, 71));
    const sample = await collection.put(
      `images/sample-${stranger}.png`,
      png(7, { width: 1500, height: 600 }),
      8,
    );
    const other = await collection.put(
      'images/holiday.png',
      png(9, { width: 1500, height: 600 }),
      9,
    );
    const { sources, problems } = await faked.run();
    assert.deepEqual(problems, []);
    assert.deepEqual(sources['filename'], { requests: 0, found: 1, absent: 1, failed: 0 });
    assert.deepEqual(sources['iqdb'], { requests: 1, found: 0, absent: 1, failed: 0 });
    assert.deepEqual(sources['saucenao'], { requests: 1, found: 1, absent: 0, failed: 0 });

    const byName = await collection.record(sample);
    assert.deepEqual(
      byName.matches.get('filename')?.map(({ source, how }) => [source, how]),
      [['danbooru', 'name']],
    );
    const byLooks = await collection.record(other);
    assert.deepEqual(
      byLooks.matches
        .get('saucenao')
        ?.map(({ source, how, similarity }) => [source, how, similarity]),
      [['danbooru', 'similar', 91.5]],
    );
    assert.equal(byLooks.rest.get('saucenao_lookup'), true);
    assert.doesNotMatch(JSON.stringify([...byLooks.rest]), /SECRET|SIGNED|4711/);

    const [upload] = [...iqdb.uploads, ...saucenao.uploads];
    const { format, width, height, exif } = await sharp(upload?.bytes).metadata();
    assert.deepEqual([format, width, height, exif], ['jpeg', 1000, 400, undefined]);
    assert.equal(upload?.name, 'picture.jpg');
    assert.deepEqual(readdirSync(join(collection.path, '.homebooru/cache/uploads')), []);

    const views = await collection.write(async ({ library }) =>
      library
        .sql('SELECT view FROM posts ORDER BY number')
        .all()
        .map(({ view }) => parsePost(view)),
    );
    assert.deepEqual(views[1]?.ids, [{ source: 'danbooru', id: 71, score: 71 }]);
    assert.deepEqual(views[2]?.ids, [{ source: 'danbooru', id: 71, score: 71, isSimilar: true }]);

    const before = [iqdb.requests.length, saucenao.requests.length, sites.danbooru.requests.length];
    await faked.run();
    assert.deepEqual(
      [iqdb.requests.length, saucenao.requests.length, sites.danbooru.requests.length],
      before,
    );
  });
});

test("what Danbooru's search finds is not looked for any further", async () => {
  await using iqdb = await fakeSearch((response) =>
    sendJson(response, [{ score: 90, post: formatPost('danbooru', fakePost(stranger, 71)) }]),
  );
  await using saucenao = await fakeSearch((response) => sendHits(response, []));
  await withKey(async () => {
    await using faked = await fakedCollection(pool, 1, () => false, {
      more: searchSettings(iqdb, saucenao),
    });
    const { sources } = await faked.run();
    assert.equal(sources['iqdb']?.found, 1);
    assert.equal(saucenao.requests.length, 0);
  });
});

test('nothing is uploaded until that is switched on; without a key SauceNAO is named', async () => {
  await using iqdb = await fakeSearch((response) => sendJson(response, []));
  await using saucenao = await fakeSearch((response) => sendHits(response, []));
  const settings = searchSettings(iqdb, saucenao);
  await using off = await fakedCollection(pool, 1, () => false, {
    more: settings.replaceAll('enabled: true', 'enabled: false'),
  });
  const run = await withoutKey(() => off.run());
  assert.equal(run.sources['saucenao'], undefined);
  assert.deepEqual([iqdb.requests.length, saucenao.requests.length], [0, 0]);
  await using on = await fakedCollection(pool, 1, () => false, { more: settings });
  const { notices } = await withoutKey(() => on.run());
  assert.ok(
    notices.some((notice) => /saucenao.*SAUCENAO_API_KEY/.test(notice)),
    notices.join('; '),
  );
  assert.equal(saucenao.requests.length, 0);
});

async function withoutKey<T>(work: () => Promise<T>): Promise<T> {
  const before = process.env['SAUCENAO_API_KEY'];
  delete process.env['SAUCENAO_API_KEY'];
  try {
    return await work();
  } finally {
    if (before !== undefined) process.env['SAUCENAO_API_KEY'] = before;
  }
}

test('a daily limit is said, and the other pictures wait for a later run', async () => {
  await using iqdb = await fakeSearch((response) => sendJson(response, []));
  await using saucenao = await fakeSearch((response) =>
    sendHits(response, [], { long_remaining: 0 }),
  );
  await withKey(async () => {
    await using faked = await fakedCollection(pool, 3, () => false, {
      more: searchSettings(iqdb, saucenao),
    });
    const { sources, notices, collection } = {
      ...(await faked.run()),
      collection: faked.collection,
    };
    assert.equal(saucenao.requests.length, 1);
    assert.equal(sources['saucenao']?.absent, 1);
    assert.ok(
      notices.some((notice) => /daily searches/.test(notice)),
      notices.join('; '),
    );
    const [, second = ''] = faked.md5s;
    assert.equal((await collection.record(second)).lookups.has('saucenao'), false);
  });
});

test('a wrong key is a problem, by the name of the source, and no picture is absent by it', async () => {
  await using iqdb = await fakeSearch((response) => sendJson(response, []));
  const message = 'The anonymous account type does not permit API usage.';
  await using saucenao = await fakeSearch((response) =>
    sendJson(response, { header: { status: -1, message } }, 403),
  );
  await withKey(async () => {
    const more = searchSettings(iqdb, saucenao);
    await using faked = await fakedCollection(pool, 2, () => false, { more });
    const { problems } = await faked.run();
    assert.deepEqual(
      problems.map(({ path }) => path),
      ['sources.saucenao'],
    );
    assert.match(problems[0]?.reason ?? '', /anonymous account/);
    assert.equal(saucenao.requests.length, 1);
  });
});
