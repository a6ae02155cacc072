import assert from 'node:assert/strict';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join, relative } from 'node:path';
import { after, mock, test } from 'node:test';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { temporaryCollection } from '../fixtures/collection.ts';
import { siteOf } from '../fixtures/site.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const pool = new DecoderPool(15, 1);
after(() => pool[Symbol.asyncDispose]());

/** Addresses in the order in which a build puts them in place, in this process. */
async function orderOf(site: string, build: () => Promise<unknown>): Promise<readonly string[]> {
  const renames = mock.method(fs, 'renameSync');
  syncBuiltinESMExports();
  try {
    await build();
    return renames.mock.calls.map(({ arguments: [, to] }) => relative(site, String(to)));
  } finally {
    renames.mock.restore();
    syncBuiltinESMExports();
  }
}

test('R15: what pages lead to is there before them: posts, then new pages, then those that were there', async () => {
  await using collection = await temporaryCollection(pool);
  await using folder = await temporaryFolder();
  const site = join(folder.path, 'site');
  await collection.put('homebooru.yaml', 'site: { pageSize: 3 }\n');
  for (let at = 1; at <= 5; at++) await collection.picture(`${at}.png`, at, at);
  await collection.process();
  await siteOf(collection.path, site);
  for (let at = 6; at <= 11; at++) await collection.picture(`${at}.png`, at, at);
  await collection.process();
  const order = await orderOf(site, () => siteOf(collection.path, site));
  const placeOf = (address: string): number => {
    const place = order.indexOf(address);
    assert.ok(place >= 0, `${address} is not written`);
    return place;
  };
  const posts = [6, 11].map((number) => placeOf(`post/0/${number}.html`));
  const fresh = [3, 4].map((page) => placeOf(`page/${page}.html`));
  const known = ['page/2.html', 'index.html'].map(placeOf);
  assert.ok(Math.max(...posts) < Math.min(...fresh), order.join(' '));
  assert.ok(Math.max(...fresh) < Math.min(...known), order.join(' '));
  assert.equal(
    order.findLast((address) => !address.startsWith('.')),
    'data/manifest.js',
  );
});
