import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { Client } from '../../../pipeline/network/client.ts';
import { sendJson } from '../../fixtures/http-server.ts';
import { asItIs, anyRequest as request, withSite } from '../../fixtures/site-client.ts';

const never = new AbortController().signal;

test('what its reader takes for no answer is a failure of the host, and slows us down as any other', async () => {
  await withSite(
    (_request, response) => sendJson(response, 'Missing authentication for S3CRET of somebody'),
    async ({ site, requests, client }) => {
      const read = (body: unknown) =>
        ({ failure: 'refused', reason: `answered: ${body}` }) as const;
      for (let count = 0; count < 30; count++) {
        const reply = await site.ask(request, read, never);
        assert.ok(reply.kind === 'failed');
        assert.equal(reply.reason, 'answered: Missing authentication for … of …');
      }
      assert.equal(requests.length, 1);
      assert.equal(site.rest?.failure, 'refused');
      assert.doesNotMatch(JSON.stringify([...client.rests]), /S3CRET|somebody/);
    },
  );
});

test('an accepted status without its answer is judged by itself, with the wait that it wishes', async () => {
  await withSite(
    (_request, response) => {
      response.setHeader('retry-after', '600');
      sendJson(response, { message: 'Too Many Requests' }, 429);
    },
    async ({ site, clock, requests }) => {
      const wanted = { ...request, accepted: [429] };
      const reply = await site.ask(wanted, () => undefined, never);
      assert.ok(reply.kind === 'failed');
      assert.equal(reply.failure, 'throttled');
      assert.equal(reply.reason, 'answered 429: Too Many Requests');
      assert.equal(reply.until, clock.now() + 600_000);
      await site.ask(wanted, () => undefined, never);
      assert.equal(requests.length, 1);
    },
  );
});

test('keys are gone from all that is answered, and users from what no post says', async () => {
  const answers = [
    [200, { tag: 'somebody', deep: [{ S3CRET: 'a PASSW0RD' }] }],
    [422, { message: 'somebody may not' }],
  ] as const;
  await withSite(
    (_request, response, count) => {
      const [status, body] = answers[count - 1] ?? answers[0];
      sendJson(response, body, status);
    },
    async ({ site }) => {
      const post = await site.ask({ ...request, accepted: [422] }, asItIs, never);
      const refusal = await site.ask({ ...request, accepted: [422] }, asItIs, never);
      assert.ok(post.kind === 'answered' && refusal.kind === 'answered');
      assert.deepEqual(post.body, { tag: 'somebody', deep: [{ '…': 'a …' }] });
      assert.deepEqual(refusal.body, { message: '… may not' });
    },
  );
});

test('the time that an upload takes is not counted as waiting for the answer', async () => {
  const size = 30_000_000;
  const server = createServer((socket) => {
    let bytes = 0;
    socket.pause();
    setTimeout(() => socket.resume(), 1500);
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      bytes += chunk.length;
      if (bytes > size) socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  using client = new Client({ userAgent: 'x', limits: { firstByte: 1000, total: 15_000 } });
  const site = client.site({ url: `http://127.0.0.1:${port}`, requestsPerSecond: 1 });
  const form = new FormData();
  form.append('file', new File([Buffer.alloc(size)], 'picture.jpg'));
  const reply = await site.ask({ path: '/', query: [], form }, asItIs, never);
  server.close();
  assert.deepEqual(reply, { kind: 'answered', status: 200, body: [] });
});
