import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { parse } from 'yaml';
import { z } from 'zod';
import { isObject } from '../../catalog/json.ts';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { routesOf } from '../../sidecar/routes/all-routes.ts';
import { type TestCollection, temporaryCollection } from '../fixtures/collection.ts';
import { png } from '../fixtures/png.ts';
import { startServer, type TestServer, testSecret, writerInProcess } from '../fixtures/sidecar.ts';

/** A part of the document, of whatever shape. */
type Part = { readonly [key: string]: Part };

const place = new URL('../../docs/openapi.yaml', import.meta.url);
const document = resolveAll(parse(readFileSync(place, 'utf8'))) as Part;
const pool = new DecoderPool(15, 1);
let collection: TestCollection;
let server: TestServer;

before(async () => {
  collection = await temporaryCollection(pool);
  const md5 = await collection.picture('a.png', 1);
  await collection.picture('b.png', 2, 1);
  await collection.put('images/copy.png', png(1), 2);
  await collection.put('images/bad.png', 'no picture', 3);
  await collection.process();
  await collection.edit(md5, { add: [{ name: 'cat' }], rating: 'general' });
  server = await startServer(collection.path, collection.path, {
    writer: writerInProcess(collection),
    run: async () => ({ code: 0, document: { posts: 1 }, lastLine: '' }),
  });
});

after(async () => {
  await server[Symbol.asyncDispose]();
  await collection[Symbol.asyncDispose]();
  await pool[Symbol.asyncDispose]();
});

/** Puts what every `$ref` names in its place; there are no circles. */
function resolveAll(root: unknown): unknown {
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (!isObject(value)) return value;
    const { $ref: ref, ...rest } = value;
    const more = Object.entries(rest).map(([key, item]): [string, unknown] => [key, walk(item)]);
    if (typeof ref !== 'string') return Object.fromEntries(more);
    const steps = ref.replace('#/', '').split('/');
    const target = steps.reduce<unknown>((at, step) => (isObject(at) ? at[step] : undefined), root);
    assert.ok(target !== undefined, `${ref} leads nowhere`);
    return { ...(walk(target) as object), ...Object.fromEntries(more) };
  };
  return walk(root);
}

function describedPath(path: string): string {
  return path.replace(/:(\w+)/g, '{$1}');
}

test('docs/openapi.yaml names every route, and no other', () => {
  const routes = routesOf(server.sidecar.services).map(
    ({ method, path }) => `${method} ${describedPath(path)}`,
  );
  const described = Object.entries(document['paths'] ?? {}).flatMap(([path, item]) =>
    Object.keys(item)
      .filter((key) => key !== 'parameters')
      .map((method) => `${method} ${path}`),
  );
  assert.deepEqual(described.toSorted(), routes.toSorted());
});

test('docs/openapi.yaml says of every route who may ask, and what it takes', () => {
  for (const route of routesOf(server.sidecar.services)) {
    const what = `${route.method} ${route.path}`;
    const operation = document['paths']?.[describedPath(route.path)]?.[route.method];
    assert.ok(operation, what);
    const isOpen = JSON.stringify(operation['security']) === '[]';
    assert.equal(isOpen, route.access !== 'user', `${what}: security`);
    const types = Object.keys(operation['requestBody']?.['content'] ?? {});
    if (route.body === 'flask') assert.equal(types.length, 2, what);
    if (route.body === 'picture') assert.deepEqual(types, ['application/octet-stream'], what);
    if (route.access === 'user')
      assert.ok(operation['responses']?.['401'] ?? route.body === 'flask', what);
  }
});

const samples: readonly (readonly [method: string, path: string, body?: unknown])[] = [
  ['get', '/api/session'],
  ['post', '/api/login', { secret: testSecret }],
  ['post', '/api/login', { secret: 'wrong' }],
  ['post', '/api/logout', {}],
  ['get', '/api/posts?q=cat'],
  ['get', '/api/posts?q=(cat'],
  ['get', '/api/posts/1'],
  ['get', '/api/posts/99'],
  [
    'patch',
    '/api/posts/1',
    { version: 1, add: ['x', { name: 'y', category: 'artist' }], parent: null },
  ],
  ['patch', '/api/posts/1', { version: 1 }],
  ['patch', '/api/posts/1', { version: 'x' }],
  ['post', '/api/posts/1/revert', { change: 0 }],
  ['post', '/api/posts/1/retry', {}],
  ['post', '/api/posts/bulk', { query: 'cat', add: ['z'], dryRun: true }],
  ['post', '/api/posts/bulk', { query: '', add: ['z'] }],
  ['post', '/api/posts/bulk', { numbers: [1], delete: true, dryRun: true }],
  ['post', '/api/posts/bulk', { numbers: [1, 2], delete: true }],
  ['post', '/api/posts/1/restore', {}],
  ['post', '/api/posts/2/restore', {}],
  ['post', '/api/posts/bulk/undo', { undo: '00000000-0000-4000-8000-000000000000' }],
  ['delete', '/api/posts/2'],
  ['delete', '/api/posts/1', { path: 'none.png' }],
  ['get', '/api/duplicates'],
  ['delete', '/api/posts/1', { path: 'copy.png' }],
  ['get', '/api/trash'],
  ['post', '/api/posts/1/restore', { path: 'copy.png' }],
  ['post', '/api/posts/2/restore', {}],
  ['get', '/api/images?query=cat'],
  ['get', '/api/autocomplete?q=ca'],
  ['get', '/api/system/status'],
  ['post', '/api/reload', {}],
  ['post', '/api/system/scan', {}],
  ['post', '/api/system/rebuild', {}],
  ['post', '/api/system/thumbnails', {}],
  ['post', '/api/system/monitor/start', {}],
  ['post', '/api/system/monitor/stop', {}],
  ['post', '/api/edit_tags', { filepath: 'a.png', tags: 'cat dog' }],
  ['post', '/api/edit_tags', { filepath: 'none.png', tags: '' }],
  ['post', '/api/delete_image', { filepath: 'b.png' }],
  ['get', '/api/jobs'],
  ['post', '/api/jobs', { kind: 'check' }],
  ['post', '/api/jobs', { kind: 'x' }],
  ['get', '/api/jobs/1'],
  ['get', '/api/jobs/1/log'],
  ['delete', '/api/jobs/1'],
  ['get', '/api/problems'],
  ['post', '/api/problems/ignored', { path: 'bad.png', reason: 'x', isIgnored: true }],
  ['post', '/api/problems/ignored', { path: 'bad.png' }],
  ['post', '/api/problems/retry', { path: 'bad.png' }],
  ['get', '/api/sources'],
  ['get', '/api/models'],
  ['get', '/api/duplicates'],
  ['get', '/api/edits'],
  ['get', '/api/settings'],
];

test('answers are as docs/openapi.yaml describes them', async () => {
  for (const [method, path, body] of samples) {
    const { status, json } = await server.asScript(method.toUpperCase(), path, body);
    const described = Object.keys(document['paths'] ?? {}).find((known) =>
      new RegExp(`^${known.replace(/\{\w+\}/g, '\\d+')}$`).test(path.replace(/\?.*/, '')),
    );
    const responses = document['paths']?.[described ?? '']?.[method]?.['responses'];
    const schema = responses?.[status]?.['content']?.['application/json']?.['schema'];
    assert.ok(schema, `${method} ${path}: ${status} is not described: ${JSON.stringify(json)}`);
    const checked = z.fromJSONSchema(schema as never).safeParse(json);
    assert.ok(
      checked.success,
      `${method} ${path}: ${checked.error?.message} in ${JSON.stringify(json)}`,
    );
  }
});
