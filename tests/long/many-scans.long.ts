import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { temporaryCollection } from '../fixtures/collection.ts';
import { noSources, type Served, serveCollection } from '../fixtures/served.ts';
import { siteOf } from '../fixtures/site.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const pool = new DecoderPool(15, 1);
after(() => pool[Symbol.asyncDispose]());

const scans = Number(process.env['SCANS'] ?? 2000);

/** What a process has: megabytes in memory, open files, children. */
function holdingsOf(pid: number): Readonly<Record<'memory' | 'files' | 'children', number>> {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return {
    memory: Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1024,
    files: readdirSync(`/proc/${pid}/fd`).length,
    children: children === '' ? 0 : children.split(' ').length,
  };
}

async function scanOnce({ asScript }: Served): Promise<void> {
  const { id } = (await asScript('POST', '/api/system/scan')).json.job;
  for (;;) {
    const { jobs } = (await asScript('GET', '/api/jobs')).json;
    const state = jobs.find((job: { id: number }) => job.id === id)?.state;
    if (state === 'done') return;
    assert.ok(['queued', 'running'].includes(state), `scan ${id}: ${state}`);
    await sleep(20);
  }
}

test('R18: thousands of scans of 200 unchanged pictures leave a server as small as it was', {
  skip: process.platform === 'linux' ? false : 'needs /proc',
}, async (context) => {
  await using collection = await temporaryCollection(pool);
  await using folder = await temporaryFolder();
  await collection.put('homebooru.yaml', `monitor: { enabled: false }\n${noSources}`);
  for (let at = 0; at < 200; at++) await collection.picture(`${at}.png`, at, at);
  await collection.process();
  const out = join(folder.path, 'site');
  await siteOf(collection.path, out);
  const served = await serveCollection(collection.path, out);
  const seen: ReturnType<typeof holdingsOf>[] = [];
  try {
    for (let at = 0; at < scans; at++) {
      await scanOnce(served);
      seen.push(holdingsOf(served.pid));
      if ((at + 1) % 50 === 0) context.diagnostic(`${at + 1}: ${JSON.stringify(seen.at(-1))}`);
    }
  } finally {
    served.kill('SIGTERM');
  }
  assert.equal((await served.ended).code, 0);
  // What is garbage is given back now and then, tens of megabytes at once: of each fifty the highest counts.
  const settled = seen.slice(50, 100);
  const last = seen.slice(-50);
  const [before = 0, now = 0] = [settled, last].map((some) =>
    Math.max(...some.map(({ memory }) => memory)),
  );
  const growth = now - before;
  context.diagnostic(`${scans} scans: ${growth.toFixed(1)} MB more after the first hundred`);
  assert.ok(growth < 10, `${growth} MB`);
  for (const what of ['files', 'children'] as const) {
    const [before, now] = [settled, last].map((some) => Math.max(...some.map((one) => one[what])));
    assert.ok((now ?? 0) <= (before ?? 0), `${what}: ${before} before, ${now} now`);
  }
});
