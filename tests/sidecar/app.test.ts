import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { createApp } from '../../sidecar/app.ts';
import { type TemporaryFolder, temporaryFolder } from '../fixtures/temporary-folder.ts';

const server = createServer();
let site: TemporaryFolder;
let port = 0;

before(async () => {
  site = await temporaryFolder();
  await site.write('outside.txt', 'canary');
  await site.write('dist/index.html', '<!doctype html><title>home</title>');
  await site.write('dist/404.html', '<!doctype html><title>not here</title>');
  await site.write('dist/.homebooru-ledger.json', '{"canary": true}');
  await site.write('dist/.hidden/page.html', 'canary');
  await site.write('dist/data/shard.js', 'hb("0123456789")');
  server.on(
    'request',
    createApp({ site: `${site.path}/dist`, hosts: ['nas.local', 'other:9000'] }),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo);
});

after(async () => {
  server.close();
  server.closeAllConnections();
  await site[Symbol.asyncDispose]();
});

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Sends exactly these bytes, as no client library would. */
async function send(lines: readonly string[]): Promise<Answer> {
  const socket = connect(port, '127.0.0.1');
  socket.write(`${[...lines, 'Connection: close'].join('\r\n')}\r\n\r\n`);
  const [head = '', ...rest] = (await text(socket)).split('\r\n\r\n');
  const [first = '', ...fields] = head.split('\r\n');
  const headers = fields.map((line): [string, string] => {
    const at = line.indexOf(':');
    return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()];
  });
  return {
    status: Number(first.split(' ')[1]),
    headers: Object.fromEntries(headers),
    body: rest.join('\r\n\r\n'),
  };
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
      "form-action 'self';base-uri 'none';frame-ancestors 'none'",
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
    assert.match(body, /not here/, path);
  }
});

test('no path leads out of the site, or to what is hidden in it', async () => {
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

test('only those who call it by its own name are answered, on every path', async () => {
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
  for (const path of ['/', '/data/shard.js', '/nothing', '/.hidden/page.html']) {
    for (const host of others) {
      const { status } = await send([`GET ${path} HTTP/1.1`, `Host: ${host}`]);
      assert.ok(status === 403 || status === 400, `${host}${path}: ${status}`);
    }
  }
  for (const host of ours) {
    assert.equal((await send(['GET / HTTP/1.1', `Host: ${host}`])).status, 200, host);
  }
});

test('a request with two hosts, with none, or for a whole address is refused', async () => {
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

test('it can only be read', async () => {
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
