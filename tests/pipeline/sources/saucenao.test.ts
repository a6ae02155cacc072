import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Lookup } from '../../../catalog/lookup.ts';
import type { Finding } from '../../../pipeline/sources/source.ts';
import { faults } from '../../fixtures/fake-booru/faults.ts';
import { sauceHeader, sauceHit, sendHits } from '../../fixtures/fake-search.ts';
import { sendJson } from '../../fixtures/http-server.ts';
import { withSauce } from '../../fixtures/sauce.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

function matchesOf(
  finding: Finding | undefined,
): readonly (readonly [string, number | undefined])[] {
  assert.equal(finding?.state, 'matched');
  return finding.matches.map(({ source, similarity }) => [source, similarity]);
}

test('the best hit of each site that is alike enough is asked of that site, by its id', async () => {
  const hits = [
    sauceHit('85.5', { yandere_id: 81 }),
    sauceHit('95.88', { yandere_id: 82 }),
    sauceHit('97.85', { danbooru_id: 71, gelbooru_id: 5 }),
    sauceHit('79.99', { danbooru_id: 70 }),
    sauceHit('99', { pixiv_id: 3 }),
  ];
  await withSauce(
    (response) => sendHits(response, hits),
    async ({ ask, search, danbooru }) => {
      const finding = await ask();
      assert.deepEqual(matchesOf(finding), [
        ['danbooru', 97.85],
        ['yandere', 95.88],
      ]);
      assert.equal(danbooru.requests.length, 1);
      const [request] = search.requests;
      assert.equal(request?.method, 'POST');
      assert.deepEqual(request?.url.searchParams.getAll('dbs[]'), ['9', '12']);
      assert.equal(request?.url.searchParams.get('api_key'), 'S3CRET');
      assert.deepEqual(search.uploads, [
        {
          field: 'file',
          type: 'image/jpeg',
          name: 'picture.jpg',
          bytes: Buffer.from('small jpeg'),
        },
      ]);
    },
  );
});

test('the record keeps the answer as the Flask version did, without secrets and signed addresses', async () => {
  const header = { message: 'Your IP (203.0.113.7) <b>is</b> known' };
  await withSauce(
    (response) => sendHits(response, [sauceHit('90', { danbooru_id: 71 })], header),
    async ({ ask }) => {
      const finding = await ask();
      assert.ok(finding?.state === 'matched');
      assert.equal(finding.notes?.['saucenao_lookup'], true);
      const text = JSON.stringify(finding.notes);
      assert.doesNotMatch(text, /SIGNED|4711|203\.0\.113|userdata|abc\.jpg|S3CRET/);
      assert.match(text, /"danbooru_id":71/);
      assert.match(text, /"similarity":"90"/);
    },
  );
});

test('nothing alike, no results and an index that is a list are absences', async () => {
  for (const hits of [[sauceHit('18.71', { danbooru_id: 71 })], [], null]) {
    await withSauce(
      (response) => sendHits(response, hits, { index: [], status: '0' }),
      async ({ ask, danbooru }) => {
        assert.equal((await ask())?.state, 'absent');
        assert.equal(danbooru.requests.length, 0);
      },
    );
  }
});

test('where some indexes failed, hits count, and none is no absence', async () => {
  await withSauce(
    (response, count) =>
      sendHits(response, count === 1 ? [sauceHit('90', { danbooru_id: 71 })] : [], { status: 2 }),
    async ({ ask, search }) => {
      assert.equal((await ask())?.state, 'matched');
      assert.equal((await ask({}, 'e'.repeat(32)))?.state, 'failed');
      assert.equal((await ask({}, 'e'.repeat(32)))?.state, 'failed');
      assert.equal(search.requests.length, 2);
    },
  );
});

test('a daily limit stops it until its window moves, in later runs too', async () => {
  await using folder = await temporaryFolder();
  await withSauce(
    (response) =>
      sendJson(
        response,
        { header: { status: -2, message: '<strong>Daily Search Limit Exceeded.</strong>' } },
        429,
      ),
    async ({ ask, search, isResting, clock }) => {
      assert.equal(await ask(), undefined);
      assert.ok(isResting());
      assert.equal(await ask(), undefined);
      assert.equal(search.requests.length, 1);
      clock.pass(23 * 3_600_000);
      assert.ok(isResting());
    },
    folder.path,
  );
  await withSauce(
    (response) => sendHits(response, []),
    async ({ ask, search, clock }) => {
      assert.equal(await ask(), undefined);
      assert.equal(search.requests.length, 0);
      clock.pass(24 * 3_600_000 + 1);
      assert.equal((await ask())?.state, 'absent');
    },
    folder.path,
  );
});

