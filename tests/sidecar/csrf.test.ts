import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import type { Route } from '../../sidecar/http/route.ts';
import { routesOf } from '../../sidecar/routes/all-routes.ts';
import { type TestCollection, temporaryCollection } from '../fixtures/collection.ts';
import {
  type Headers,
  type Login,
  startServer,
  type TestServer,
  testSecret,
  writerInProcess,
} from '../fixtures/sidecar.ts';

const pool = new DecoderPool(15, 1);
let collection: TestCollection;
let server: TestServer;
let login: Login;
let other: Login;
let started = 0;

before(async () => {
  collection = await temporaryCollection(pool);
  await collection.picture('a.png', 1);
  await collection.process();
  server = await startServer(collection.path, collection.path, {
    writer: writerInProcess(collection),
    run: async () => {
      started += 1;
      return { code: 0, document: {}, lastLine: '' };
    },
  });
  [login, other] = [await server.logIn(), await server.logIn()];
});

after(async () => {
  await server[Symbol.asyncDispose]();
  await collection[Symbol.asyncDispose]();
  await pool[Symbol.asyncDispose]();
});

/** Everything on the disk, and every job: nothing of it may change. */
function stateHash(): string {
  const files = [...collection.everyFile()].filter(([place]) => !/lock/.test(place));
  const { jobs, monitor } = server.sidecar.services;
  const state = JSON.stringify([files, jobs.jobs.length, monitor.isEnabled, started]);
  return createHash('md5').update(state).digest('hex');
}

const unsafe = (): readonly Route[] =>
  routesOf(server.sidecar.services).filter(({ method }) => method !== 'get');

const bodies: Readonly<Record<string, string>> = {
  '/api/posts/:number': JSON.stringify({ version: 0, add: ['bad'] }),
  '/api/posts/bulk': JSON.stringify({ query: '', add: ['bad'] }),
  '/api/edit_tags': JSON.stringify({ filepath: 'a.png', tags: 'bad' }),
  '/api/delete_image': JSON.stringify({ filepath: 'a.png' }),
  '/api/jobs': JSON.stringify({ kind: 'scan' }),
};

function pathOf({ path }: Route): string {
  return path.replace(':number', '1').replace(':id', '1');
}

interface Combination {
  /** How many of the four are wrong. */
  readonly faults: number;
  readonly headers: Headers;
}

/** Every combination of what may be wrong; the first of each list is right, and so is a browser that names no site. */
function* combinations(port: number): Generator<Combination> {
  const origins = [
    `http://127.0.0.1:${port}`,
    undefined,
    'null',
    `http://127.0.0.1:${port + 1}`,
    `http://localhost:${port}`,
    `https://127.0.0.1:${port}`,
    'http://10.0.0.1',
    'https://evil.example',
  ];
  const sites = ['same-origin', undefined, 'cross-site', 'same-site', 'none'];
  const form = 'application/x-www-form-urlencoded';
  const types = ['application/json', 'text/plain', form, 'multipart/form-data', undefined];
  const tokens = [login.token, undefined, 'wrong', other.token];
  for (const origin of origins) {
    for (const site of sites) {
      for (const type of types) {
        for (const token of tokens) {
          const wrong = [
            origin !== origins[0],
            sites.indexOf(site) > 1,
            type !== types[0],
            token !== tokens[0],
          ];
          const all = {
            Origin: origin,
            'Sec-Fetch-Site': site,
            'Content-Type': type,
            'X-HB-Token': token,
          };
          const said = Object.entries(all).filter((entry): entry is [string, string] => !!entry[1]);
          const headers = { Cookie: login.cookie, ...Object.fromEntries(said) };
          yield { faults: wrong.filter(Boolean).length, headers };
        }
      }
    }
  }
}

/** The first route of each kind is asked in every way; the others, which pass the same checks, with one fault each. */
function* attacks(): Generator<{ readonly route: Route; readonly headers: Headers }> {
  const kinds = new Set<string>();
  for (const route of unsafe()) {
    const kind = `${route.access} ${route.body} ${route.method === 'delete'}`;
    const isFirst = !kinds.has(kind);
    kinds.add(kind);
    for (const { faults, headers } of combinations(server.port)) {
      if (faults === 1 || (isFirst && faults > 1)) yield { route, headers };
    }
  }
}

