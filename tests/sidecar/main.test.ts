import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const program = fileURLToPath(new URL('../../pipeline/homebooru.js', import.meta.url));

function serve(cwd: string, ...words: readonly string[]): ChildProcess {
  return spawn(process.execPath, [program, 'serve', ...words], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
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

test('serve prints its address, answers, and ends cleanly when told to', async () => {
  await using folder = await temporaryFolder();
  await folder.write('dist/index.html', '<title>home</title>');
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    const child = serve(folder.path, '--port', '0');
    const ended = end(child);
    const [line] = await once(child.stdout ?? child, 'data');
    const address = /^(http:\/\/127\.0\.0\.1:(\d+)\/)\n$/.exec(String(line));
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

test('without a site, serve says what to run first', async () => {
  await using folder = await temporaryFolder();
  const { code, out, said } = await end(serve(folder.path));
  assert.deepEqual([code, out], [2, '']);
  assert.match(said, /npm run build/);
});

test('other machines are let in only where the names are said by which they call', async () => {
  await using folder = await temporaryFolder();
  await folder.write('dist/index.html', '');
  const { code, out, said } = await end(serve(folder.path, '--host', '0.0.0.0', '--port', '0'));
  assert.deepEqual([code, out], [2, '']);
  assert.match(said, /sidecar\.hosts/);
});

test('a port that is taken is named', async () => {
  await using folder = await temporaryFolder();
  await folder.write('dist/index.html', '');
  const first = serve(folder.path, '--port', '0');
  const [line] = await once(first.stdout ?? first, 'data');
  const [, port = ''] = /:(\d+)\/$/m.exec(String(line)) ?? [];
  const ended = end(first);
  const second = await end(serve(folder.path, '--port', port));
  assert.equal(second.code, 2);
  assert.match(second.said, new RegExp(`port ${port}`));
  first.kill('SIGTERM');
  assert.equal((await ended).code, 0);
});
