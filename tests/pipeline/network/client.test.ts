import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { Client } from '../../../pipeline/network/client.ts';
import { httpServer, sendJson } from '../../fixtures/http-server.ts';
import {
  asItIs,
  shortLimits as limits,
  anyRequest as request,
  withSite,
} from '../../fixtures/site-client.ts';
import { until } from '../../fixtures/until.ts';
import { virtualClock } from '../../fixtures/virtual-clock.ts';

const never = new AbortController().signal;

test('a request says who asks, and brings its query, key and login', async () => {
  await withSite(
    (_, response) => sendJson(response, [1]),
    async ({ site, requests }) => {
      assert.deepEqual(await site.ask(request, asItIs, never), {
        kind: 'answered',
        status: 200,
        body: [1],
      });
      const [seen] = requests;
      assert.equal(seen?.headers['user-agent'], 'HomeBooru/1.2.3 (by me@example.org)');
      assert.equal(seen.url.searchParams.get('tags'), 'md5:a,b c');
      assert.equal(seen.url.searchParams.get('api_key'), 'S3CRET');
      assert.equal(seen.headers.authorization, `Basic ${btoa('somebody:PASSW0RD')}`);
    },
  );
});

test('nobody asks more often than the settings say, however many ask', async () => {
  await withSite(
    (_, response) => sendJson(response, []),
    async ({ site, clock }) => {
      await Promise.all([1, 2, 3, 4].map(() => site.ask(request, asItIs, never)));
      assert.deepEqual(clock.waits, [500, 500, 500]);
      assert.equal(site.requests, 4);
    },
  );
});

test('an empty body is an answer without a value, and an accepted status is an answer', async () => {
  await withSite(
    (seen, response) => (seen.url.pathname === '/x' ? sendJson(response, {}, 404) : response.end()),
    async ({ site }) => {
      assert.deepEqual(await site.ask(request, asItIs, never), {
        kind: 'answered',
        status: 200,
        body: undefined,
      });
      const reply = await site.ask({ path: '/x', query: [], accepted: [404] }, asItIs, never);
      assert.deepEqual(reply, { kind: 'answered', status: 404, body: {} });
    },
  );
});

