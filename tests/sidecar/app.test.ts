import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Answer, startServer, type TestServer } from '../fixtures/sidecar.ts';
import { type TemporaryFolder, temporaryFolder } from '../fixtures/temporary-folder.ts';

let server: TestServer;
let folder: TemporaryFolder;
let port = 0;

before(async () => {
  folder = await temporaryFolder();
  await folder.write('collection/images/a.txt', 'canary');
  await folder.write('outside.txt', 'canary');
  await folder.write('dist/index.html', '<!doctype html><title>home</title>');
  await folder.write(
    'dist/404.html',
    '<!doctype html><html data-root="./"><title>not here</title>\n<link href="./a.css">\n<link href="../a.css">\n' +
      '<script src="./b.js"></script>\n<script src="../b.js" data-more="1"></script>\n<a href="./x.html">',
  );
  await folder.write('dist/.homebooru-ledger.json', '{"canary": true}');
  await folder.write('dist/.hidden/page.html', 'canary');
  await folder.write('dist/data/shard.js', 'hb("0123456789")');
  await folder.write('dist/assets/host.js', '');
  server = await startServer(`${folder.path}/collection`, `${folder.path}/dist`, {
    hosts: ['nas.local', 'other:9000'],
  });
  ({ port } = server);
});

after(async () => {
  await server[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

function send(lines: readonly string[]): Promise<Answer> {
  return server.send(lines);
}

function get(path: string, ...more: readonly string[]): Promise<Answer> {
  return send([`GET ${path} HTTP/1.1`, `Host: 127.0.0.1:${port}`, ...more]);
}

test('the site is served with the headers that keep it to itself', async () => {
  const { status, headers, body } = await get('/');
  assert.equal(status, 200);
  assert.match(body, /home/);
  assert.match(headers['content-type'] ?? '', /^text\/html/);
  assert.equal(
    headers['content-security-policy'],
    "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data:;connect-src 'self';" +
      "manifest-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none'",
  );
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.equal(headers['referrer-policy'], 'no-referrer');
  assert.equal(headers['cross-origin-resource-policy'], 'same-origin');
  assert.equal(headers['x-powered-by'], undefined);
  assert.equal(headers['access-control-allow-origin'], undefined);
  assert.equal(headers['strict-transport-security'], undefined);
});

test('what is unchanged is not sent again, and parts can be asked for', async () => {
  const whole = await get('/data/shard.js');
  const etag = whole.headers.etag ?? '';
  assert.notEqual(etag, '');
  assert.equal((await get('/data/shard.js', `If-None-Match: ${etag}`)).status, 304);
  const part = await get('/data/shard.js', 'Range: bytes=4-7');
  assert.deepEqual([part.status, part.body], [206, '0123']);
  const head = await send(['HEAD /data/shard.js?v=1 HTTP/1.1', `Host: 127.0.0.1:${port}`]);
  assert.deepEqual([head.status, head.body], [200, '']);
});

test('what is not there is answered with the page for that', async () => {
  for (const path of [
    '/post/0/9.html',
    '/data',
    '/data/',
    '/%F0%9F%A6%8A',
    `/${'x'.repeat(4000)}`,
  ]) {
    const { status, body } = await get(path);
    assert.equal(status, 404, path);
    assert.match(body, /not here.*href="\/x\.html"/s, path);
    assert.deepEqual(
      [...body.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, address]) => address),
      ['/a.css', '/b.js', '/x.html'],
      path,
    );
  }
});

test('R44: no path leads out of the site, or to what is hidden in it', async () => {
  const paths = [
    '/../outside.txt',
    '/%2e%2e/outside.txt',
    '/..%2foutside.txt',
    '/..%5coutside.txt',
    '/data/../../outside.txt',
    '/%c0%ae%c0%ae/outside.txt',
    '//etc/hostname',
    '/.homebooru-ledger.json',
    '/.hidden/page.html',
    '/index.html%00.png',
    '/%',
    '/%zz',
  ];
  for (const path of paths) {
    const { status, body, headers } = await get(path);
    assert.ok(status === 400 || status === 403 || status === 404, `${path}: ${status}`);
    assert.doesNotMatch(body, /canary|node_modules|Error/, path);
    assert.equal(headers['x-content-type-options'], 'nosniff', path);
  }
});

test('R41: only those who call it by its own name are answered, on every path', async () => {
  const ours = [
    `127.0.0.1:${port}`,
    `localhost:${port}`,
    `LOCALHOST:${port}`,
    `[::1]:${port}`,
    `nas.local:${port}`,
    'Other:9000',
  ];
  const others = [
    'evil.example',
    `evil.example:${port}`,
    `127.0.0.1.evil.example:${port}`,
    `localhost.evil.example:${port}`,
    `localhost.:${port}`,
    `0.0.0.0:${port}`,
    `2130706433:${port}`,
    `127.1:${port}`,
    `[::ffff:127.0.0.1]:${port}`,
    '127.0.0.1',
    'localhost',
    `localhost:${port + 1}`,
    'nas.local',
    `user@localhost:${port}`,
    '',
  ];
  for (const path of ['/', '/data/shard.js', '/nothing', '/api/system/status', '/login']) {
    for (const host of others) {
      const { status } = await send([`GET ${path} HTTP/1.1`, `Host: ${host}`]);
      assert.ok(status === 403 || status === 400, `${host}${path}: ${status}`);
    }
  }
  for (const host of ours) {
    assert.equal((await send(['GET / HTTP/1.1', `Host: ${host}`])).status, 200, host);
  }
});

test('R41: a request with two hosts, with none, or for a whole address is refused', async () => {
  const host = `Host: 127.0.0.1:${port}`;
  const requests = [
    ['GET / HTTP/1.1', host, 'Host: evil.example'],
    ['GET / HTTP/1.1', 'Host: evil.example', host],
    ['GET / HTTP/1.1'],
    ['GET / HTTP/1.0'],
    ['GET http://evil.example/ HTTP/1.1', host],
    [`GET http://127.0.0.1:${port}/ HTTP/1.1`, host],
  ];
  for (const request of requests) {
    const { status } = await send(request);
    assert.ok(status === 403 || status === 400, `${request.join(' | ')}: ${status}`);
  }
});

test('the site can only be read', async () => {
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND']) {
    const answer = await send([
      `${method} / HTTP/1.1`,
      `Host: 127.0.0.1:${port}`,
      'Content-Length: 0',
    ]);
    assert.equal(answer.status, 405, method);
    assert.equal(answer.headers.allow, 'GET, HEAD');
  }
});

