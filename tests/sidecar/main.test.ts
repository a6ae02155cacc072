import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type TemporaryFolder, temporaryFolder } from '../fixtures/temporary-folder.ts';

const program = fileURLToPath(new URL('../../pipeline/homebooru.js', import.meta.url));

function serve(cwd: string, ...words: readonly string[]): ChildProcess {
  return homebooru(cwd, 'serve', '--collection', join(cwd, 'collection'), ...words);
}

function homebooru(cwd: string, ...words: readonly string[]): ChildProcess {
  return spawn(process.execPath, [program, ...words], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** A site, and a collection whose monitor is off: it would set to work. */
async function servedFolder(): Promise<TemporaryFolder> {
  const folder = await temporaryFolder();
  await folder.write('dist/index.html', '<title>home</title>');
  await folder.write('collection/homebooru.yaml', 'monitor: { enabled: false }');
  return folder;
}

async function end(
  child: ChildProcess,
): Promise<{ readonly code: unknown; readonly out: string; readonly said: string }> {
  const [out, said, [code]] = await Promise.all([
    child.stdout ? text(child.stdout) : '',
    child.stderr ? text(child.stderr) : '',
    once(child, 'exit'),
  ]);
  return { code, out, said };
}

test('serve prints a link that logs in, answers, and ends cleanly when told to', async () => {
  await using folder = await servedFolder();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    const child = serve(folder.path, '--port', '0');
    const ended = end(child);
    const [line] = await once(child.stdout ?? child, 'data');
    const address = /^(http:\/\/127\.0\.0\.1:(\d+)\/)login#[\w-]{43}\n$/.exec(String(line));
    assert.ok(address, String(line));
    const answer = await fetch(address[1] ?? '');
    assert.equal(answer.status, 200);
    assert.match(await answer.text(), /home/);
    // A connection that says nothing must not hold the end up.
    const idle = connect(Number(address[2]), '127.0.0.1');
    idle.on('error', () => undefined);
    await once(idle, 'connect');
    const began = performance.now();
    child.kill(signal);
    const { code, out } = await ended;
    idle.destroy();
    assert.equal(code, 0);
    assert.equal(out, String(line));
    assert.ok(performance.now() - began < 5000);
  }
});

test('R40: it listens on loopback alone, where the settings name no other hosts', {
  skip: existsSync('/proc/net/tcp') ? false : 'needs /proc/net/tcp',
}, async () => {
  await using folder = await servedFolder();
  const child = serve(folder.path, '--port', '0');
  const ended = end(child);
  const [line] = await once(child.stdout ?? child, 'data');
  const [, port = ''] = /:(\d+)\/login#/.exec(String(line)) ?? [];
  assert.deepEqual(listeningOn(Number(port)), ['0100007F']);
  child.kill('SIGTERM');
  assert.equal((await ended).code, 0);
});

/** The addresses, as the kernel writes them, that a port is listened on. */
function listeningOn(port: number): readonly string[] {
  const wanted = port.toString(16).toUpperCase().padStart(4, '0');
  const listening = '0A';
  return ['/proc/net/tcp', '/proc/net/tcp6']
    .filter((table) => existsSync(table))
    .flatMap((table) => readFileSync(table, 'utf8').trim().split('\n').slice(1))
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local = '', , state]) => state === listening && local.endsWith(`:${wanted}`))
    .map(([, local = '']) => local.slice(0, local.indexOf(':')));
}

test('without a site, serve says what to run first', async () => {
  await using folder = await temporaryFolder();
  await folder.write('collection/homebooru.yaml', '');
  const { code, out, said } = await end(serve(folder.path));
  assert.deepEqual([code, out], [2, '']);
  assert.match(said, /npm run build/);
});

test('R40: other machines are let in only where the names are said by which they call', async () => {
  await using folder = await servedFolder();
  const { code, out, said } = await end(serve(folder.path, '--host', '0.0.0.0', '--port', '0'));
  assert.deepEqual([code, out], [2, '']);
  assert.match(said, /sidecar\.hosts/);
  const hosts = 'sidecar: { hosts: ["nas.local:9000"] }\nmonitor: { enabled: false }';
  await folder.write('collection/homebooru.yaml', hosts);
  const open = serve(folder.path, '--host', '0.0.0.0', '--port', '0');
  const ended = end(open);
  const [line] = await once(open.stdout ?? open, 'data');
  const [, port = ''] = /:(\d+)\/login#/.exec(String(line)) ?? [];
  if (existsSync('/proc/net/tcp')) assert.deepEqual(listeningOn(Number(port)), ['00000000']);
  open.kill('SIGTERM');
  assert.equal((await ended).code, 0);
});

test('a port that is taken is named', async () => {
  await using folder = await servedFolder();
  await using other = await servedFolder();
  const first = serve(folder.path, '--port', '0');
  const [line] = await once(first.stdout ?? first, 'data');
  const [, port = ''] = /:(\d+)\/login#/.exec(String(line)) ?? [];
  const ended = end(first);
  const second = await end(serve(other.path, '--port', port));
  assert.equal(second.code, 2);
  assert.match(second.said, new RegExp(`port ${port}`));
  first.kill('SIGTERM');
  assert.equal((await ended).code, 0);
});

test('R8: a collection is served once, the second server names the first, and `login` finds it', async () => {
  await using folder = await servedFolder();
  const first = serve(folder.path, '--port', '0');
  const [line] = await once(first.stdout ?? first, 'data');
  const ended = end(first);
  const second = await end(serve(folder.path, '--port', '0'));
  assert.equal(second.code, 2);
  assert.match(second.said, /served by `homebooru serve` \(process \d+\)/);
  const collection = ['--collection', join(folder.path, 'collection')];
  const login = await end(homebooru(folder.path, 'login', ...collection));
  assert.equal(login.code, 0);
  const address = /^http:\/\/[\d.:]+\//.exec(String(line))?.[0] ?? '';
  assert.ok(login.out.startsWith(`${address}login#`) && login.out !== String(line), login.out);
  const [, token] = login.out.trim().split('#');
  const answer = await fetch(`${address}api/login`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ token }),
  });
  assert.equal(answer.status, 200);
  first.kill('SIGTERM');
  assert.equal((await ended).code, 0);
  const late = await end(homebooru(folder.path, 'login', ...collection));
  assert.deepEqual([late.code, late.out], [2, '']);
});
