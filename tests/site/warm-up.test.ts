import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { makeOwnCollection } from '../../bench/own-collection.ts';
import { makeReadyCollection } from '../../bench/ready-collection.ts';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { libraryPath } from '../../pipeline/library/library-files.ts';
import { lockCollection } from '../../pipeline/library/lock.ts';
import { SettingsError } from '../../pipeline/settings/settings-error.ts';
import { buildSite } from '../../site/build/build-site.ts';
import { warmUp } from '../../site/build/warm-up.ts';
import { Workshop } from '../../site/build/workshop.ts';
import { collectionAt } from '../fixtures/collection.ts';
import { filesOf, siteRequest, timesOf } from '../fixtures/site.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const pool = new DecoderPool(15);
after(() => pool[Symbol.asyncDispose]());
const home = await temporaryFolder();
after(() => home[Symbol.asyncDispose]());
const collection = join(home.path, 'collection');
const out = join(home.path, 'site');
const silent = (): void => undefined;

await makeReadyCollection(collection, 12, makeOwnCollection);
const at = collectionAt(collection, pool);
await at.write(async () => undefined);
const request = await siteRequest(collection, out);

test('a process gets ready while another one writes, and touches neither site nor library', async () => {
  {
    using workshop = new Workshop();
    await buildSite(workshop, request, silent);
  }
  const library = libraryPath(request.settings.paths.state);
  const before = [timesOf(out), readFileSync(library)];
  await using _lock = await lockCollection(request.settings.paths.state, 'process');
  using workshop = new Workshop();
  workshop.startStoresThread();
  await warmUp(workshop, request);
  assert.deepEqual([timesOf(out), readFileSync(library)], before);
});

test('what is built after that is what would be built without', async () => {
  const other = join(home.path, 'other');
  {
    using workshop = new Workshop();
    await buildSite(workshop, { ...request, out: other }, silent);
  }
  using workshop = new Workshop();
  workshop.startStoresThread();
  const ready = warmUp(workshop, request);
  // The build may come before all is ready.
  await Promise.all([ready, buildSite(workshop, request, silent)]);
  assert.deepEqual(filesOf(out), filesOf(other));
});

test('without a library there is nothing to get ready for', async () => {
  const empty = join(home.path, 'empty');
  mkdirSync(join(empty, 'images'), { recursive: true });
  using workshop = new Workshop();
  await assert.rejects(warmUp(workshop, await siteRequest(empty, out)), SettingsError);
});
