import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import vm from 'node:vm';
import { defaultParameters } from '../../catalog/index/parameters.ts';
import { shardFunction } from '../../catalog/index/shard.ts';
import { ShardIndex } from '../../catalog/index/shard-index.ts';
import { ShardLoader } from '../../components/shard-loader.ts';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { journalName } from '../../pipeline/library/ledger.ts';
import { editPosts } from '../../pipeline/stages/edit-posts.ts';
import { type CollectionAt, collectionAt } from '../fixtures/collection.ts';
import { crawlSite } from '../fixtures/crawl.ts';
import { find } from '../fixtures/index.ts';
import { type Program, runProgram, startProgram } from '../fixtures/program.ts';
import { chance } from '../fixtures/random.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const pool = new DecoderPool(15, 1);
after(() => pool[Symbol.asyncDispose]());

const rounds = Number(process.env['ROUNDS'] ?? 20);
const posts = 60;

/** Numbers with the tag that wanders, in a round. */
function marked(round: number): readonly number[] {
  return Array.from({ length: posts }, (_, at) => at + 1).filter((n) => (n + round) % 5 === 0);
}

/** Moves the tag on; and a picture comes, and one of those goes. */
async function change(collection: CollectionAt, round: number): Promise<void> {
  await collection.write(async (context) => {
    if (round > 0) await editPosts(context, marked(round - 1), { remove: ['wanders'] }, false);
    await editPosts(context, marked(round), { add: [{ name: 'wanders' }] }, false);
  });
  await collection.picture(`new/${round}.png`, 1000 + round, 1000 + round);
  if (round > 1) await collection.remove(`images/new/${round - 2}.png`);
  await collection.process();
}

/** As a page does that is opened now: what it finds, and whether it knows that the site is being updated. */
async function visit(site: string): Promise<{
  readonly found: readonly number[];
  readonly others: number;
  readonly isBehind: boolean;
}> {
  const loader = new ShardLoader({
    root: '',
    freshMark: () => '?fresh=1',
    runScript: async (address) => {
      const script = await readFile(join(site, address.replace(/\?.*/, '')), 'utf8');
      vm.compileFunction(script, [shardFunction])(loader.receive);
    },
  });
  return loader.ask(async (manifest, load) => {
    const index = new ShardIndex(manifest, load);
    const found = await find('wanders', index);
    const others = await find('-wanders', index);
    return { found, others: others.length - (manifest.posts - posts), isBehind: loader.isBehind };
  });
}

/** Crawls and visits until told to stop; throws what is wrong. Answers how often the data were known to be mixed. */
async function watch(site: string, signal: AbortSignal, round: number): Promise<number> {
  let behind = 0;
  do {
    await crawlSite(site);
    const { found, others, isBehind } = await visit(site);
    if (isBehind) behind += 1;
    else assertOneVersion(found, others, [round - 1, round]);
  } while (!signal.aborted);
  return behind;
}

/** Kills a build so long after it has begun to write, in milliseconds. */
async function killOnceBegun(site: string, build: Program, later: number): Promise<void> {
  let isOver = false;
  void build.ended.then(() => {
    isOver = true;
  });
  while (!isOver && !existsSync(join(site, journalName))) await sleep(5);
  await sleep(later);
  build.kill('SIGKILL');
}

function assertOneVersion(
  found: readonly number[],
  others: number,
  allowed: readonly number[],
): void {
  const sorted = found.toSorted((a, b) => a - b).join();
  const version = allowed.find((round) => marked(round).join() === sorted);
  assert.ok(version !== undefined, `of no version: ${sorted}`);
  assert.equal(others, posts - marked(version).length);
}

test('R15: through twenty rebuilds, each killed once, no page links to nothing, and no reader meets mixed data unawares', async (context) => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 1e9);
  context.diagnostic(`seed ${seed}`);
  const { next } = chance(seed);
  await using folder = await temporaryFolder();
  const home = join(folder.path, 'c');
  const site = join(folder.path, 'site');
  await mkdir(join(home, 'images'), { recursive: true });
  const collection = collectionAt(home, pool, defaultParameters.segment);
  await collection.put('homebooru.yaml', 'site: { pageSize: 10 }\n');
  for (let at = 1; at <= posts; at++) await collection.picture(`${at}.png`, at, at);
  await collection.process();
  await change(collection, 0);
  const words = ['site', '--collection', home, '--out', site];
  assert.equal((await runProgram(words)).code, 0);
  let [killed, behind] = [0, 0];
  for (let round = 1; round <= rounds; round++) {
    await change(collection, round);
    for (const isKilled of [true, false]) {
      const stop = new AbortController();
      const build = startProgram(words);
      if (isKilled) void killOnceBegun(site, build, next() * 400);
      const watching = watch(site, stop.signal, round);
      // It is heard below: nothing is left behind while the build still writes.
      watching.catch(() => undefined);
      const ending = await build.ended;
      stop.abort();
      behind += await watching;
      if (ending.signal !== null) killed += 1;
      else assert.equal(ending.code, 0, ending.error);
    }
    await crawlSite(site);
    const { found, others, isBehind } = await visit(site);
    assert.equal(isBehind, false);
    assertOneVersion(found, others, [round]);
  }
  const { pages, links, shards } = await crawlSite(site);
  context.diagnostic(
    `${killed} builds killed; ${behind} visits knew that the site was being updated; ${pages} pages, ${links} links, ${shards} shards`,
  );
  assert.ok(killed > rounds / 3, `${killed} killed`);
});
