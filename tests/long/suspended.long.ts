import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { type TestCollection, temporaryCollection } from '../fixtures/collection.ts';
import { noSources, type Served, serveCollection } from '../fixtures/served.ts';
import { siteOf } from '../fixtures/site.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const pool = new DecoderPool(15, 1);
after(() => pool[Symbol.asyncDispose]());

/** Seconds between two scans of the monitor, and of sleep. */
const interval = 20;
const asleep = 70;

async function watchedCollection(): Promise<TestCollection> {
  const collection = await temporaryCollection(pool);
  await collection.put('homebooru.yaml', `monitor: { interval: ${interval} }\n${noSources}`);
  for (let at = 0; at < 3; at++) await collection.picture(`${at}.png`, at, at);
  await collection.process();
  return collection;
}

/** When the last scan ended, as the status says. */
async function lastScan({ asScript }: Served): Promise<string | null> {
  return (await asScript('GET', '/api/system/status')).json.monitor.last_check;
}

async function nextScan(served: Served, last: string | null): Promise<void> {
  while ((await lastScan(served)) === last) await sleep(100);
}

test('R14: after a suspend of three intervals one scan is made up for', {
  skip: process.platform === 'win32' ? 'needs SIGSTOP' : false,
}, async (context) => {
  await using collection = await watchedCollection();
  await using folder = await temporaryFolder();
  const out = join(folder.path, 'site');
  await siteOf(collection.path, out);
  const served = await serveCollection(collection.path, out);
  try {
    await nextScan(served, null);
    // Jobs are numbered: between two of ours lie those of the monitor.
    const before = (await served.asScript('POST', '/api/system/scan')).json.job.id;
    const isDone = async (): Promise<boolean> => {
      const { jobs } = (await served.asScript('GET', '/api/jobs')).json;
      return jobs.every(({ state }: { state: string }) => state === 'done');
    };
    while (!(await isDone())) await sleep(100);
    const last = await lastScan(served);
    served.kill('SIGSTOP');
    await sleep(asleep * 1000);
    served.kill('SIGCONT');
    const woke = performance.now();
    await nextScan(served, last);
    while (performance.now() - woke < (interval / 2) * 1000) await sleep(100);
    const after = (await served.asScript('POST', '/api/system/scan')).json.job.id;
    const caughtUp = after - before - 1;
    context.diagnostic(`${caughtUp} scans made up for`);
    assert.equal(caughtUp, 1);
  } finally {
    served.kill('SIGTERM');
  }
  assert.equal((await served.ended).code, 0);
});
