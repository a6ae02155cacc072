import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import sharp from 'sharp';
import { thumbHashToRGBA } from 'thumbhash';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { readPost } from '../../pipeline/library/read-post.ts';
import type { FileReport } from '../../pipeline/library/site-request.ts';
import { explainFile, explainFileIn } from '../../site/build/explain-file.ts';
import { Workshop } from '../../site/build/workshop.ts';
import { type TestCollection, temporaryCollection } from '../fixtures/collection.ts';
import { filesOf, siteOf, siteRequest } from '../fixtures/site.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const pool = new DecoderPool(15);
after(() => pool[Symbol.asyncDispose]());

async function fivePosts(): Promise<TestCollection> {
  const collection = await temporaryCollection(pool);
  await collection.put('homebooru.yaml', 'site: { pageSize: 2 }\n');
  for (let n = 1; n <= 5; n++) await collection.picture(`${n}.png`, n, n);
  await collection.process();
  return collection;
}

/** What is said of every file of a site but the ledger. */
async function explainAll(
  collection: TestCollection,
  out: string,
): Promise<ReadonlyMap<string, FileReport>> {
  const request = await siteRequest(collection.path, out);
  const reports = new Map<string, FileReport>();
  using workshop = new Workshop();
  for (const address of filesOf(out).keys()) {
    if (!address.startsWith('.'))
      reports.set(address, await explainFileIn(workshop, request, address));
  }
  return reports;
}

test('a picture that the site blurs has its placeholder as a file, as long as it is one', async () => {
  await using collection = await fivePosts();
  await using folder = await temporaryFolder();
  const out = join(folder.path, 'site');
  const blurs = (): readonly string[] =>
    [...filesOf(out).keys()].filter((address) => address.startsWith('blurs/'));
  const md5 = await collection.picture('2.png', 2, 2);
  await collection.edit(md5, { rating: 'explicit' });
  await siteOf(collection.path, out);
  assert.deepEqual(blurs(), []);
  await collection.put('homebooru.yaml', 'site: { pageSize: 2, blur: [e] }\n');
  await siteOf(collection.path, out);
  assert.deepEqual(blurs(), ['blurs/0/2.png']);
  const { data, info } = await sharp(join(out, 'blurs/0/2.png'))
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { thumbhash } = await collection.write(async ({ library }) => readPost(library, 2));
  const { w, h, rgba } = thumbHashToRGBA(Buffer.from(thumbhash, 'base64'));
  assert.deepEqual([info.width, info.height, info.channels], [w, h, 4]);
  assert.deepEqual(new Uint8Array(data), rgba);
  const explained = await explainAll(collection, out);
  assert.deepEqual(explained.get('blurs/0/2.png')?.reasons, []);
  await collection.edit(md5, { rating: 'general' });
  await siteOf(collection.path, out);
  assert.deepEqual(blurs(), []);
});

test('of a site that is as it should be no file would be written, and each has a part', async () => {
  await using collection = await fivePosts();
  await using folder = await temporaryFolder();
  const out = join(folder.path, 'site');
  await siteOf(collection.path, out);
  for (const { address, part, dependsOn, reasons } of (
    await explainAll(collection, out)
  ).values()) {
    assert.ok(part !== undefined && dependsOn.length > 0, address);
    assert.deepEqual(reasons, [], address);
  }
});

test('every file that a build writes or removes was said to be written or removed', async () => {
  await using collection = await fivePosts();
  await using folder = await temporaryFolder();
  const out = join(folder.path, 'site');
  await siteOf(collection.path, out);
  const md5 = await collection.picture('2.png', 2, 2);
  await collection.edit(md5, { add: [{ name: 'hat' }], parent: 4 });
  await collection.remove('images/5.png');
  await collection.process();
  const before = filesOf(out);
  const reports = await explainAll(collection, out);
  await siteOf(collection.path, out);
  const now = filesOf(out);
  const written = [...reports.keys()].filter((address) => before.get(address) !== now.get(address));
  assert.ok(written.includes('post/0/2.html') && written.includes('post/0/5.html'));
  for (const address of written) {
    assert.notDeepEqual(reports.get(address)?.reasons, [], address);
  }
  assert.deepEqual(reports.get('post/0/3.html')?.reasons, []);
  assert.match(reports.get('post/0/2.html')?.reasons.join() ?? '', /another state .*: post 2: its/);
});

test('it is said which input differs, what is missing, and what is no file of the site', async () => {
  await using collection = await fivePosts();
  await using folder = await temporaryFolder();
  const out = join(folder.path, 'site');
  await siteOf(collection.path, out);
  await collection.put('homebooru.yaml', 'site: { pageSize: 2, title: Another }\n');
  rmSync(join(out, 'post/0/1.html'));
  const request = await siteRequest(collection.path, out);
  const { reasons } = await explainFile(request, 'post/0/1.html');
  assert.deepEqual(reasons, [
    'it is not there',
    'another state than at the last build: the settings',
  ]);
  assert.equal((await explainFile(request, 'post/0/99.html')).part, undefined);
  assert.equal((await explainFile(request, '../images/1.png')).part, undefined);
});
