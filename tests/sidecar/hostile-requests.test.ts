import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync, symlinkSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { routesOf } from '../../sidecar/routes/all-routes.ts';
import { type TestCollection, temporaryCollection } from '../fixtures/collection.ts';
import { chance } from '../fixtures/random.ts';
import { startServer, type TestServer, testSecret, writerInProcess } from '../fixtures/sidecar.ts';

const pool = new DecoderPool(15, 1);
let collection: TestCollection;
let server: TestServer;
let canary = '';

before(async () => {
  collection = await temporaryCollection(pool);
  for (let at = 0; at < 3; at++) await collection.picture(`${at}.png`, at + 1, at);
  canary = join(collection.path, 'canary.txt');
  await collection.put('canary.txt', 'canary');
  await collection.put('dist/index.html', '<title>home</title>');
  await collection.process();
  symlinkSync('/etc/hostname', join(collection.path, 'images/link.png'));
  symlinkSync(canary, join(collection.path, 'images/canary.png'));
  server = await startServer(collection.path, join(collection.path, 'dist'), {
    writer: writerInProcess(collection),
    run: async () => ({ code: 0, document: {}, lastLine: '' }),
  });
});

after(async () => {
  await server[Symbol.asyncDispose]();
  await collection[Symbol.asyncDispose]();
  await pool[Symbol.asyncDispose]();
});

const names = [
  '..',
  '../canary.txt',
  '..%2fcanary.txt',
  '%2e%2e/canary.txt',
  '..%5ccanary.txt',
  '%c0%ae%c0%ae/canary.txt',
  '%252e%252e%252fcanary.txt',
  'canary.txt?raw??',
  '%00',
  'a%00.png',
  '/etc/hostname',
  '//etc/hostname',
  'link.png',
  'canary.png',
  '1.png/../../canary.txt',
  'x'.repeat(7000),
  '%f0%9f%a6%8a',
  '%',
  '%zz',
  '__proto__',
  'constructor',
];

test('R44, R45: no name in a request leads to a file outside, by any route', async () => {
  const { port } = server;
  for (const name of names) {
    const form = `secret=${testSecret}&filepath=${name}&tags=x`;
    const answers = await Promise.all([
      server.get(`/image/${name}`),
      server.get(`/similar/${name}`),
      server.get(`/${name}`),
      server.get(`/admin/${name}`),
      server.get(`/api/posts/${name}`),
      server.get(`/api/jobs/${name}/log`, { Authorization: `Bearer ${testSecret}` }),
      server.ask(
        'POST',
        '/api/edit_tags',
        { 'Content-Type': 'application/x-www-form-urlencoded' },
        form,
      ),
      server.ask(
        'POST',
        '/api/delete_image',
        { 'Content-Type': 'application/x-www-form-urlencoded' },
        form,
      ),
      server.ask('DELETE', `/api/posts/${name}`, { Authorization: `Bearer ${testSecret}` }),
      server.ask('POST', `/api/posts/${name}/restore`, { Authorization: `Bearer ${testSecret}` }),
    ]);
    for (const [at, { status, body }] of answers.entries()) {
      assert.ok(status >= 400 && status < 500, `${at} ${name.slice(0, 40)}: ${status}`);
      assert.doesNotMatch(
        body,
        /canary(?!\.)|node_modules|\.ts:|homebooru-test/,
        `${at} ${name.slice(0, 40)}`,
      );
    }
  }
  assert.equal(readFileSync(canary, 'utf8'), 'canary');
  assert.ok(port > 0);
});

test('R45: a link in place of a picture is moved to the trash, and never what it leads to', async () => {
  const md5 = await collection.picture('swap.png', 50, 50);
  await collection.process();
  const number = (await collection.record(md5)).number ?? 0;
  await collection.remove('images/swap.png');
  symlinkSync(canary, join(collection.path, 'images/swap.png'));
  await server.asScript('DELETE', `/api/posts/${number}`);
  assert.equal(readFileSync(canary, 'utf8'), 'canary');
});

test('R50: random requests are answered, and never by a failure', async () => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 1e9);
  console.log(`seed ${seed}`);
  const { next: random } = chance(seed);
  const pick = <T>(items: readonly T[]): T | undefined =>
    items[Math.floor(random() * items.length)];
  const routes = routesOf(server.sidecar.services).filter(({ path }) => path !== '/api/events');
  const values = [
    0,
    -1,
    1,
    1.5,
    1e21,
    '',
    'x',
    '\0',
    'é'.repeat(300),
    null,
    true,
    [],
    {},
    [[]],
    { name: 'x' },
    '1',
    'g',
    [1],
    ['a', 5],
    '__proto__',
  ];
  const keys = [
    'version',
    'add',
    'remove',
    'rating',
    'parent',
    'favourite',
    'query',
    'numbers',
    'dryRun',
    'filepath',
    'tags',
    'kind',
    'change',
    'undo',
    'token',
    '__proto__',
    'constructor',
  ];
  for (let round = 0; round < 1500; round++) {
    const route = pick(routes);
    if (!route) continue;
    const path = route.path.replace(/:\w+/, () => encodeURIComponent(String(pick(values))));
    const query = `?${pick(['q', 'query', 'page', 'seed', 'limit', 'before', 'x'])}=${encodeURIComponent(String(pick(values)))}`;
    const body = Object.fromEntries([pick(keys), pick(keys)].map((key) => [key, pick(values)]));
    const method =
      random() < 0.8
        ? route.method.toUpperCase()
        : (pick(['GET', 'POST', 'PUT', 'OPTIONS']) ?? 'GET');
    const headers = {
      Authorization: `Bearer ${testSecret}`,
      'Content-Type': pick(['application/json', 'application/json', 'text/plain']) ?? '',
    };
    const text = random() < 0.1 ? String(pick(values)) : JSON.stringify(body);
    const isBare = method === 'GET' || method === 'OPTIONS';
    const { status } = await server.ask(method, path + query, headers, isBare ? undefined : text);
    assert.ok(
      status > 0 && status < 500,
      `seed ${seed}, round ${round}: ${method} ${path}${query} ${text}: ${status}`,
    );
  }
});

test('R49: headers beyond the limit and bodies beyond theirs are refused, and others are answered meanwhile', async () => {
  const long = await server.get('/', { 'X-Long': 'x'.repeat(20_000) });
  assert.equal(long.status, 431);
  const idle = Array.from({ length: 100 }, () => connect(server.port, '127.0.0.1'));
  await Promise.all(idle.map((socket) => once(socket, 'connect')));
  for (const socket of idle) socket.on('error', () => undefined).write('GET / HTTP/1.1\r\nHost: ');
  assert.equal((await server.get('/api/system/status')).status, 200);
  const body = JSON.stringify({ version: 1, add: ['x'.repeat(70_000)] });
  const headers = { Authorization: `Bearer ${testSecret}`, 'Content-Type': 'application/json' };
  assert.equal((await server.ask('PATCH', '/api/posts/1', headers, body)).status, 413);
  for (const socket of idle) socket.destroy();
});
