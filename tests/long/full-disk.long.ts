import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statfsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import sharp from 'sharp';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { isDraftName, writeAtomically } from '../../pipeline/library/files.ts';
import { type CollectionAt, collectionAt } from '../fixtures/collection.ts';
import { type Ending, runProgram } from '../fixtures/program.ts';
import { chance } from '../fixtures/random.ts';
import { noSources, serveCollection } from '../fixtures/served.ts';
import { filesOf } from '../fixtures/site.ts';
import { smallDisk } from '../fixtures/small-disk.ts';
import { until } from '../fixtures/until.ts';

const pool = new DecoderPool(15, 1);
after(() => pool[Symbol.asyncDispose]());

/** The root of a site's index, written last. */
const manifestPlace = 'data/manifest.js';

test('R4: on a disk that fills up while truth is written the old file stays, whole and alone', async (context) => {
  const disk = await smallDisk('256k');
  if (typeof disk === 'string') return context.skip(disk);
  await using folder = disk;
  const path = join(folder.path, 'record.json');
  await writeFile(path, 'old');
  await assert.rejects(writeAtomically(path, Buffer.alloc(400 * 1024, 'x')), (error: Error) => {
    return /cannot save .*record\.json: ENOSPC/.test(error.message);
  });
  assert.equal(readFileSync(path, 'utf8'), 'old');
  assert.deepEqual(readdirSync(folder.path), ['record.json']);
  await writeAtomically(path, 'new');
  assert.equal(readFileSync(path, 'utf8'), 'new', 'with room again, it goes on');
});

/** A picture of noise, of which nothing small can be made: about 10 KB, and its thumbnail 7. */
async function noise(seed: number): Promise<Buffer> {
  const { below } = chance(seed);
  const pixels = Buffer.from(Array.from({ length: 120 * 120 * 3 }, () => below(256)));
  const raw = { width: 120, height: 120, channels: 3 } as const;
  return sharp(pixels, { raw }).jpeg({ quality: 80 }).toBuffer();
}

async function putNoise(collection: CollectionAt, from: number, to: number): Promise<void> {
  for (let at = from; at < to; at++) {
    await collection.put(`images/${at}.jpg`, await noise(at), at);
  }
}

function freeOn(path: string): number {
  const { bavail, bsize } = statfsSync(path);
  return bavail * bsize;
}

function draftsBelow(path: string): readonly string[] {
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' });
  return names.filter((place) => isDraftName(basename(place)));
}

/** On a disk: a collection of a hundred pictures with its site, and an edit; then four hundred more, still to be taken in. */
async function crowded(disk: string): Promise<Crowded> {
  const collection = collectionAt(join(disk, 'collection'), pool);
  const out = join(disk, 'site');
  await collection.put('homebooru.yaml', noSources);
  await putNoise(collection, 0, 100);
  const build = () => runProgram(['build', '--collection', collection.path, '--out', out]);
  const { code, error } = await build();
  assert.equal(code, 0, error);
  const [edited = ''] = recordsOf(collection);
  await collection.edit(edited, { add: [{ name: 'kept' }] });
  await putNoise(collection, 100, 500);
  return { collection, out, edited, build };
}

interface Crowded {
  readonly collection: CollectionAt;
  readonly out: string;
  readonly edited: string;
  readonly build: () => Promise<Ending>;
}

/** MD5s of the posts that have a record. */
function recordsOf({ path }: CollectionAt): readonly string[] {
  return readdirSync(join(path, 'metadata'), { recursive: true, encoding: 'utf8' })
    .filter((place) => place.endsWith('.json'))
    .map((place) => basename(place, '.json'))
    .toSorted();
}

/** After room was made and everything has run: 500 posts, the edit, nothing amiss, and the site of a clean build. */
async function isWhole({ collection, out, edited }: Crowded): Promise<void> {
  assert.equal(recordsOf(collection).length, 500);
  assert.deepEqual((await collection.record(edited)).edits.history.length, 1);
  const words = ['--collection', collection.path, '--out'];
  const checked = await runProgram(['check', '--deep', ...words, out]);
  assert.deepEqual([checked.code, checked.out.trim()], [0, 'No problems.']);
  const clean = `${out}-from-nothing`;
  const { code, error } = await runProgram(['site', ...words, clean]);
  assert.equal(code, 0, error);
  const [site, other] = [out, clean].map((folder) =>
    [...filesOf(folder)].filter(([place]) => !place.startsWith('.')).toSorted(),
  );
  assert.deepEqual(site, other);
}

test('R5: 500 pictures on a disk that is full sooner or later: nothing is lost, no draft is left, and with room the next run completes it', async (context) => {
  const mounted = await smallDisk('100m');
  if (typeof mounted === 'string') return context.skip(mounted);
  await using disk = mounted;
  const made = await crowded(disk.path);
  const { collection, out, build } = made;
  const originals = filesOf(join(collection.path, 'images'));
  const manifest = readFileSync(join(out, manifestPlace));
  const used = 100 * 2 ** 20 - freeOn(disk.path);
  const refused = new Set<string>();
  for (let room = 0; ; room += 2 ** 20) {
    disk.resize(`${Math.ceil((used + room) / 1024)}k`);
    const before = recordsOf(collection);
    const { code, error } = await build();
    if (code === 0) break;
    const last = error.trim().split('\n').at(-1) ?? '';
    assert.match(last, /ENOSPC|disk is full/, error);
    assert.ok(last.includes(`${disk.path}/`), error);
    refused.add(last.replaceAll(disk.path, '').replaceAll(/[0-9a-f-]{32,}|\b[0-9a-f]{2}\b/g, '*'));
    assert.deepEqual(draftsBelow(disk.path), []);
    assert.deepEqual(filesOf(join(collection.path, 'images')), originals);
    const now = new Set(recordsOf(collection));
    assert.deepEqual(
      before.filter((md5) => !now.has(md5)),
      [],
    );
    for (const md5 of now) await collection.record(md5);
    assert.deepEqual(readFileSync(join(out, manifestPlace)), manifest, 'the old site is shown');
  }
  context.diagnostic(`refused: ${[...refused].join('; ')}`);
  disk.resize('100m');
  await isWhole(made);
});

test('R5: a server on a full disk says so, tries nothing, shows its site, and goes on by itself within 2 minutes of room', async (context) => {
  const mounted = await smallDisk('100m');
  if (typeof mounted === 'string') return context.skip(mounted);
  await using disk = mounted;
  const made = await crowded(disk.path);
  disk.resize('20m');
  const served = await serveCollection(made.collection.path, made.out);
  const answer = async (path: string) => (await served.asScript('GET', path)).json;
  const pausedBy = async () => (await answer('/api/settings')).pausedBy;
  try {
    await until(async () => (await pausedBy()) !== null);
    for (let look = 0; look < 13; look++) {
      await sleep(10_000);
      assert.match(await pausedBy(), /the disk is full, \d+ MB are free/);
      assert.deepEqual((await answer('/api/jobs')).jobs, []);
      assert.equal((await fetch(served.address)).status, 200);
    }
    disk.resize('100m');
    const began = performance.now();
    await until(async () => (await answer('/api/jobs')).jobs.length > 0, 120);
    const seconds = (performance.now() - began) / 1000;
    context.diagnostic(`goes on after ${seconds.toFixed(0)} s`);
    await until(async () => (await answer('/api/jobs')).jobs[0].state === 'done', 120);
    assert.equal(await pausedBy(), null);
  } finally {
    served.kill('SIGTERM');
  }
  assert.equal((await served.ended).code, 0);
  await isWhole(made);
});
