import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, beforeEach, test } from 'node:test';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { serveThreePosts, type ThreePosts } from '../fixtures/three-posts.ts';

const pool = new DecoderPool(15, 1);
after(() => pool[Symbol.asyncDispose]());

let three: ThreePosts;
let collection: ThreePosts['collection'];
let server: ThreePosts['server'];

beforeEach(async () => {
  three = await serveThreePosts(pool);
  ({ collection, server } = three);
});

afterEach(() => three[Symbol.asyncDispose]());

test("the Flask version's requests are answered as it did", async () => {
  const images = (await server.asScript('GET', '/api/images?query=cat&per_page=1')).json;
  assert.deepEqual(images, {
    images: [
      { path: 'images/sub/b c.png', thumb: 'thumbs/0/2.webp', tags: 'cat' },
      { path: 'images/a.png', thumb: 'thumbs/0/1.webp', tags: 'cat reimu' },
    ],
    page: 1,
    total_pages: 1,
    total_results: 2,
    has_more: false,
  });
  const page = async (seed: number): Promise<string> =>
    JSON.stringify((await server.asScript('GET', `/api/images?page=1&seed=${seed}`)).json.images);
  assert.equal(await page(5), await page(5));
  assert.deepEqual((await server.asScript('GET', '/api/images?page=0&per_page=9999')).json.page, 1);
  assert.deepEqual((await server.asScript('GET', '/api/autocomplete?q=solo+ca')).json, [
    { tag: 'cat', count: 2 },
  ]);
  assert.deepEqual((await server.asScript('GET', '/api/autocomplete?q=c')).json, []);
  const { monitor, collection: counts } = (await server.asScript('GET', '/api/system/status')).json;
  assert.deepEqual(Object.keys(monitor).slice(0, 6), [
    'enabled',
    'running',
    'last_check',
    'last_scan_found',
    'total_processed',
    'interval_seconds',
  ]);
  assert.deepEqual(counts, {
    total_images: 3,
    with_metadata: counts.with_metadata,
    unprocessed: 3 - counts.with_metadata,
  });
});

test("a Flask script's edit replaces all tags, and its delete goes to the trash", async () => {
  const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const edited = await server.ask(
    'POST',
    '/api/edit_tags',
    form,
    'secret=the-secret-of-tests&filepath=images/a.png&tags=dog+reimu',
  );
  assert.equal(JSON.parse(edited.body).status, 'success');
  assert.deepEqual((await server.asScript('GET', '/api/posts/1')).json.tags, {
    character: ['reimu'],
    general: ['dog'],
  });
  const unknown = await server.asScript('POST', '/api/edit_tags', {
    filepath: '../../etc/hostname',
    tags: 'x',
  });
  assert.deepEqual([unknown.status, unknown.json.error.message], [404, 'Image not found']);
  const removed = await server.asScript('POST', '/api/delete_image', { filepath: 'd.png' });
  assert.deepEqual([removed.status, removed.json.status], [200, 'success']);
  assert.equal(existsSync(join(collection.path, 'images/d.png')), false);
});

test("a Flask script's delete of a picture that lies there twice takes the file that it names", async () => {
  await collection.picture('sub/twin.png', 1, 9);
  await collection.process();
  const remove = (filepath: string) => server.asScript('POST', '/api/delete_image', { filepath });
  const isThere = (path: string): boolean => existsSync(join(collection.path, 'images', path));
  assert.equal((await remove('images/sub/twin.png')).json.status, 'success');
  assert.deepEqual([isThere('sub/twin.png'), isThere('a.png')], [false, true]);
  assert.equal((await server.asScript('GET', '/api/posts/1')).status, 200);
  const [entry] = (await server.asScript('GET', '/api/trash')).json.entries;
  assert.deepEqual([entry.number, entry.path, entry.isCopy], [1, 'sub/twin.png', true]);
  const back = { path: entry.path };
  assert.equal((await server.asScript('POST', '/api/posts/1/restore', back)).status, 200);
  assert.ok(isThere('sub/twin.png'));
  const one = { path: 'a.png' };
  assert.equal((await server.asScript('DELETE', '/api/posts/1', one)).status, 200);
  assert.deepEqual([isThere('sub/twin.png'), isThere('a.png')], [true, false]);
  assert.equal((await server.asScript('DELETE', '/api/posts/1', one)).status, 404);
  assert.equal((await remove('sub/twin.png')).json.status, 'success');
  assert.equal((await server.asScript('GET', '/api/posts/1')).status, 404);
});

test("the Flask version's addresses of a picture lead to its post", async () => {
  for (const [path, to] of [
    ['/image/images/sub/b%20c.png', '/post/0/2.html'],
    ['/image/a.png', '/post/0/1.html'],
    ['/similar/a.png', '/search.html?similar=1'],
  ]) {
    const { status, headers } = await server.get(path ?? '');
    assert.deepEqual([status, headers.location], [302, to], path);
  }
  for (const path of [
    '/image/none.png',
    '/image/../../etc/passwd',
    '/image/%2e%2e%2fx',
    '/image/%00',
  ]) {
    assert.equal((await server.get(path)).status, 404, path);
  }
  assert.equal((await server.get('/image/%zz')).status, 400);
});
