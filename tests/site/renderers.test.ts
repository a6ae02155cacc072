import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { makeOwnCollection } from '../../bench/own-collection.ts';
import { makeReadyCollection } from '../../bench/ready-collection.ts';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import type { SiteReport } from '../../pipeline/library/site-request.ts';
import { buildSite } from '../../site/build/build-site.ts';
import { type WorkSharing, Workshop } from '../../site/build/workshop.ts';
import { collectionAt } from '../fixtures/collection.ts';
import { filesOf, siteRequest } from '../fixtures/site.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

/** More than are rendered in the build's own process, in five thousands. */
const posts = 120;
const apart = 40;

const pool = new DecoderPool(15);
after(() => pool[Symbol.asyncDispose]());
const home = await temporaryFolder();
after(() => home[Symbol.asyncDispose]());
const collection = join(home.path, 'collection');

await makeReadyCollection(collection, posts, makeOwnCollection, (place) => place * apart + 1);
await collectionAt(collection, pool).write(async () => undefined);

/** Builds into a new folder; `watch` hears how many posts are done. */
async function build(
  name: string,
  sharing: WorkSharing,
  watch: (done: number) => void = () => undefined,
): Promise<{ readonly files: ReadonlyMap<string, string>; readonly report: SiteReport }> {
  using workshop = new Workshop(undefined, sharing);
  const out = join(home.path, name);
  const progress = (stage: string, done: number): void => {
    if (stage === 'pages') watch(done);
  };
  const report = await buildSite(workshop, await siteRequest(collection, out), progress);
  const files = new Map(filesOf(out));
  // It names the state of the library.
  files.delete('.homebooru-ledger.json');
  return { files, report };
}

const usual = await build('usual', { renderers: 2, pagesPerRun: 100 });

test('the site is the same whatever is rendered at a time, and by how many', async () => {
  const { files, report } = usual;
  assert.equal(report.posts, posts);
  assert.equal([...files.keys()].filter((address) => address.startsWith('post/')).length, posts);
  const other = await build('other', { renderers: 3, pagesPerRun: 7 });
  assert.deepEqual(other.files, files);
  assert.deepEqual({ ...other.report, seconds: 0 }, { ...report, seconds: 0 });
});

const children = `/proc/${process.pid}/task/${process.pid}/children`;

test('what a renderer was about when it was killed is done by another one', {
  skip: !existsSync(children) && 'there is no list of the processes',
}, async () => {
  const killed: string[] = [];
  const broken = await build('broken', { renderers: 1, pagesPerRun: 100 }, () => {
    if (killed.length > 0) return;
    killed.push(...renderersRunning());
    for (const id of killed) process.kill(Number(id), 'SIGKILL');
  });
  assert.equal(killed.length, 1);
  assert.deepEqual(broken.files, usual.files);
  assert.deepEqual(broken.report.problems, []);
});

function renderersRunning(): readonly string[] {
  const ids = readFileSync(children, 'utf8').trim().split(' ');
  return ids.filter((id) => readFileSync(`/proc/${id}/cmdline`, 'utf8').includes('renderer.ts'));
}