test('when the header says that none is left, it stops before it is told', async () => {
  await withSauce(
    (response) => sendHits(response, [], { long_remaining: 0 }),
    async ({ ask, search, isResting }) => {
      assert.equal((await ask())?.state, 'absent');
      assert.ok(isResting());
      assert.equal(await ask({}, 'e'.repeat(32)), undefined);
      assert.equal(search.requests.length, 1);
    },
  );
});

test('searches are spread over the short window that the header tells, and wait it out when it is used up', async () => {
  await withSauce(
    (response, count) =>
      sendHits(response, [], { short_limit: '6', short_remaining: count === 2 ? 0 : 5 }),
    async ({ ask, clock }) => {
      for (const name of ['1', '2', '3']) await ask({}, name.repeat(32));
      assert.deepEqual(
        clock.waits.map((wait) => Math.round(wait / 1000)),
        [5, 30],
      );
    },
  );
});

test('a short limit is a failure, and the next search waits', async () => {
  await withSauce(
    (response, count) =>
      count === 1
        ? sendJson(
            response,
            { header: { status: -2, message: 'only 4 searches every 30 seconds' } },
            429,
          )
        : sendHits(response, []),
    async ({ ask, clock, isResting }) => {
      assert.equal((await ask())?.state, 'failed');
      assert.equal(isResting(), false);
      assert.equal((await ask())?.state, 'absent');
      assert.deepEqual(
        clock.waits.map((wait) => Math.round(wait / 1000)),
        [30],
      );
    },
  );
});

test('a wrong key, and too many failed searches, make it rest; that says nothing of the picture', async () => {
  const headers = [
    { status: -1, message: 'The anonymous account type does not permit API usage.' },
    { status: -2, message: 'Too many failed searches.' },
  ];
  for (const header of headers) {
    await withSauce(
      (response) => sendJson(response, { header }, 403),
      async ({ ask, isResting }) => {
        assert.equal(await ask(), undefined);
        assert.ok(isResting());
      },
    );
  }
});

test('a picture that it cannot search for is a failure, asked about once a run', async () => {
  for (const [status, code] of [
    [-3, 200],
    [-4, 400],
    [-5, 413],
    [-6, 200],
  ] as const) {
    await withSauce(
      (response) =>
        sendJson(response, { header: sauceHeader({ status, message: 'Problem' }) }, code),
      async ({ ask, search }) => {
        const finding = await ask();
        assert.deepEqual(finding, { state: 'failed', reason: 'answered: Problem' });
        assert.deepEqual(await ask(), finding);
        assert.equal(search.requests.length, 1);
      },
    );
  }
});

test('no failure is ever an absence', async () => {
  for (const [name, fault] of faults) {
    await withSauce(
      (response) => fault(response),
      async ({ ask }) => assert.equal((await ask())?.state, 'failed', name),
    );
  }
});

test('where a site fails after a hit, asking again costs no second search, in a later run neither', async () => {
  let notes: unknown;
  await withSauce(
    (response) => sendHits(response, [sauceHit('90', { danbooru_id: 71 })]),
    async ({ ask, search, danbooru }) => {
      danbooru.fault = (count) => (count <= 2 ? '500' : undefined);
      const finding = await ask();
      assert.ok(finding?.state === 'failed');
      assert.match(finding.reason, /^danbooru answered 500/);
      notes = finding.notes;
      assert.equal((await ask())?.state, 'failed');
      assert.equal((await ask())?.state, 'matched');
      assert.equal(search.requests.length, 1);
    },
  );
  const failed: Lookup = { state: 'failed', at: '2026-01-01T00:00:00.000Z' };
  await withSauce(
    (response) => sendHits(response, []),
    async ({ ask, search }) => {
      const rest = new Map(Object.entries(notes as object));
      const finding = await ask({ rest, lookups: new Map([['saucenao', failed]]) });
      assert.deepEqual(matchesOf(finding), [['danbooru', 90]]);
      assert.equal(search.requests.length, 0);
    },
  );
});
