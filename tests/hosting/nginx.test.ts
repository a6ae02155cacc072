import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { type TestCollection, temporaryCollection } from '../fixtures/collection.ts';
import { freePort, type Nginx, skipWithoutNginx, startNginx } from '../fixtures/nginx.ts';
import {
  type Answer,
  startServer,
  type TestServer,
  testSecret,
  writerInProcess,
} from '../fixtures/sidecar.ts';
import { filesOf, siteOf } from '../fixtures/site.ts';
import { type TemporaryFolder, temporaryFolder } from '../fixtures/temporary-folder.ts';
import { until } from '../fixtures/until.ts';

const skip = skipWithoutNginx();
const pool = new DecoderPool(15, 1);
let collection: TestCollection;
let folder: TemporaryFolder;
let site = '';
let server: TestServer;
let alone: Nginx;
let front: Nginx;

before(async () => {
  if (skip !== false) return;
  collection = await temporaryCollection(pool);
  folder = await temporaryFolder();
  site = join(folder.path, 'dist');
  for (let at = 0; at < 3; at++) await collection.picture(`${at}.png`, at + 1, at);
  await collection.process();
  await siteOf(collection.path, site);
  await folder.write('outside.txt', 'canary');
  await folder.write('dist/.hidden/page.html', 'canary');
  alone = await startNginx('nginx.conf', await freePort(), [['/srv/dist', site]]);
  const port = await freePort();
  server = await startServer(collection.path, site, {
    writer: writerInProcess(collection),
    run: async () => ({ code: 0, document: {}, lastLine: '' }),
    hosts: [`127.0.0.1:${port}`],
  });
  front = await startNginx('nginx-sidecar.conf', port, [
    ['127.0.0.1:5000', `127.0.0.1:${server.port}`],
  ]);
});

after(async () => {
  for (const used of [alone, front, server, collection, folder]) {
    await used?.[Symbol.asyncDispose]();
  }
  await pool[Symbol.asyncDispose]();
});

/** Sends a request line as it is; a client library would tidy the path. */
async function ask(
  { port }: Nginx,
  method: string,
  path: string,
  ...more: readonly string[]
): Promise<Answer> {
  const socket = connect(port, '127.0.0.1');
  const lines = [`${method} ${path} HTTP/1.1`, `Host: 127.0.0.1:${port}`, ...more];
  socket.write(`${lines.join('\r\n')}\r\nConnection: close\r\n\r\n`);
  const whole = await text(socket);
  const at = whole.indexOf('\r\n\r\n');
  const [first = '', ...fields] = whole.slice(0, at).split('\r\n');
  const headers = fields.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  return {
    status: Number(first.split(' ')[1]),
    headers: Object.fromEntries(headers),
    body: whole.slice(at + 4),
  };
}

const outside = [
  '/..%2foutside.txt',
  '/%2e%2e/outside.txt',
  '/../outside.txt',
  '/data/..%2f..%2foutside.txt',
  '/..%5coutside.txt',
  '//etc/hostname',
  '/.homebooru-ledger.json',
  '/.hidden/page.html',
  '/%2ehidden/page.html',
  '/metadata/',
  '/metadata/00/00000000000000000000000000000000.json',
  '/trash/',
  '/images/0.png',
  '/homebooru.yaml',
  '/.env',
  '/index.html/x.php',
  '/originals/0/1.png/x.php',
  '/originals/0/1.png%00.html',
  '/data/',
  '/post/',
  '/thumbs/0/',
  '/nothing.html',
];

