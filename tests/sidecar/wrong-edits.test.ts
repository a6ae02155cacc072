import assert from 'node:assert/strict';
import { after, afterEach, beforeEach, test } from 'node:test';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { type TestCollection, temporaryCollection } from '../fixtures/collection.ts';
import { startServer, type TestServer, writerInProcess } from '../fixtures/sidecar.ts';

const pool = new DecoderPool(15, 1);
after(() => pool[Symbol.asyncDispose]());

let collection: TestCollection;
let server: TestServer;
let md5s: string[];

beforeEach(async () => {
  collection = await temporaryCollection(pool);
  md5s = [];
  for (const [place, name] of ['a.png', 'sub/b c.png', 'd.png'].entries()) {
    md5s.push(await collection.picture(name, place + 1, place));
  }
  await collection.process();
  await collection.edit(md5s[0] ?? '', {
    add: [{ name: 'cat' }, { name: 'reimu', category: 'character' }],
  });
  await collection.edit(md5s[1] ?? '', { add: [{ name: 'cat' }] });
  server = await startServer(collection.path, collection.path, {
    writer: writerInProcess(collection),
    run: async () => ({ code: 0, document: {}, lastLine: '' }),
  });
});

afterEach(async () => {
  await server[Symbol.asyncDispose]();
  await collection[Symbol.asyncDispose]();
});

const wrongEdits: readonly (readonly [name: string, body: unknown])[] = [
  ['no version', { add: ['x'] }],
  ['a version in words', { version: 'one', add: ['x'] }],
  ['an unknown field', { version: 1, tags: ['x'] }],
  ['a text for a list', { version: 1, add: 'x' }],
  ['a list for a text', { version: 1, add: [['x']] }],
  ['a tag of nothing', { version: 1, add: ['\u200b'] }],
  ['an unknown category', { version: 1, add: [{ name: 'x', category: 'y' }] }],
  ['an unknown rating', { version: 1, rating: 'z' }],
  ['a parent that is not there', { version: 1, parent: 99 }],
  ['itself as parent', { version: 1, parent: 1 }],
  ['too many tags', { version: 1, add: Array.from({ length: 1001 }, (_, at) => `t${at}`) }],
  ['a prototype', JSON.parse('{"version": 1, "__proto__": {"x": 1}, "x": 1}')],
  ['no object', [1]],
];
for (const [name, body] of wrongEdits) {
  test(`R46: an edit with ${name} changes nothing`, async () => {
    const { status, json } = await server.asScript('PATCH', '/api/posts/1', body);
    assert.equal(status, 400, JSON.stringify(json));
    assert.equal((await collection.record(md5s[0] ?? '')).revision, 1);
  });
}

test('R46: tags named like what every object has are tags like any other', async () => {
  const before = Object.getOwnPropertyNames(Object.prototype).toSorted();
  const add = [
    '__proto__',
    'constructor',
    'hasOwnProperty',
    '^_^',
    '<script>',
    'café',
    '🦊',
    "'; DROP TABLE posts",
  ];
  const { status, json } = await server.asScript('PATCH', '/api/posts/3', { version: 0, add });
  assert.equal(status, 200);
  assert.equal(json.tags.general.length, add.length);
  assert.deepEqual(Object.getOwnPropertyNames(Object.prototype).toSorted(), before);
  const wide = `{"version":1,"add":["${'x'.repeat(70_000)}"]}`;
  const login = await server.logIn();
  assert.equal((await server.ask('PATCH', '/api/posts/3', server.asPage(login), wide)).status, 413);
  for (const bad of ['{', '"x"', 'null', '[]', '{"version":1,}']) {
    const answer = await server.ask('PATCH', '/api/posts/3', server.asPage(login), bad);
    assert.equal(answer.status, 400, bad);
    assert.doesNotMatch(answer.body, /at .*\.ts|node_modules/);
  }
});
