import assert from 'node:assert/strict';
import { after, afterEach, beforeEach, test } from 'node:test';
import { normaliseTag } from '../../catalog/tag.ts';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { hostileTexts } from '../fixtures/hostile.ts';
import { testSecret } from '../fixtures/sidecar.ts';
import { serveThreePosts, type ThreePosts } from '../fixtures/three-posts.ts';
import { until } from '../fixtures/until.ts';

const pool = new DecoderPool(15, 1);
after(() => pool[Symbol.asyncDispose]());

let three: ThreePosts;
let collection: ThreePosts['collection'];
let server: ThreePosts['server'];
let md5s: ThreePosts['md5s'];

beforeEach(async () => {
  three = await serveThreePosts(pool);
  ({ collection, server, md5s } = three);
});

afterEach(() => three[Symbol.asyncDispose]());

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

test('R46: hostile texts are stored as the tags that they are, each once, and counted exactly', async () => {
  const tags = [...new Set(hostileTexts.map(normaliseTag).filter((name) => name !== ''))];
  const add = tags.map((name) => ({ name, category: 'general' }));
  const number = 2;
  for (let version = 1, at = 0; at < add.length; at += 20, version++) {
    const body = { version, add: add.slice(at, at + 20) };
    const { status, json } = await server.asScript('PATCH', `/api/posts/${number}`, body);
    assert.equal(status, 200, JSON.stringify(json));
  }
  const { json } = await server.asScript('GET', `/api/posts/${number}`);
  assert.deepEqual([...json.tags.general].toSorted(), [...new Set([...tags, 'cat'])].toSorted());
  await until(async () => (await countOf('^_^')) === 1);
  assert.deepEqual([await countOf('__proto__'), await countOf('constructor')], [1, 1]);
});

async function countOf(tag: string): Promise<number> {
  const query = encodeURIComponent(tag);
  return (await server.asScript('GET', `/api/posts?q=${query}`)).json.total;
}

test('R46: a body with a million fields, and queries that name what every object has, are refused or read as text', async () => {
  const before = Object.getOwnPropertyNames(Object.prototype).toSorted();
  const many = `{"version":1${Array.from({ length: 1_000_000 }, (_, at) => `,"${at}":1`).join('')}}`;
  const headers = { Authorization: `Bearer ${testSecret}`, 'Content-Type': 'application/json' };
  assert.equal((await server.ask('PATCH', '/api/posts/1', headers, many)).status, 413);
  for (const query of ['__proto__[x]=1', 'q[__proto__]=1', 'q=a&q=b', 'constructor.prototype=1']) {
    assert.equal((await server.get(`/api/posts?${query}`)).status, 200, query);
  }
  assert.deepEqual(Object.getOwnPropertyNames(Object.prototype).toSorted(), before);
});

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