for (const [name, which] of [
  ['dist/ alone', () => alone],
  ['in front of the server', () => front],
] as const) {
  test(`R70: nginx ${name}: only files of the site are given out, and no listing of any`, {
    skip,
  }, async () => {
    for (const path of outside) {
      const { status, body, headers } = await ask(which(), 'GET', path);
      assert.ok([400, 403, 404].includes(status), `${path}: ${status}`);
      assert.doesNotMatch(body, /canary|Index of|homebooru-test/, path);
      if (status !== 400) assert.equal(headers['x-content-type-options'], 'nosniff', path);
    }
    const { status, body } = await ask(which(), 'GET', '/');
    assert.deepEqual([status, body.includes('<title>HomeBooru</title>')], [200, true]);
  });

  test(`R70: nginx ${name}: the site can only be read`, { skip }, async () => {
    const before = filesOf(site);
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND', 'MKCOL', 'TRACE']) {
      for (const path of ['/index.html', '/originals/0/1.png', '/new.html']) {
        const { status } = await ask(which(), method, path, 'Content-Length: 0');
        assert.ok(status === 403 || status === 405, `${method} ${path}: ${status}`);
      }
    }
    assert.deepEqual(filesOf(site), before);
  });

  test(`R70: nginx ${name}: parts, what is unchanged, and types are as they should be`, {
    skip,
  }, async () => {
    const path = '/originals/0/1.png';
    const whole = await ask(which(), 'GET', path);
    assert.equal(whole.headers['content-type'], 'image/png');
    const part = await ask(which(), 'GET', path, 'Range: bytes=1-3');
    assert.deepEqual([part.status, part.body], [206, 'PNG']);
    assert.match(String(part.headers['content-range']), /^bytes 1-3\/\d+$/);
    assert.equal((await ask(which(), 'GET', path, 'Range: bytes=999999-')).status, 416);
    const known = `If-None-Match: ${whole.headers.etag}`;
    assert.equal((await ask(which(), 'GET', path, known)).status, 304);
    assert.equal((await ask(which(), 'GET', path, 'If-None-Match: "other"')).status, 200);
    const head = await ask(which(), 'HEAD', path);
    assert.deepEqual([head.status, head.body], [200, '']);
    for (const address of filesOf(site).keys()) {
      if (address.startsWith('.')) continue;
      const { status, headers } = await ask(which(), 'GET', `/${address}`);
      assert.equal(status, 200, address);
      assert.notEqual(headers['content-type'], 'application/octet-stream', address);
      assert.equal(headers['x-content-type-options'], 'nosniff', address);
      assert.match(String(headers['content-security-policy']), /default-src 'none'/, address);
    }
  });
}

test('R70: nginx dist/ alone: only names with a hash are kept for ever, and what builds change is asked for again', {
  skip,
}, async () => {
  const seen = new Map<string, number>();
  for (const address of filesOf(site).keys()) {
    if (address.startsWith('.')) continue;
    const { headers } = await ask(alone, 'GET', `/${address}`);
    const cache = String(headers['cache-control']);
    seen.set(cache, (seen.get(cache) ?? 0) + 1);
    const isHashed = /^assets\/[\w-]+-[0-9A-Za-z]{8,}\.(js|css|svg)$/.test(address);
    assert.equal(cache.includes('immutable'), isHashed, address);
    if (/\.html$|^data\/|host\.js$/.test(address)) assert.equal(cache, 'no-cache', address);
  }
  assert.deepEqual([...seen.keys()].toSorted(), [
    'no-cache',
    'public, max-age=31536000, immutable',
    'public, max-age=604800',
  ]);
});

test('R70: nginx dist/ alone: the header forbids what the pages forbid, and framing', {
  skip,
}, async () => {
  const page = readFileSync(join(site, 'index.html'), 'utf8');
  const [, meta = ''] = /Content-Security-Policy" content="([^"]+)"/.exec(page) ?? [];
  const { headers } = await ask(alone, 'GET', '/index.html');
  const directives = (policy: unknown): readonly string[] =>
    String(policy)
      .replaceAll('&#39;', "'")
      .split(';')
      .map((item) => item.trim())
      .toSorted();
  assert.deepEqual(
    directives(headers['content-security-policy']),
    [...directives(meta), "frame-ancestors 'none'"].toSorted(),
  );
});

test('R70: through nginx a script and a page edit, and events come at once', { skip }, async () => {
  const { port } = front;
  const own = `http://127.0.0.1:${port}`;
  const asked = request(`${own}/api/events`, {
    headers: { Authorization: `Bearer ${testSecret}` },
  }).end();
  const [events] = await once(asked, 'response');
  let heard = '';
  events.setEncoding('utf8').on('data', (chunk: string) => {
    heard += chunk;
  });
  const send = (headers: Record<string, string>) =>
    fetch(`${own}/api/posts/1`, {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify({ version: 0, add: ['through_nginx'] }),
    });
  await until(() => heard.includes('retry'));
  assert.equal((await send({})).status, 401);
  assert.equal((await send({ Authorization: `Bearer ${testSecret}` })).status, 200);
  assert.equal(
    (await send({ Authorization: `Bearer ${testSecret}`, Origin: 'https://evil.example' })).status,
    403,
  );
  await until(() => heard.includes('event: published'));
  asked.destroy();
});
