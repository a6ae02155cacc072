import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { on } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';
import { Deadline, type GivenUp } from '../../pipeline/decode/deadline.ts';
import type { DecodeReply, DecodeRequest } from '../../pipeline/decode/jobs.ts';
import { png } from '../fixtures/png.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

test('R21: who works on a slow machine has time; who stands still, or works for too long, has not', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const given: GivenUp[] = [];
  const deadline = (): Deadline => new Deadline(15, (why) => given.push(why));
  const slow = deadline();
  for (let spent = 1000; spent <= 15_000; spent += 1000) {
    t.mock.timers.tick(14_000);
    slow.hear(spent);
  }
  assert.deepEqual(given, [], 'three and a half minutes for fifteen seconds of work');
  slow.hear(15_001);
  assert.deepEqual(given, ['overworked']);
  slow.end();
  const still = deadline();
  t.mock.timers.tick(14_999);
  assert.equal(given.length, 1);
  t.mock.timers.tick(1);
  assert.deepEqual(given, ['overworked', 'silent']);
  still.end();
  deadline().end();
  t.mock.timers.tick(60_000);
  assert.equal(given.length, 2, 'what is done is not given up');
});

test('R21: a decoder at work tells how much of the processor it has had', async () => {
  await using folder = await temporaryFolder();
  const path = await folder.write('a.png', png(1, { width: 9900, height: 9900 }));
  const child = fork(join(import.meta.dirname, '../../pipeline/decode/worker.ts'), {
    execArgv: [],
  });
  const sizes = { grid: 400, preview: 1000, quality: 85 };
  const [thumbnail, preview] = [join(folder.path, 't.webp'), join(folder.path, 'p.webp')];
  const job = {
    kind: 'render',
    format: 'png',
    path,
    thumbnail,
    preview,
    sizes,
    pixels: 1e8,
  } as const;
  child.send({ id: 7, job } satisfies DecodeRequest);
  const spent: number[] = [];
  for await (const [reply] of on(child, 'message') as AsyncIterable<[DecodeReply]>) {
    assert.equal(reply.id, 7);
    if ('spent' in reply) spent.push(reply.spent);
    else {
      assert.ok('answer' in reply, JSON.stringify(reply));
      break;
    }
  }
  child.disconnect();
  assert.ok(spent.length >= 2, `${spent}`);
  assert.deepEqual(
    spent,
    spent.toSorted((a, b) => a - b),
  );
});
