import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { lockState } from '../../pipeline/library/lock.ts';
import { serverFolder } from '../../sidecar/server-address.ts';
import { type FakedCollection, fakedCollection } from '../fixtures/collection-with-fakes.ts';
import { serveCollection } from '../fixtures/served.ts';
import { startServer } from '../fixtures/sidecar.ts';
import { until } from '../fixtures/until.ts';

const pool = new DecoderPool(15, 1);
after(() => pool[Symbol.asyncDispose]());

/** A collection whose scans wait for an answer that never comes; `asked` resolves once one waits. */
async function hangingCollection(
  more = '',
): Promise<FakedCollection & { readonly asked: Promise<void>; readonly state: string }> {
  const faked = await fakedCollection(pool, 3, () => true, { more });
  await faked.collection.put('dist/index.html', '');
  // Known and measured already, so that a scan comes to the sources at once.
  await faked.collection.process();
  const { promise, resolve } = Promise.withResolvers<void>();
  faked.sites.danbooru.onRequest = () => {
    resolve();
    return new Promise<never>(() => undefined);
  };
  return { ...faked, asked: promise, state: join(faked.collection.path, '.homebooru') };
}

/** On a machine so busy that the job had to be killed in the end, its name is left, and nothing held. */
async function isFree(state: string): Promise<void> {
  assert.notEqual(await lockState(state), 'held');
}

test('R51: a scan that waits for a source is cancelled within five seconds, and frees the collection', async () => {
  await using faked = await hangingCollection();
  const { path } = faked.collection;
  await using server = await startServer(path, join(path, 'site'));
  const { json } = await server.asScript('POST', '/api/jobs', { kind: 'scan' });
  await faked.asked;
  assert.equal(await lockState(faked.state), 'held');
  const began = performance.now();
  assert.equal((await server.asScript('DELETE', `/api/jobs/${json.job.id}`)).status, 202);
  await until(async () => {
    const { jobs } = (await server.asScript('GET', '/api/jobs')).json;
    return jobs.at(-1).state === 'cancelled';
  });
  assert.ok(performance.now() - began < 5000);
  await isFree(faked.state);
});

test('R14: a server that is told to end during a scan ends within five seconds, with 0 and without its locks', async () => {
  await using faked = await hangingCollection('monitor: { enabled: true }\n');
  const { path } = faked.collection;
  const served = await serveCollection(path, join(path, 'dist'));
  await faked.asked;
  assert.equal(await lockState(faked.state), 'held');
  const began = performance.now();
  served.kill('SIGTERM');
  const { code, error } = await served.ended;
  assert.equal(code, 0, error);
  assert.ok(performance.now() - began < 5000);
  await isFree(faked.state);
  assert.equal(await lockState(serverFolder(faked.state)), 'free');
});
