import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newRecord, type PostRecord } from '../../../catalog/record.ts';
import { applyFinding } from '../../../pipeline/sources/apply-finding.ts';
import type { Finding } from '../../../pipeline/sources/source.ts';
import { sauceHit, sendHits } from '../../fixtures/fake-search.ts';
import { sendJson } from '../../fixtures/http-server.ts';
import { withSauce } from '../../fixtures/sauce.ts';

const now = '2026-05-06T07:08:09.000Z';

/** The record after a run, as the next one reads it. */
function recordAfter(finding: Finding | undefined, before?: PostRecord): PostRecord {
  assert.ok(finding);
  const record = before ?? newRecord('d'.repeat(32));
  return applyFinding(record, 'saucenao', finding, { now, absent: ['3d'] });
}

for (const [what, hits] of [
  ['only weak hits', [sauceHit('40', { danbooru_id: 71 })]],
  ['hits of sites that are not asked', [sauceHit('95', { e621_id: 5 })]],
  ['hits that their site does not know', [sauceHit('95', { danbooru_id: 404 })]],
] as const) {
  test(`where some indexes failed and there were ${what}, a later run searches again`, async () => {
    let record: PostRecord | undefined;
    await withSauce(
      (response) => sendHits(response, hits, { status: 2 }),
      async ({ ask }) => {
        const finding = await ask();
        assert.equal(finding?.state, 'failed');
        record = recordAfter(finding);
      },
    );
    await withSauce(
      (response) => sendHits(response, [sauceHit('90', { danbooru_id: 71 })]),
      async ({ ask, search }) => {
        const finding = await ask(record);
        assert.equal(finding?.state, 'matched');
        assert.equal(search.requests.length, 1);
      },
    );
  });
}

test('what one site tells while another fails is kept, and later only the other is asked', async () => {
  const hits = [sauceHit('91.5', { danbooru_id: 71 }), sauceHit('90', { yandere_id: 81 })];
  let whole: PostRecord | undefined;
  await withSauce(
    (response) => sendHits(response, hits),
    async ({ ask }) => {
      whole = recordAfter(await ask());
    },
  );
  let partial: PostRecord | undefined;
  await withSauce(
    (response) => sendHits(response, hits),
    async ({ ask, danbooru }) => {
      danbooru.fault = () => '500';
      partial = recordAfter(await ask());
      assert.equal(partial.lookups.get('saucenao')?.state, 'failed');
      assert.match(partial.lookups.get('saucenao')?.reason ?? '', /^danbooru answered 500/);
      assert.deepEqual(
        partial.matches.get('saucenao')?.map(({ source }) => source),
        ['yandere'],
      );
    },
  );
  await withSauce(
    (response) => sendHits(response, []),
    async ({ ask, search, danbooru, yandere }) => {
      assert.deepEqual(recordAfter(await ask(partial), partial), whole);
      assert.deepEqual(
        [search.requests.length, danbooru.requests.length, yandere.requests.length],
        [0, 1, 0],
      );
    },
  );
});

test("a gateway's 429 is a failure of the host, which rests as long as it wishes", async () => {
  await withSauce(
    (response) => {
      response.setHeader('retry-after', '600');
      sendJson(response, { message: 'Too Many Requests' }, 429);
    },
    async ({ ask, search, clock, isResting }) => {
      const start = clock.now();
      assert.deepEqual(await ask(), {
        state: 'failed',
        reason: 'answered 429: Too Many Requests',
      });
      for (let count = 0; count < 20; count++) assert.equal(await ask(), undefined);
      assert.equal(search.requests.length, 1);
      clock.pass(start + 599_000 - clock.now());
      assert.ok(isResting());
    },
  );
});

test('what a site does not know, while another fails, it is not asked again about', async () => {
  const hits = [sauceHit('91.5', { danbooru_id: 71 }), sauceHit('90', { yandere_id: 404 })];
  let partial: PostRecord | undefined;
  await withSauce(
    (response) => sendHits(response, hits),
    async ({ ask, danbooru, yandere }) => {
      danbooru.fault = () => '500';
      assert.equal((await ask())?.state, 'failed');
      partial = recordAfter(await ask());
      assert.equal(yandere.requests.length, 1);
      assert.deepEqual(partial.lookups.get('saucenao')?.absentFrom, ['yandere']);
    },
  );
  await withSauce(
    (response) => sendHits(response, []),
    async ({ ask, yandere }) => {
      const settled = recordAfter(await ask(partial), partial);
      assert.deepEqual(
        settled.matches.get('saucenao')?.map(({ source }) => source),
        ['danbooru'],
      );
      assert.equal(settled.lookups.get('saucenao')?.absentFrom, undefined);
      assert.equal(yandere.requests.length, 0);
    },
  );
});
