import assert from 'node:assert/strict';
import { test } from 'node:test';
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
