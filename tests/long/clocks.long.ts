import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { temporaryCollection } from '../fixtures/collection.ts';
import { falseClock, skipWithoutFalseClock } from '../fixtures/false-clock.ts';
import { png } from '../fixtures/png.ts';
import { runProgram } from '../fixtures/program.ts';
import { noSources, type Served, serveCollection } from '../fixtures/served.ts';
import { siteOf } from '../fixtures/site.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const pool = new DecoderPool(15, 1);
after(() => pool[Symbol.asyncDispose]());

/** Seconds between two scans of the monitor. */
const interval = 8;
/** Scans that are waited for, from one leap of the clock to the next. */
const scans = 4;

function secondsTo(time: string): number {
  return Math.round((Date.parse(time) - Date.now()) / 1000);
}

/** Seconds that the clock is ahead of the machine's. */
const leaps: readonly (readonly [name: string, seconds: () => number])[] = [
  ['a day back', () => -86_400],
  ['ten years ahead', () => 315_532_800],
  ['1970', () => secondsTo('1970-01-01T01:00:00Z')],
  // In Berlin one hour comes twice then.
  ['the end of summer', () => secondsTo('2026-10-25T00:59:50Z')],
  ['and right again', () => 0],
];

/** Seconds of the processor that a process has taken. */
function cpuSeconds(pid: number): number {
  const [, rest = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
  const fields = rest.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** When the last scan ended, as the status says, by the false clock. */
async function lastScan({ asScript }: Served): Promise<string | null> {
  return (await asScript('GET', '/api/system/status')).json.monitor.last_check;
}

async function logIn({ address, loginToken }: Served): Promise<string> {
  const answer = await fetch(new URL('/api/login', address), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: new URL(address).origin },
    body: JSON.stringify({ token: loginToken }),
  });
  assert.equal(answer.status, 200, await answer.text());
  return String(answer.headers.get('set-cookie')).split(';')[0] ?? '';
}

async function isLoggedIn({ address }: Served, cookie: string): Promise<boolean> {
  const answer = await fetch(new URL('/api/problems', address), { headers: { Cookie: cookie } });
  await answer.arrayBuffer();
  return answer.status === 200;
}

test('R13: with a clock that leaps scans come at their interval, edits and numbers in their order, and locks and sessions hold', {
  skip: skipWithoutFalseClock(),
}, async (context) => {
  await using collection = await temporaryCollection(pool);
  await using folder = await temporaryFolder();
  await collection.put('homebooru.yaml', `monitor: { interval: ${interval} }\n${noSources}`);
  for (let at = 0; at < 3; at++) await collection.picture(`${at}.png`, at, at);
  await collection.process();
  const first = await collection.picture('0.png', 0);
  const out = join(folder.path, 'site');
  await siteOf(collection.path, out);
  const clock = falseClock(join(folder.path, 'clock'));
  const environment = { ...clock.environment, TZ: 'Europe/Berlin' };
  const place = ['--collection', collection.path] as const;
  const served = await serveCollection(collection.path, out, environment);
  try {
    const cookie = await logIn(served);
    for (const [at, [name, seconds]] of leaps.entries()) {
      clock.set(seconds());
      // As it comes from a camera or the network: its time is the machine's own.
      await writeFile(join(collection.path, `images/new-${at}.png`), png(100 + at));
      const [since, spent] = [performance.now(), cpuSeconds(served.pid)];
      for (let [done, last] = [0, await lastScan(served)]; done < scans; ) {
        await sleep(100);
        const now = await lastScan(served);
        if (now !== last) done += 1;
        last = now;
      }
      const elapsed = (performance.now() - since) / 1000;
      const busy = (cpuSeconds(served.pid) - spent) / elapsed;
      context.diagnostic(
        `${name}: ${scans} scans in ${elapsed.toFixed(1)} s, ${(busy * 100).toFixed(1)} % of a processor`,
      );
      // The first may be one that was under way, or due at that moment.
      assert.ok(elapsed > (scans - 2) * interval, `${name}: ${scans} scans in ${elapsed} s`);
      assert.ok(busy < 0.5, `${name}: ${busy}`);
      const edit = await runProgram(['edit', 'id:1', `+leap_${at}`, ...place], environment);
      assert.equal(edit.code, 0, edit.error);
      const second = await runProgram(['serve', ...place, '--out', out], environment);
      assert.equal(second.code, 2);
      assert.match(second.error, /served by/);
      const isLive = await isLoggedIn(served, cookie);
      assert.equal(isLive, name === 'and right again', `${name}: ${isLive}`);
    }
  } finally {
    served.kill('SIGTERM');
  }
  assert.equal((await served.ended).code, 0);
  const { edits, revision } = await collection.record(first);
  assert.equal(revision, leaps.length);
  assert.deepEqual(
    edits.history.map(({ change }) => change.add?.[0]?.name),
    leaps.map((_, at) => `leap_${at}`),
  );
  const numbers: (number | undefined)[] = [];
  for (const at of leaps.keys()) {
    const md5 = await collection.picture(`new-${at}.png`, 100 + at);
    numbers.push((await collection.record(md5)).number);
  }
  assert.deepEqual(numbers, [4, 5, 6, 7, 8], 'in the order in which they came');
});
