import assert from 'node:assert/strict';
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { type TestCollection, temporaryCollection } from '../fixtures/collection.ts';
import { startServer, type TestServer } from '../fixtures/sidecar.ts';
import { siteOf } from '../fixtures/site.ts';
import { type TemporaryFolder, temporaryFolder } from '../fixtures/temporary-folder.ts';

const pool = new DecoderPool(15, 1);
let collection: TestCollection;
let folder: TemporaryFolder;
let server: TestServer;
let site = '';

before(async () => {
  collection = await temporaryCollection(pool);
  folder = await temporaryFolder();
  site = join(folder.path, 'dist');
  await collection.picture('1.png', 1, 1);
  await collection.process();
  await siteOf(collection.path, site);
  server = await startServer(collection.path, site);
});

after(async () => {
  await server?.[Symbol.asyncDispose]();
  await folder?.[Symbol.asyncDispose]();
  await collection?.[Symbol.asyncDispose]();
  await pool[Symbol.asyncDispose]();
});

test('a page or shard that a build puts in the place of another is sent whole, old or new', async () => {
  const versions = ['a'.repeat(1000), 'b'.repeat(30_000)] as const;
  const place = join(site, 'data/changing.js');
  let isReplacing = true;
  const replaceAgain = (turn: number): void => {
    if (!isReplacing) return;
    writeFileSync(`${place}.draft`, versions[turn % 2] ?? '');
    renameSync(`${place}.draft`, place);
    setImmediate(replaceAgain, turn + 1);
  };
  replaceAgain(0);
  const seen = new Set<string>();
  for (let asked = 0; asked < 400; asked++) {
    const { status, body, headers } = await server.get('/data/changing.js');
    assert.equal(status, 200);
    assert.ok(
      body === versions[0] || body === versions[1],
      `${asked}: ${body.length} of ${headers['content-length']}`,
    );
    seen.add(body);
  }
  isReplacing = false;
  assert.equal(seen.size, 2);
});

test('what has not changed is not sent again; what is not there is not found', async () => {
  for (const path of ['/', '/index.html', '/data/manifest.js', '/post/0/1.html']) {
    const { status, headers } = await server.get(path);
    assert.equal(status, 200, path);
    assert.match(String(headers['content-type']), /^text\/(html|javascript); charset=utf-8$/);
    const again = await server.get(path, { 'if-none-match': String(headers.etag) });
    assert.equal(again.status, 304, path);
  }
  for (const path of ['/none.html', '/index.html/none.js', '/data/none.js', '/.x/y.js']) {
    assert.notEqual((await server.get(path)).status, 200, path);
  }
});
