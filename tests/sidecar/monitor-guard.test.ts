import assert from 'node:assert/strict';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { temporaryCollection } from '../fixtures/collection.ts';
import { startServer } from '../fixtures/sidecar.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

test('R19: while the pictures are gone the monitor changes nothing and says why, as the command does, until they are back', async () => {
  await using pool = new DecoderPool(15, 1);
  await using collection = await temporaryCollection(pool);
  await using folder = await temporaryFolder();
  await collection.put('homebooru.yaml', 'sources: { tagger: { enabled: false } }');
  await collection.picture('a.png', 1);
  await collection.process();
  const images = join(collection.path, 'images');
  await rename(images, join(folder.path, 'away'));
  await using server = await startServer(collection.path, join(folder.path, 'dist'));
  const { jobs, monitor } = server.sidecar.services;
  const scanned = async (): Promise<string> => {
    const { promise, resolve } = Promise.withResolvers<string>();
    jobs.onEnd(({ state }) => resolve(state));
    await server.asScript('POST', '/api/system/scan', {});
    const state = await promise;
    await monitor.settle();
    return state;
  };
  const before = collection.everyFile();
  assert.equal(await scanned(), 'failed');
  const { pausedBy } = (await server.asScript('GET', '/api/settings')).json;
  assert.match(pausedBy, /image folder.*missing|missing.*image folder/);
  const records = (files: ReadonlyMap<string, string>): unknown =>
    [...files].filter(([place]) => place.startsWith('metadata/'));
  assert.deepEqual(records(collection.everyFile()), records(before));
  await rename(join(folder.path, 'away'), images);
  assert.equal(await scanned(), 'done');
  assert.equal((await server.asScript('GET', '/api/settings')).json.pausedBy, null);
});