test('zipped answers are unzipped', async () => {
  await withSite(
    (_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{"a":1}')),
    async ({ site }) => {
      const reply = await site.ask(request, asItIs, never);
      assert.deepEqual(reply, { kind: 'answered', status: 200, body: { a: 1 } });
    },
  );
});

for (const [header, least, most] of [
  ['5', 5000, 5500],
  [new Date(virtualClock().now() + 20_000).toUTCString(), 19_000, 20_500],
  ['1000000000', 3_600_000, 3_600_000],
  [undefined, 60_000, 75_000],
] as const) {
  test(`R60: 429 with Retry-After ${header}: the host is left alone for ${least / 1000} s`, async () => {
    await withSite(
      (_, response, count) => {
        if (count > 1) sendJson(response, []);
        else response.writeHead(429, header === undefined ? {} : { 'retry-after': header }).end();
      },
      async ({ site, clock, requests }) => {
        const start = clock.now();
        await site.ask(request, asItIs, never);
        while (site.restsUntil !== undefined) {
          const reply = await site.ask(request, asItIs, never);
          assert.ok(reply.kind === 'failed' && reply.failure === 'resting');
          assert.equal(requests.length, 1);
          clock.pass(site.restsUntil - clock.now());
        }
        assert.equal((await site.ask(request, asItIs, never)).kind, 'answered');
        const waited = clock.now() - start;
        assert.ok(waited >= least && waited <= most, `waited ${waited}`);
        assert.equal(site.restsUntil, undefined);
      },
    );
  });
}

test('R61: a host that fails again and again is asked ever less: at most 20 times in ten minutes', async () => {
  await withSite(
    (_, response) => response.writeHead(500).end(),
    async ({ site, clock, client }) => {
      const start = clock.now();
      while (clock.now() - start < 600_000) {
        await site.ask(request, asItIs, never);
        clock.pass(Math.max(0, (site.restsUntil ?? 0) - clock.now()));
      }
      assert.ok(site.requests >= 5 && site.requests <= 20, `${site.requests} requests`);
      const [[, rest] = []] = client.rests;
      assert.ok(rest && rest.failures >= 5);
    },
  );
});

test('a rest outlives the run, and the first answer ends it', async () => {
  const until = virtualClock().now() + 10_000;
  const rests = new Map([
    ['host', { failures: 7, until, reason: 'answered 503', failure: 'throttled' } as const],
  ]);
  await withSite(
    (_, response) => sendJson(response, []),
    async ({ site, clock, client, requests }) => {
      const reply = await site.ask(request, asItIs, never);
      assert.deepEqual(reply, {
        kind: 'failed',
        failure: 'resting',
        reason: 'answered 503',
        until,
      });
      assert.equal(requests.length, 0);
      clock.pass(10_000);
      assert.equal((await site.ask(request, asItIs, never)).kind, 'answered');
      assert.deepEqual([...client.rests], []);
    },
    rests,
  );
});

test('R65: a redirect within the host is followed, three times at most', async () => {
  await withSite(
    (seen, response) => {
      const step = Number(seen.url.pathname.slice(1));
      if (step === 3) sendJson(response, 'there');
      else response.writeHead(302, { location: `/${step + 1}` }).end();
    },
    async ({ site }) => {
      const reply = await site.ask({ path: '/0', query: [] }, asItIs, never);
      assert.deepEqual(reply, { kind: 'answered', status: 200, body: 'there' });
      const loop = await site.ask({ path: '/4', query: [] }, asItIs, never);
      assert.ok(loop.kind === 'failed');
      assert.match(loop.reason, /answered 302/);
      assert.equal(site.requests, 8);
    },
  );
});

for (const location of [
  'http://127.0.0.1:1/secret',
  'http://169.254.169.254/latest',
  'http://10.0.0.1/',
  'http://[::1]/',
  'file:///etc/passwd',
  'https://example.org/',
  '//example.org/',
]) {
  test(`R65: a redirect to ${location} is not followed`, async () => {
    await withSite(
      (_, response) => response.writeHead(302, { location }).end(),
      async ({ site }) => {
        const reply = await site.ask(request, asItIs, never);
        assert.ok(reply.kind === 'failed');
        assert.equal(site.requests, 1);
      },
    );
  });
}

test('a request that is aborted rejects, wherever it stands, and leaves no connection', async () => {
  await using server = await httpServer(() => undefined);
  const stop = new AbortController();
  {
    using client = new Client({ userAgent: 'x', limits });
    const site = client.site({ url: server.url, requestsPerSecond: 10 });
    const waiting = [
      site.ask(request, asItIs, stop.signal),
      site.ask(request, asItIs, stop.signal),
    ];
    setTimeout(() => stop.abort(), 30);
    for (const ask of waiting) await assert.rejects(ask, { name: 'AbortError' });
    assert.deepEqual([...client.rests], [], 'the user stopped it, the host did not fail');
  }
  await until(async () => (await server.connections()) === 0);
});

test('a form is sent as multipart', async () => {
  await withSite(
    (_, response) => sendJson(response, []),
    async ({ site, requests }) => {
      const form = new FormData();
      form.set('file', new Blob(['picture'], { type: 'image/jpeg' }), 'a.jpg');
      await site.ask({ path: '/iqdb', query: [], form }, asItIs, never);
      assert.equal(requests[0]?.method, 'POST');
      assert.match(requests[0].headers['content-type'] ?? '', /^multipart\/form-data; boundary=/);
      assert.match(requests[0].body.toString(), /filename="a.jpg"[\s\S]*picture/);
    },
  );
});
