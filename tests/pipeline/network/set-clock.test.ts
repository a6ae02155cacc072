import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { DecoderPool } from '../../../pipeline/decode/decoder-pool.ts';
import { readRests, writeRests } from '../../../pipeline/network/rests-file.ts';
import { SauceQuotas } from '../../../pipeline/sources/saucenao/quota.ts';
import { fakedCollection, fakeNames } from '../../fixtures/collection-with-fakes.ts';
import { sendJson } from '../../fixtures/http-server.ts';
import { anyRequest, asItIs, withSite } from '../../fixtures/site-client.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

const pool = new DecoderPool(15, 1);
after(() => pool[Symbol.asyncDispose]());

const never = new AbortController().signal;
const day = 86_400_000;
const tenYears = 3652 * day;

test('R13: a clock that is set back between two requests makes the pause no longer', async () => {
  await withSite(
    (_, response) => sendJson(response, []),
    async ({ site, clock, requests }) => {
      for (const leap of [0, -day, tenYears, -tenYears]) {
        clock.pass(leap);
        assert.equal((await site.ask(anyRequest, asItIs, never)).kind, 'answered');
      }
      assert.equal(requests.length, 4);
      assert.ok(Math.max(...clock.waits) <= 1000, String(clock.waits));
    },
  );
});

test('R13: a host rests until its hour by the clock of then; set back by years, it is asked again', async () => {
  await withSite(
    (_, response, count) =>
      count === 1
        ? response.writeHead(429, { 'retry-after': '3600' }).end()
        : sendJson(response, []),
    async ({ site, clock, requests }) => {
      clock.pass(tenYears);
      await site.ask(anyRequest, asItIs, never);
      const resting = await site.ask(anyRequest, asItIs, never);
      assert.equal(resting.kind === 'failed' && resting.failure, 'resting');
      clock.pass(-tenYears);
      assert.equal((await site.ask(anyRequest, asItIs, never)).kind, 'answered');
      assert.equal(requests.length, 2);
    },
  );
});

test('R13: rests and quotas that a wrong clock has left in the future keep nobody away for longer than a day', async () => {
  await using folder = await temporaryFolder();
  const now = Date.parse('2026-05-06T07:08:09Z');
  const rest = { failures: 5, reason: 'down', failure: 'glitch' } as const;
  const rests = [
    ['wrong.example', { ...rest, until: now + tenYears }],
    ['right.example', { ...rest, until: now + 3_600_000 }],
  ] as const;
  await writeRests(folder.path, new Map(rests));
  const read = await readRests(folder.path, now);
  assert.deepEqual(
    [...read.values()].map(({ until }) => until),
    [0, now + 3_600_000],
  );

  const quotas = await SauceQuotas.open(folder.path);
  await quotas.take({ shortLimit: 6, longRemaining: 0 }, now + tenYears);
  assert.equal(quotas.waitAt(now), 5000);
  assert.equal(quotas.usedUpUntil(now), now + day);
  await quotas.take({ longRemaining: 7 }, now);
  assert.equal(quotas.usedUpUntil(now), undefined);
  assert.deepEqual(quotas.leftAt(now + day / 2), { used: 2, left: 7 });
  assert.deepEqual(quotas.leftAt(now + 2 * day), { used: 0, left: 7 });
});

test('R13: what nobody knew by a clock ten years ahead is asked again once it is right', async () => {
  await using faked = await fakedCollection(pool, 2, () => false);
  const asked = (): number =>
    fakeNames.reduce((sum, name) => sum + faked.sites[name].requests.length, 0);
  await faked.run({ now: '2036-05-06T07:08:09.000Z' });
  const first = asked();
  assert.ok(first > 0);
  await faked.run({ now: '2026-05-06T07:08:09.000Z' });
  assert.equal(asked(), 2 * first);
  await faked.run({ now: '2026-05-06T08:08:09.000Z' });
  assert.equal(asked(), 2 * first, 'and now it is known until the right day');
});