test('the sidecar tells the pages that it serves where they can edit', async () => {
  const { status, headers, body } = await get('/assets/host.js');
  assert.equal(status, 200);
  assert.match(headers['content-type'] ?? '', /^text\/javascript/);
  assert.equal(body, 'globalThis.homebooruHost = {"api":"/api/","panel":"/admin/"};\n');
});

test('R43: no answer may be read, run or framed by another site', async () => {
  for (const path of ['/', '/assets/host.js', '/data/shard.js', '/api/jobs', '/api/nothing']) {
    const { headers } = await get(path);
    assert.equal(headers['cross-origin-resource-policy'], 'same-origin', path);
    assert.equal(headers['access-control-allow-origin'], undefined, path);
    assert.equal(headers['x-content-type-options'], 'nosniff', path);
    if (path.startsWith('/api/')) assert.match(headers['content-type'] ?? '', /^application\/json/);
  }
});

test('an address of the API that there is not, or a method it has not, is said in JSON', async () => {
  const unknown = await get('/api/nothing');
  assert.deepEqual(
    [unknown.status, JSON.parse(unknown.body)],
    [404, { error: { message: 'There is no such address.' } }],
  );
  const wrong = await send([
    `PUT /api/jobs HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Content-Length: 0',
  ]);
  assert.deepEqual([wrong.status, wrong.headers.allow], [405, 'GET, HEAD, POST']);
});

const oldAddresses: readonly (readonly [string, string])[] = [
  ['/?query=1girl+solo', '/search.html?q=1girl+solo'],
  ['/?query=a%26b&page=3', '/search.html?q=a%26b&p=3'],
  ['/?page=2', '/search.html?q=&p=2'],
];
for (const [from, to] of oldAddresses) {
  test(`the Flask version's ${from} leads to ${to}`, async () => {
    const { status, headers } = await get(from);
    assert.deepEqual([status, headers.location], [302, to]);
  });
}
