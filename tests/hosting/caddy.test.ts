import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { freePort, untilOpen } from '../fixtures/nginx.ts';
import { startServer, type TestServer, testSecret } from '../fixtures/sidecar.ts';
import { type TemporaryFolder, temporaryFolder } from '../fixtures/temporary-folder.ts';

const program = '/usr/bin/caddy';
const skip = existsSync(program) ? false : `needs ${program}`;
const configuration = join(import.meta.dirname, '../../docs/hosting/Caddyfile');
let folder: TemporaryFolder;
let server: TestServer;
let caddy: ChildProcess;
let site = '';
let front = '';

before(async () => {
  if (skip !== false) return;
  folder = await temporaryFolder();
  await folder.write('collection/images/none.txt', '');
  for (const [place, content] of [
    ['index.html', '<title>home</title>'],
    ['404.html', '<title>not here</title>'],
    ['.ledger.json', 'canary'],
    ['data/shard.js', 'hb("0123456789")'],
    ['assets/host.js', ''],
    ['assets/core-5ced3284ec416b6e.js', '1'],
    ['thumbs/0/1.webp', 'picture'],
  ] as const) {
    await folder.write(`dist/${place}`, content);
  }
  const [sitePort, frontPort] = [await freePort(), await freePort()];
  [site, front] = [`http://127.0.0.1:${sitePort}`, `http://127.0.0.1:${frontPort}`];
  server = await startServer(`${folder.path}/collection`, `${folder.path}/dist`, {
    hosts: [`127.0.0.1:${frontPort}`],
  });
  const text = readFileSync(configuration, 'utf8')
    .replace(/^booru\.example \{/m, `${site} {`)
    .replace(/^edit\.booru\.example \{/m, `${front} {`)
    .replace('/srv/dist', `${folder.path}/dist`)
    .replace('127.0.0.1:5000', `127.0.0.1:${server.port}`);
  const path = await folder.write('Caddyfile', `{\n\tadmin off\n\tauto_https off\n}\n${text}`);
  const words = ['run', '--adapter', 'caddyfile', '--config', path];
  const places = { XDG_DATA_HOME: folder.path, XDG_CONFIG_HOME: folder.path };
  caddy = spawn(program, words, { stdio: 'ignore', env: { ...process.env, ...places } });
  await untilOpen(frontPort, caddy);
});

after(async () => {
  if (skip !== false) return;
  const ended = once(caddy, 'exit');
  caddy.kill('SIGTERM');
  await ended;
  await server[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

const week = 'public, max-age=604800';
const answers: readonly (readonly [path: string, status: number, cache: string | null])[] = [
  ['/', 200, 'no-cache'],
  ['/data/shard.js', 200, 'no-cache'],
  ['/assets/host.js', 200, 'no-cache'],
  ['/assets/core-5ced3284ec416b6e.js', 200, 'public, max-age=31536000, immutable'],
  ['/thumbs/0/1.webp', 200, week],
  ['/nothing.html', 404, null],
  ['/data/', 404, null],
  ['/.ledger.json', 404, null],
];

test('Caddy gives out the site alone, each path with its headers, and only to readers', {
  skip,
}, async () => {
  for (const [path, status, cache] of answers) {
    const answer = await fetch(site + path);
    assert.equal(answer.status, status, path);
    assert.doesNotMatch(await answer.text(), /canary/, path);
    if (cache !== null) assert.equal(answer.headers.get('cache-control'), cache, path);
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff', path);
    assert.match(
      answer.headers.get('content-security-policy') ?? '',
      /frame-ancestors 'none'/,
      path,
    );
    assert.equal(answer.headers.get('server'), null, path);
  }
  for (const method of ['POST', 'PUT', 'DELETE']) {
    assert.equal((await fetch(`${site}/index.html`, { method })).status, 405, method);
  }
  const part = await fetch(`${site}/data/shard.js`, { headers: { Range: 'bytes=4-7' } });
  assert.deepEqual([part.status, await part.text()], [206, '0123']);
});

test('Caddy in front of the server passes on the name, and the checks stand', {
  skip,
}, async () => {
  assert.equal((await fetch(`${front}/`)).status, 200);
  const ask = (headers: Record<string, string>) => fetch(`${front}/api/settings`, { headers });
  const secret = { Authorization: `Bearer ${testSecret}` };
  assert.equal((await ask(secret)).status, 200);
  assert.equal((await ask({})).status, 401);
  assert.equal((await ask({ ...secret, Origin: 'https://evil.example' })).status, 403);
});
