import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { BusyError, lockCollection } from '../../pipeline/library/lock.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

test('a second holder is refused, and told who holds it', async () => {
  await using folder = await temporaryFolder();
  const state = join(folder.path, 'state');
  {
    await using _lock = await lockCollection(state, 'process');
    await assert.rejects(
      lockCollection(state, 'edit'),
      (error) =>
        error instanceof BusyError &&
        error.message.includes('homebooru process') &&
        error.message.includes(`process ${process.pid}`),
    );
    assert.deepEqual(readdirSync(state), ['lock']);
  }
  assert.deepEqual(readdirSync(state), []);
});

test('of many starters one wins', async () => {
  await using folder = await temporaryFolder();
  const all = await Promise.allSettled(
    Array.from({ length: 12 }, () => lockCollection(folder.path, 'process')),
  );
  const won = all.filter((outcome) => outcome.status === 'fulfilled');
  assert.equal(won.length, 1);
  await won[0]?.value[Symbol.asyncDispose]();
  await using _lock = await lockCollection(folder.path, 'process');
});

async function deadProcess(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  return child.pid ?? 0;
}

async function takesOver(content: string): Promise<void> {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'lock');
  await writeFile(path, content);
  {
    await using _lock = await lockCollection(folder.path, 'process');
    assert.equal(JSON.parse(await readFile(path, 'utf8')).pid, process.pid);
  }
  assert.equal(existsSync(path), false);
}

test("a dead process's lock is taken over", async () => {
  await takesOver(
    JSON.stringify({ pid: await deadProcess(), started: '1', boot: 'x', command: 'site' }),
  );
});

const stale: readonly (readonly [name: string, content: string])[] = [
  [
    'of a living pid that started at another time',
    JSON.stringify({ pid: process.pid, started: '1', boot: '', command: 'site' }),
  ],
  ['that is empty', ''],
  ['that is full of zeros', '\0'.repeat(100)],
  ['that was cut short', '{"pid": 12'],
  ['that says null', 'null'],
  ['that says a number', '5'],
  ['with a pid that is none', '{"pid": "x"}'],
  ['with a negative pid', '{"pid": -1}'],
];
for (const [name, content] of stale) {
  test(`a lock ${name} is taken over`, () => takesOver(content));
}

for (const field of ['started', 'boot']) {
  test(`a lock of this very pid is stale where its ${field} is another's`, async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'lock');
    await using _mine = await lockCollection(folder.path, 'process');
    const holder = JSON.parse(await readFile(path, 'utf8'));
    await takesOver(JSON.stringify({ ...holder, [field]: 'other' }));
  });
}
