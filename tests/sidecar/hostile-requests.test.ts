import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { type TestCollection, temporaryCollection } from '../fixtures/collection.ts';
import { askAtRandom } from '../fixtures/random-requests.ts';
import { startServer, type TestServer, testSecret, writerInProcess } from '../fixtures/sidecar.ts';
import { besiege } from '../fixtures/siege.ts';
import { until } from '../fixtures/until.ts';

const pool = new DecoderPool(15, 1);
let collection: TestCollection;

before(async () => {
  collection = await temporaryCollection(pool);
  for (let at = 0; at < 3; at++) await collection.picture(`${at}.png`, at + 1, at);
  await collection.put('dist/index.html', '<title>home</title>');
  await collection.process();
});

after(async () => {
  await collection[Symbol.asyncDispose]();
  await pool[Symbol.asyncDispose]();
});

function serve(limits?: Parameters<typeof startServer>[2]): Promise<TestServer> {
  return startServer(collection.path, join(collection.path, 'dist'), {
    writer: writerInProcess(collection),
    run: async () => ({ code: 0, document: {}, lastLine: '' }),
    ...limits,
  });
}

test('R50: random requests are answered, and never by a failure', async () => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 1e9);
  console.log(`seed ${seed}`);
  await using server = await serve();
  await askAtRandom(server, 500, seed);
});

test('R49: headers beyond the limit and bodies beyond theirs are refused', async () => {
  await using server = await serve();
  assert.equal((await server.get('/', { 'X-Long': 'x'.repeat(20_000) })).status, 431);
  const body = JSON.stringify({ version: 1, add: ['x'.repeat(70_000)] });
  const headers = { Authorization: `Bearer ${testSecret}`, 'Content-Type': 'application/json' };
  assert.equal((await server.ask('PATCH', '/api/posts/1', headers, body)).status, 413);
});

test('R49: two hundred slow, silent and half-sent requests are ended, and others are answered meanwhile', async () => {
  await using server = await serve({ limits: { headers: 300, request: 900, check: 50 } });
  const before = readdirSync('/dev/fd').length;
  {
    using siege = await besiege(server, 200, 50);
    let isOver = false;
    const closed = siege.closed.then((lives) => {
      isOver = true;
      return lives;
    });
    let answered = 0;
    while (!isOver) {
      assert.equal((await server.get('/api/system/status')).status, 200);
      answered += 1;
    }
    const { headers, bodies } = await closed;
    assert.deepEqual([headers.length, bodies.length], [134, 66]);
    assert.ok(Math.min(...bodies) > Math.min(...headers), 'a body may take longer');
    assert.ok(answered > 0);
  }
  // One connection that is kept for the next request.
  await until(() => readdirSync('/dev/fd').length <= before + 2);
});
