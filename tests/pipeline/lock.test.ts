import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { BusyError, lockCollection, lockState } from '../../pipeline/library/lock.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const lockModule = join(import.meta.dirname, '../../pipeline/library/lock.ts');

/** A process that takes the lock, says `held` or `busy`, and waits to be killed. */
function contender(state: string): { said: Promise<string>; end: () => Promise<void> } {
  const program = `
    const { lockCollection } = await import(${JSON.stringify(lockModule)});
    try { globalThis.kept = await lockCollection(${JSON.stringify(state)}, 'process'); process.stdout.write('held'); }
    catch (error) { process.stdout.write(error.name === 'BusyError' ? 'busy' : String(error)); }
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return {
    said: once(child.stdout, 'data').then(([chunk]) => String(chunk)),
    end: async () => {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

test('R8: a second holder is refused, and told who holds it', async () => {
  await using folder = await temporaryFolder();
  const state = join(folder.path, 'state');
  {
    await using _lock = await lockCollection(state, 'process');
    assert.equal(await lockState(state), 'held');
    await assert.rejects(
      lockCollection(state, 'edit'),
      (error) =>
        error instanceof BusyError &&
        error.message.includes('homebooru process') &&
        error.message.includes(`process ${process.pid}`),
    );
  }
  assert.equal(await lockState(state), 'free');
  assert.equal(existsSync(join(state, 'lock')), false);
});

test('of many starters in one process one wins', async () => {
  await using folder = await temporaryFolder();
  const all = await Promise.allSettled(
    Array.from({ length: 12 }, () => lockCollection(folder.path, 'process')),
  );
  const won = all.filter((outcome) => outcome.status === 'fulfilled');
  assert.equal(won.length, 1);
  await won[0]?.value[Symbol.asyncDispose]();
  await using _lock = await lockCollection(folder.path, 'process');
});

test('R8: of many processes one wins, also where one that was killed has left its name', async () => {
  await using folder = await temporaryFolder();
  const first = contender(folder.path);
  assert.equal(await first.said, 'held');
  await first.end();
  assert.equal(await lockState(folder.path), 'stale');
  const all = Array.from({ length: 6 }, () => contender(folder.path));
  const words = await Promise.all(all.map(({ said }) => said));
  assert.deepEqual(words.toSorted(), ['busy', 'busy', 'busy', 'busy', 'busy', 'held']);
  await Promise.all(all.map(({ end }) => end()));
  // All were killed; who comes next is told, and nobody after that.
  {
    await using lock = await lockCollection(folder.path, 'process');
    assert.equal(lock.wasLeft, true);
  }
  await using lock = await lockCollection(folder.path, 'process');
  assert.equal(lock.wasLeft, false);
});

for (const content of ['', '\0'.repeat(100), '{"pid": 12', 'null', '{"pid": -1}']) {
  test(`R8: a name left as ${JSON.stringify(content.slice(0, 12))} does not keep anybody out`, async () => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, 'lock'), content);
    await writeFile(join(folder.path, 'lock.db'), 'garbage'.repeat(200));
    {
      await using _lock = await lockCollection(folder.path, 'process');
      assert.equal(JSON.parse(await readFile(join(folder.path, 'lock'), 'utf8')).pid, process.pid);
    }
    assert.equal(await lockState(folder.path), 'free');
  });
}
