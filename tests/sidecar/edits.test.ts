import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { type TestCollection, temporaryCollection } from '../fixtures/collection.ts';
import { startServer, type TestServer, writerInProcess } from '../fixtures/sidecar.ts';

const pool = new DecoderPool(15, 1);
const posts = 12;
let collection: TestCollection;
let server: TestServer;

before(async () => {
  collection = await temporaryCollection(pool);
  for (let at = 0; at < posts; at++) await collection.picture(`${at}.png`, at + 1, at);
  await collection.process();
  server = await startServer(collection.path, collection.path, {
    writer: writerInProcess(collection),
    run: async () => ({ code: 0, document: {}, lastLine: '' }),
  });
});

after(async () => {
  await server[Symbol.asyncDispose]();
  await collection[Symbol.asyncDispose]();
  await pool[Symbol.asyncDispose]();
});

interface Edit {
  readonly number: number;
  readonly place: number;
  readonly at: string;
}

/** Every edit, a page after the other. */
async function everyEdit(limit: number): Promise<readonly Edit[]> {
  const all: Edit[] = [];
  for (let before = ''; ; ) {
    const path = `/api/edits?limit=${limit}&before=${encodeURIComponent(before)}`;
    const { json } = await server.asScript('GET', path);
    assert.ok(json.edits.length <= limit);
    all.push(...json.edits);
    if (json.next === null) return all;
    assert.equal(json.edits.length, limit, 'a page is full where more follow');
    before = json.next;
  }
}

function nameOf({ number, place }: Edit): string {
  return `${number}.${place}`;
}

test('every edit is listed once, newest first, also those of many posts at one time, and any is taken back', async () => {
  await server.asScript('PATCH', '/api/posts/7', { version: 0, add: ['first'] });
  await server.asScript('POST', '/api/posts/bulk', { query: '', add: ['many'] });
  await server.asScript('PATCH', '/api/posts/3', { version: 1, add: ['last'] });
  const all = await everyEdit(5);
  assert.equal(all.length, posts + 2);
  assert.equal(new Set(all.map(nameOf)).size, all.length);
  const times = all.map(({ at }) => at);
  assert.deepEqual(times, times.toSorted().toReversed());
  assert.deepEqual(
    [all[0], all.at(-1)].map((edit) => edit && nameOf(edit)),
    ['3.1', '7.0'],
  );
  assert.deepEqual((await everyEdit(500)).map(nameOf), all.map(nameOf));
  for (const { number, place } of all) {
    const path = `/api/posts/${number}/revert`;
    assert.equal((await server.asScript('POST', path, { change: place })).status, 200);
  }
  for (const number of [3, 7, 11]) {
    assert.deepEqual((await server.asScript('GET', `/api/posts/${number}`)).json.tags, {});
  }
  const older = await server.asScript('GET', `/api/edits?limit=500&before=${all.at(-2)?.at}`);
  assert.deepEqual(older.json.edits.map(nameOf), ['7.0']);
});
