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
let md5s: ThreePosts['md5s'];
let writer: ThreePosts['writer'];

beforeEach(async () => {
  three = await serveThreePosts(pool);
  ({ collection, server, md5s, writer } = three);
});

afterEach(() => three[Symbol.asyncDispose]());

test('a post says its number, version, tags by category and edits', async () => {
  const { status, json } = await server.asScript('GET', '/api/posts/1');
  assert.equal(status, 200);
  assert.equal(json.number, 1);
  assert.equal(json.md5, md5s[0]);
  assert.equal(json.version, 1);
  assert.deepEqual(json.tags, { character: ['reimu'], general: ['cat'] });
  assert.deepEqual([json.rating, json.parent, json.favourite], [null, null, false]);
  assert.equal(json.edits.history.length, 1);
  for (const path of [
    '/api/posts/99',
    '/api/posts/0',
    '/api/posts/x',
    '/api/posts/1e3',
    '/api/posts/-1',
  ]) {
    const answer = await server.get(path);
    assert.equal(answer.status, 404, path);
    assert.equal(typeof JSON.parse(answer.body).error.message, 'string');
  }
});

test('what publishes gets ready when somebody who may edit looks at a post', async () => {
  await server.get('/api/posts/1');
  assert.deepEqual(writer.tasks, []);
  await server.asScript('GET', '/api/posts/1');
  assert.deepEqual(writer.tasks, ['prepare']);
});

test('posts are found by the query language, and a query that cannot be read says where', async () => {
  const { json } = await server.asScript('GET', '/api/posts?q=cat&limit=1');
  assert.deepEqual(
    [json.total, json.posts.map(({ number }: { number: number }) => number)],
    [2, [2]],
  );
  const second = await server.asScript('GET', '/api/posts?q=cat&limit=1&page=2');
  assert.equal(second.json.posts[0].number, 1);
  const wrong = await server.asScript('GET', '/api/posts?q=(cat');
  assert.equal(wrong.status, 400);
  assert.equal(typeof wrong.json.at, 'number');
});

test('R10: an edit names the version that it is of; a stale one gets the post as it is', async () => {
  const change = {
    version: 1,
    add: ['artist:someone', 'Blue Hat'],
    remove: ['cat'],
    rating: 's',
    parent: 2,
    favourite: true,
  };
  const { status, json } = await server.asScript('PATCH', '/api/posts/1', change);
  assert.equal(status, 200);
  assert.equal(json.version, 2);
  assert.deepEqual(json.tags, { artist: ['someone'], character: ['reimu'], general: ['blue_hat'] });
  assert.deepEqual([json.rating, json.parent, json.favourite], ['sensitive', 2, true]);
  const stale = await server.asScript('PATCH', '/api/posts/1', { version: 1, add: ['late'] });
  assert.equal(stale.status, 409);
  assert.deepEqual([stale.json.version, stale.json.tags], [2, json.tags]);
  assert.equal((await collection.record(md5s[0] ?? '')).revision, 2);
});

test('R10: a hundred edits of one post at once: one is taken of each version, and none is lost', async () => {
  const tries = Array.from({ length: 100 }, (_, at) =>
    server.asScript('PATCH', '/api/posts/1', { version: 1, add: [`tag_${at}`] }),
  );
  const statuses = (await Promise.all(tries)).map(({ status }) => status);
  assert.deepEqual(
    [
      statuses.filter((status) => status === 200).length,
      statuses.filter((status) => status === 409).length,
    ],
    [1, 99],
  );
  // Who is told of a conflict tries again, on top of what there is.
  const names = Array.from({ length: 20 }, (_, at) => `again_${at}`);
  await Promise.all(
    names.map(async (name) => {
      for (let version = 2; ; ) {
        const { status, json } = await server.asScript('PATCH', '/api/posts/1', {
          version,
          add: [name],
        });
        if (status === 200) return;
        assert.equal(status, 409);
        version = json.version;
      }
    }),
  );
  const { revision, edits } = await collection.record(md5s[0] ?? '');
  assert.equal(revision, 22);
  assert.equal(edits.add.filter(({ name }) => name.startsWith('again_')).length, 20);
});

test('a past change is taken back, whatever came after it', async () => {
  await server.asScript('PATCH', '/api/posts/1', { version: 1, remove: ['cat'] });
  await server.asScript('PATCH', '/api/posts/1', { version: 2, add: ['dog'] });
  const { status, json } = await server.asScript('POST', '/api/posts/1/revert', {
    version: 3,
    change: 1,
  });
  assert.equal(status, 200);
  assert.deepEqual(json.tags.general, ['cat', 'dog']);
  assert.equal(
    (await server.asScript('POST', '/api/posts/1/revert', { version: 3, change: 0 })).status,
    409,
  );
  assert.equal((await server.asScript('POST', '/api/posts/1/revert', { change: 9 })).status, 404);
});

test('a post goes to the trash and comes back, with its edits and its number', async () => {
  const gone = await server.asScript('DELETE', '/api/posts/2');
  assert.equal(gone.status, 200);
  assert.equal(existsSync(join(collection.path, 'images/sub/b c.png')), false);
  assert.equal((await server.asScript('GET', '/api/posts/2')).status, 404);
  assert.equal(
    (await server.asScript('PATCH', '/api/posts/2', { version: 2, add: ['x'] })).status,
    404,
  );
  assert.equal((await server.asScript('DELETE', '/api/posts/2')).status, 404);
  const back = await server.asScript('POST', '/api/posts/2/restore', {});
  assert.equal(back.status, 200);
  assert.deepEqual(back.json.tags, { general: ['cat'] });
  assert.equal(existsSync(join(collection.path, 'images/sub/b c.png')), true);
  assert.equal((await server.asScript('POST', '/api/posts/2/restore', {})).status, 409);
});

test('to ask the sources again is a job, and only those that did not find the post are asked', async () => {
  await collection.write(async ({ records }) => {
    await records.update(
      md5s[0] ?? '',
      (now) =>
        now && {
          ...now,
          lookups: new Map([
            [
              'danbooru',
              { state: 'absent', at: '2026-01-01T00:00:00.000Z', next: '2030-01-01T00:00:00.000Z' },
            ],
            ['e621', { state: 'found', at: '2026-01-01T00:00:00.000Z' }],
          ]),
        },
    );
  });
  const { status, json } = await server.asScript('POST', '/api/posts/1/retry', {});
  assert.deepEqual([status, json.job.kind], [202, 'scan']);
  const { lookups } = await collection.record(md5s[0] ?? '');
  assert.ok((lookups.get('danbooru')?.next ?? '') < '2030');
  assert.equal(lookups.get('e621')?.next, undefined);
});
