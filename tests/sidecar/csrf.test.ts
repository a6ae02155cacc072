import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import type { Route } from '../../sidecar/http/route.ts';
import { type AttackedServer, attackedServer } from '../fixtures/attacked-server.ts';
import { pathOf } from '../fixtures/csrf-attacks.ts';
import { type Login, type TestServer, testSecret } from '../fixtures/sidecar.ts';

const pool = new DecoderPool(15, 1);
let attacked: AttackedServer;
let server: TestServer;
let login: Login;

before(async () => {
  attacked = await attackedServer(pool);
  ({ server } = attacked);
  ({ login } = attacked.scene);
});

after(async () => {
  await attacked[Symbol.asyncDispose]();
  await pool[Symbol.asyncDispose]();
});

const stateHash = (): string => attacked.stateHash();
const unsafe = (): readonly Route[] => attacked.routes.filter(({ method }) => method !== 'get');

test('R42: of every combination of origin, fetch site, type and token, only the right one changes anything', async () => {
  const before = stateHash();
  const asked = await attacked.attack(false);
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
