import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { temporaryCollection } from '../fixtures/collection.ts';
import { runProgram } from '../fixtures/program.ts';
import { filesOf } from '../fixtures/site.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { countCalls, runKilled, skipWithoutTracing } from '../fixtures/traced.ts';

const pool = new DecoderPool(15, 2);
after(() => pool[Symbol.asyncDispose]());

const pictures = 50;
/** Points of one kind of call at most, spread evenly over a build. */
const most = Number(process.env['POINTS'] ?? 6);

test('R1: the publishing of fifty pictures, killed by the system at its calls, is finished by the next, to the byte', {
  skip: skipWithoutTracing(),
}, async (context) => {
  await using collection = await temporaryCollection(pool);
  await using home = await temporaryFolder();
  for (let at = 0; at < pictures; at++) await collection.picture(`${at % 7}/${at}.png`, at, at);
  const { problems } = await collection.process();
  assert.deepEqual(problems, []);
  const out = join(home.path, 'site');
  const place = ['--collection', collection.path, '--out', out];
  const publish = ['site', ...place];
  const begin = (): void => rmSync(out, { recursive: true, force: true });
  const finish = async (): Promise<void> => {
    const { code, out: said, error } = await runProgram(publish);
    assert.equal(code, 0, said + error);
  };
  await finish();
  const whole = filesOf(out);
  begin();
  // What is compiled is kept: it is written by the first run alone.
  const counts = countCalls(publish, join(home.path, 'calls'));
  let [killed, tried] = [0, 0];
  for (const [call, count] of counts) {
    const step = Math.max(1, Math.ceil(count / most));
    for (let at = 1; at <= count; at += step) {
      begin();
      tried += 1;
      const { status, signal } = runKilled(publish, { call, at });
      if (signal === 'SIGKILL' || status !== 0) killed += 1;
      await finish();
      assert.deepEqual(filesOf(out), whole, `${call} ${at} of ${count}`);
    }
  }
  const { code, out: said } = await runProgram(['check', '--deep', ...place]);
  assert.equal(code, 0, said);
  context.diagnostic(
    `${tried} points, killed at ${killed}; ${JSON.stringify(Object.fromEntries(counts))}`,
  );
  assert.ok(killed >= tried / 2, `${killed} kills`);
});
