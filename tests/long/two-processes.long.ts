import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { fakedCollection } from '../fixtures/collection-with-fakes.ts';
import { type Ending, runProgram, startProgram } from '../fixtures/program.ts';

const pool = new DecoderPool(15, 1);
after(() => pool[Symbol.asyncDispose]());

test('R8: of twelve starts at once one runs, the others name it; after kill -9 the next takes over', {
  skip: process.platform === 'win32' ? 'needs SIGSTOP' : false,
}, async () => {
  await using faked = await fakedCollection(pool, 2, () => true);
  const { collection, sites } = faked;
  await collection.process();
  const words = ['process', '--collection', collection.path];
  const asked = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  sites.danbooru.onRequest = () => {
    // It holds the lock until it is killed, however long the others take to start: no request may fail meanwhile.
    const holder = JSON.parse(readFileSync(join(collection.path, '.homebooru/lock'), 'utf8'));
    process.kill(holder.pid, 'SIGSTOP');
    asked.resolve();
    return released.promise;
  };
  const running = new Set(Array.from({ length: 12 }, () => startProgram(words)));
  const refused: Ending[] = [];
  // The others end while the one that holds the lock still waits for its answer.
  const othersEnded = new Promise<void>((resolve) => {
    for (const start of running) {
      void start.ended.then((ending) => {
        running.delete(start);
        refused.push(ending);
        if (running.size === 1) resolve();
      });
    }
  });
  await Promise.all([asked.promise, othersEnded]);
  const [holder] = running;
  assert.equal(refused.length, 11);
  for (const { code, error } of refused) {
    assert.equal(code, 2);
    assert.match(error, new RegExp(`written to by .*\\(process ${holder?.pid}\\)`));
  }
  holder?.kill('SIGKILL');
  assert.equal((await holder?.ended)?.signal, 'SIGKILL');
  sites.danbooru.onRequest = () => undefined;
  released.resolve();
  const next = await runProgram(words);
  assert.equal(next.code, 0, next.error);
});

test('R8: the name of a living process that holds nothing keeps nobody out', async () => {
  await using faked = await fakedCollection(pool, 1, () => true);
  const { collection } = faked;
  await collection.process();
  // As after a kill, once the system has given the number to somebody else.
  await collection.put('.homebooru/lock', JSON.stringify({ pid: process.pid, command: 'process' }));
  const { code, error } = await runProgram(['process', '--collection', collection.path]);
  assert.equal(code, 0, error);
});
