import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { Client, userAgentOf } from '../../pipeline/network/client.ts';
import { Booru } from '../../pipeline/sources/booru.ts';
import { danbooruKind } from '../../pipeline/sources/kinds/danbooru.ts';
import { httpServer, sendJson } from '../fixtures/http-server.ts';
import { checkDayAway, checkStorm } from '../fixtures/outages.ts';
import { rawServer } from '../fixtures/raw-server.ts';
import { until } from '../fixtures/until.ts';

const pool = new DecoderPool(15, 2);
after(() => pool[Symbol.asyncDispose]());

test('R61: a storm of 429 over 1,000 pictures costs twenty requests in ten minutes', async (t) => {
  const requests = await checkStorm(pool, { pictures: 1000, batch: 10, minutes: 1 });
  t.diagnostic(`${requests} requests`);
});

test('R63: with the limits of every day a request ends within 20 s, a picture within 45 s, and others are answered meanwhile', async (t) => {
  await using hanging = await rawServer(() => undefined);
  await using dripping = await rawServer((socket) => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n');
    const timer = setInterval(() => socket.write(' '), 500);
    socket.on('close', () => clearInterval(timer));
  });
  await using healthy = await httpServer((_, response) => sendJson(response, []));
  using client = new Client({ userAgent: userAgentOf('1.0.0', 'me') });
  const never = new AbortController().signal;
  const booruAt = (url: string) => {
    const site = client.site({ url, requestsPerSecond: 10 });
    return new Booru({ name: 'danbooru', kind: danbooruKind(100), site });
  };
  const wanted = [{ md5: 'a'.repeat(32) }];
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  const slow = [hanging, dripping].map(async ({ port }) => {
    const booru = booruAt(`http://127.0.0.1:${port}`);
    const ends: number[] = [];
    // As often as a run asks about one picture.
    for (let attempt = 0; attempt < 2; attempt++) {
      const [finding] = (await booru.byMd5(wanted, never)).values();
      assert.equal(finding?.state, 'failed');
      ends.push(seconds());
    }
    return ends;
  });
  const booru = booruAt(healthy.url);
  for (let count = 0; count < 20; count++) {
    assert.equal((await booru.byMd5(wanted, never)).get('a'.repeat(32))?.state, 'absent');
  }
  const healthyEnd = seconds();
  for (const [first = 0, second = 0] of await Promise.all(slow)) {
    t.diagnostic(`failed after ${first.toFixed(1)} s and ${second.toFixed(1)} s`);
    assert.ok(first <= 20 && second <= 45);
    assert.ok(healthyEnd < first, 'the healthy site waits for nobody');
  }
  await until(() => hanging.open + dripping.open === 0);
});

test('R68: a day without network, at the usual interval, is made good at the usual pace', async () => {
  await checkDayAway(pool, { pictures: 300, batch: 100, minutes: 5 });
});
