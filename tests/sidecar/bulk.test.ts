import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, beforeEach, test } from 'node:test';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { type TestCollection, temporaryCollection } from '../fixtures/collection.ts';
import {
  type ScriptAnswer,
  startServer,
  type TestServer,
  writerInProcess,
} from '../fixtures/sidecar.ts';

const pool = new DecoderPool(15, 1);
after(() => pool[Symbol.asyncDispose]());

let collection: TestCollection;
let server: TestServer;
let tasks: readonly string[];
let md5s: string[];

beforeEach(async () => {
  collection = await temporaryCollection(pool);
  md5s = [];
  for (const [place, name] of ['a.png', 'sub/b c.png', 'd.png'].entries()) {
    md5s.push(await collection.picture(name, place + 1, place));
  }
  await collection.process();
  await collection.edit(md5s[0] ?? '', { add: [{ name: 'cat' }] });
  await collection.edit(md5s[1] ?? '', { add: [{ name: 'cat' }] });
  const writer = writerInProcess(collection);
  ({ tasks } = writer);
  server = await startServer(collection.path, collection.path, {
    writer,
    run: async () => ({ code: 0, document: {}, lastLine: '' }),
  });
});

afterEach(async () => {
  await server[Symbol.asyncDispose]();
  await collection[Symbol.asyncDispose]();
});

function bulk(body: unknown): Promise<ScriptAnswer> {
  return server.asScript('POST', '/api/posts/bulk', body);
}

function undo(name: unknown): Promise<ScriptAnswer> {
  return server.asScript('POST', '/api/posts/bulk/undo', { undo: name });
}

async function found(query: string): Promise<number> {
  return (await server.asScript('GET', `/api/posts?q=${query}`)).json.total;
}

function isThere(path: string): boolean {
  return existsSync(join(collection.path, 'images', path));
}

test('many posts are edited at once: counted first, then changed, then all of it undone', async () => {
  const wish = { query: 'cat', add: ['pet'], remove: ['cat'] };
  const dry = await server.asScript('POST', '/api/posts/bulk', { ...wish, dryRun: true });
  assert.deepEqual(dry.json, { matched: 2, changed: 2, undo: null });
  assert.equal((await collection.record(md5s[0] ?? '')).revision, 1);
  const { json } = await server.asScript('POST', '/api/posts/bulk', wish);
  assert.deepEqual([json.matched, json.changed], [2, 2]);
  const found = async (query: string): Promise<number> =>
    (await server.asScript('GET', `/api/posts?q=${query}`)).json.total;
  assert.deepEqual([await found('pet'), await found('cat')], [2, 0]);
  const undone = await server.asScript('POST', '/api/posts/bulk/undo', { undo: json.undo });
  assert.equal(undone.json.changed, 2);
  assert.deepEqual([await found('pet'), await found('cat')], [0, 2]);
  const { json: chosen } = await server.asScript('POST', '/api/posts/bulk', {
    numbers: [3, 99, 3],
    favourite: true,
  });
  assert.deepEqual([chosen.matched, chosen.changed], [2, 1]);
  const many = { numbers: Array.from({ length: 50_000 }, (_, at) => at + 1), add: ['pet'] };
  const tried = await server.asScript('POST', '/api/posts/bulk', { ...many, dryRun: true });
  assert.deepEqual(tried.json, { matched: 50_000, changed: 3, undo: null });
  for (const body of [{ add: ['x'] }, { query: '', numbers: [1], add: ['x'] }, { query: '' }]) {
    assert.equal((await server.asScript('POST', '/api/posts/bulk', body)).status, 400);
  }
  assert.equal(
    (await server.asScript('POST', '/api/posts/bulk/undo', { undo: '../../x' })).status,
    400,
  );
});

test('many posts go to the trash by one request, counted first, and come back by one', async () => {
  const wish = { query: 'cat', delete: true };
  const dry = await bulk({ ...wish, dryRun: true });
  assert.deepEqual(dry.json, { matched: 2, changed: 2, undo: null });
  assert.deepEqual([isThere('a.png'), isThere('sub/b c.png')], [true, true]);
  const { json } = await bulk(wish);
  assert.deepEqual([json.matched, json.changed, json.refused], [2, 2, []]);
  assert.deepEqual(
    [isThere('a.png'), isThere('sub/b c.png'), isThere('d.png')],
    [false, false, true],
  );
  assert.deepEqual([await found('cat'), await found('')], [0, 1]);
  assert.deepEqual(tasks, ['delete'], 'in one piece');
  const again = await bulk({ numbers: [1, 2, 99], delete: true, dryRun: true });
  assert.deepEqual(again.json, { matched: 3, changed: 0, undo: null });
  assert.deepEqual((await bulk({ numbers: [1, 2], delete: true })).json.changed, 0);
  const back = await undo(json.undo);
  assert.deepEqual([back.status, back.json.changed, back.json.refused], [200, 2, []]);
  assert.deepEqual([isThere('a.png'), isThere('sub/b c.png')], [true, true]);
  assert.deepEqual([await found('cat'), tasks], [2, ['delete', 'restore']]);
});

test('a post that cannot be moved is named with the reason, and does not keep the others', async () => {
  const { json } = await bulk({ query: '', delete: true });
  assert.equal(json.changed, 3);
  await collection.picture('d.png', 77, 9);
  const back = await undo(json.undo);
  assert.equal(back.status, 200);
  assert.equal(back.json.changed, 2);
  const [{ number, reason }] = back.json.refused;
  assert.equal(number, 3);
  assert.match(reason, /d\.png/);
  assert.deepEqual([await found(''), isThere('a.png')], [2, true]);
});

test('a delete of many is no change as well, and says which it is', async () => {
  for (const body of [
    { query: '', delete: true, add: ['x'] },
    { query: '', delete: false },
    { delete: true },
  ]) {
    assert.equal((await bulk(body)).status, 400, JSON.stringify(body));
  }
  assert.deepEqual([await found(''), tasks], [3, []]);
});

test('the last hundred undos are kept', async () => {
  const folder = join(collection.path, '.homebooru/undo');
  for (let at = 0; at < 105; at++) {
    await collection.put(`.homebooru/undo/${at}.json`, '{}', at);
  }
  const { json } = await bulk({ numbers: [1], favourite: true });
  const names = readdirSync(folder);
  assert.deepEqual([names.length, names.includes(`${json.undo}.json`)], [100, true]);
  assert.ok(names.includes('6.json') && !names.includes('5.json'));
});

test('where the disk does not take the undo, the change is made all the same, and the answer says so', async () => {
  const folder = join(collection.path, '.homebooru/undo');
  await rm(folder, { recursive: true, force: true });
  await collection.put('.homebooru/undo', 'a file where the folder belongs');
  const { status, json } = await bulk({ numbers: [1], add: ['kept_anyway'] });
  assert.deepEqual([status, json.changed, json.undo], [200, 1, null]);
  assert.equal(await found('kept_anyway'), 1);
});
