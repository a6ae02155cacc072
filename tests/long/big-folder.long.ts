import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { runCommand } from '../../bench/run-measured.ts';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { temporaryCollection } from '../fixtures/collection.ts';

const pool = new DecoderPool(15, 2);
after(() => pool[Symbol.asyncDispose]());

test('R16: ten thousand known pictures in one folder are scanned in five seconds of the processor, within 300 MB', {
  skip: process.platform === 'linux' ? false : 'needs /proc',
}, async (context) => {
  await using collection = await temporaryCollection(pool);
  for (let at = 0; at < 10_000; at++) await collection.picture(`all/${at}.png`, at, at);
  const words = ['process', '--offline', '--json', '--collection', collection.path] as const;
  await runCommand(...words);
  const { output, cpuSeconds, peakMegabytes } = await runCommand(...words);
  context.diagnostic(`${cpuSeconds.toFixed(1)} s of the processor, ${peakMegabytes} MB`);
  assert.equal((JSON.parse(output) as { same: number }).same, 10_000);
  assert.ok(cpuSeconds < 5, `${cpuSeconds} s`);
  assert.ok(peakMegabytes < 300, `${peakMegabytes} MB`);
});