test('R42: of every combination of origin, fetch site, type and token, only the right one changes anything', async () => {
  const before = stateHash();
  const work: Promise<void>[] = [];
  let asked = 0;
  for (const { route, headers } of attacks()) {
    const ask = async (): Promise<void> => {
      const body = bodies[route.path] ?? '{}';
      const { status } = await server.ask(route.method.toUpperCase(), pathOf(route), headers, body);
      const what = `${route.method} ${route.path} ${JSON.stringify(headers)}: ${status}`;
      assert.ok(status >= 400 && status < 500, what);
    };
    work.push(ask());
    asked += 1;
    if (work.length >= 100) await Promise.all(work.splice(0));
  }
  await Promise.all(work);
  assert.ok(asked > 3000, `${asked} asked`);
  assert.equal(stateHash(), before);
});

test('R42: a cookie from another page of this machine changes nothing without the page token', async () => {
  const before = stateHash();
  const headers = { Cookie: login.cookie, 'Content-Type': 'application/x-www-form-urlencoded' };
  const { status } = await server.ask('POST', '/api/reload', headers, 'a=b');
  assert.ok(status === 401 || status === 403, String(status));
  assert.equal(stateHash(), before);
});

test('a form is taken on the eight routes of the Flask version alone, and with the right secret in it', async () => {
  const type = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const flask = unsafe().filter(({ body }) => body === 'flask');
  assert.equal(flask.length, 8);
  for (const route of unsafe()) {
    const method = route.method.toUpperCase();
    const right = `secret=${testSecret}&filepath=a.png&tags=x`;
    if (route.body !== 'flask') {
      const { status } = await server.ask(method, pathOf(route), type, right);
      assert.ok(status === 401 || status === 415, `${route.path}: ${status}`);
      continue;
    }
    for (const foreign of [
      { Origin: 'null' },
      { Origin: 'https://evil.example' },
      { 'Sec-Fetch-Site': 'cross-site' },
    ]) {
      const { status } = await server.ask(method, route.path, { ...type, ...foreign }, right);
      assert.equal(status, 403, `${route.path} ${JSON.stringify(foreign)}`);
    }
    const { status } = await server.ask(method, `${route.path}?secret=${testSecret}`, type, 'a=b');
    assert.equal(status, 401, `${route.path}: the secret in the address`);
  }
});

test('with everything right, a page of ours and a script with the secret are heard', async () => {
  const body = JSON.stringify({ version: 0, add: ['good'] });
  const page = await server.ask('PATCH', '/api/posts/1', server.asPage(login), body);
  assert.equal(page.status, 200, page.body);
  const { 'Sec-Fetch-Site': _site, ...older } = server.asPage(login);
  const again = JSON.stringify({ version: 1, add: ['better'] });
  assert.equal((await server.ask('PATCH', '/api/posts/1', older, again)).status, 200);
  const script = await server.asScript('PATCH', '/api/posts/1', { version: 2, add: ['best'] });
  assert.equal(script.status, 200);
  assert.deepEqual(script.json.tags.general, ['best', 'better', 'good']);
});

test('who reads from another site is refused, and what is private is kept from strangers', async () => {
  for (const headers of [
    { Origin: 'https://evil.example' },
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
  ]) {
    assert.equal((await server.get('/api/system/status', headers)).status, 403);
  }
  const stranger = JSON.parse((await server.get('/api/posts/1')).body);
  assert.deepEqual([stranger.paths, stranger.edits.history], [undefined, undefined]);
  const user = (await server.asScript('GET', '/api/posts/1')).json;
  assert.deepEqual([user.paths, user.edits.history.length], [['a.png'], 3]);
  assert.equal((await server.get('/api/events')).status, 401);
  assert.equal((await server.get('/api/jobs/1/log')).status, 401);
});
