import assert from 'node:assert/strict';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { makeOwnCollection } from '../../bench/own-collection.ts';
import { makeReadyCollection } from '../../bench/ready-collection.ts';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { cachePath } from '../../pipeline/library/library-files.ts';
import { buildSite } from '../../site/build/build-site.ts';
import { storesWish } from '../../site/build/site-index.ts';
import { Workshop } from '../../site/build/workshop.ts';
import { StoresThread } from '../../site/stores/stores-thread.ts';
import { collectionAt } from '../fixtures/collection.ts';
import { filesOf, siteRequest } from '../fixtures/site.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const pool = new DecoderPool(15);
after(() => pool[Symbol.asyncDispose]());
const home = await temporaryFolder();
after(() => home[Symbol.asyncDispose]());
const collection = join(home.path, 'collection');
const out = join(home.path, 'site');

await makeReadyCollection(collection, 12, makeOwnCollection);
await collectionAt(collection, pool).write(async () => undefined);
const request = await siteRequest(collection, out);
const wish = storesWish(request, new Workshop().sizes);
const related = join(cachePath(wish.state), 'related.db');

function removeStore(): void {
  for (const suffix of ['', '-wal', '-shm']) {
    rmSync(related + suffix, { recursive: true, force: true });
  }
}

test('what the thread finds is what the build itself would', async () => {
  {
    using workshop = new Workshop();
    await buildSite(workshop, request, () => undefined);
  }
  const files = filesOf(out);
  removeStore();
  rmSync(out, { recursive: true });
  using workshop = new Workshop();
  workshop.startStoresThread();
  await buildSite(workshop, request, () => undefined);
  assert.deepEqual(filesOf(out), files);
});

test('wishes to the thread are fulfilled one after another', async () => {
  using thread = new StoresThread();
  const silent = (): void => undefined;
  await Promise.all([thread.update(wish, silent), thread.update(wish, silent)]);
});

test('where the thread cannot write the build fails and says which file, and the next one is whole', async () => {
  removeStore();
  mkdirSync(related);
  rmSync(out, { recursive: true });
  {
    using workshop = new Workshop();
    workshop.startStoresThread();
    await assert.rejects(
      buildSite(workshop, request, () => undefined),
      (error) => error instanceof Error && 'code' in error && error.message.includes(related),
    );
  }
  rmSync(related, { recursive: true });
  using workshop = new Workshop();
  workshop.startStoresThread();
  const { problems } = await buildSite(workshop, request, () => undefined);
  assert.deepEqual(problems, []);
});
