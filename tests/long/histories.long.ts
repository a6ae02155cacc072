import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { makeOwnCollection } from '../../bench/own-collection.ts';
import { defaultParameters } from '../../catalog/index/parameters.ts';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { buildSite } from '../../site/build/build-site.ts';
import { Workshop } from '../../site/build/workshop.ts';
import { collectionAt } from '../fixtures/collection.ts';
import { copyTruth, Player } from '../fixtures/player.ts';
import { chance } from '../fixtures/random.ts';
import { filesOf, siteOf, siteRequest } from '../fixtures/site.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const pool = new DecoderPool(15);
after(() => pool[Symbol.asyncDispose]());

const pictures = Number(process.env['PICTURES'] ?? 10_000);
const moves = Number(process.env['MOVES'] ?? 48);
const movesPerBuild = 6;

test('after changes at random to ten thousand posts the site is what a build from nothing writes, to the byte', async (context) => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 1e9);
  context.diagnostic(`seed ${seed}`);
  await using folder = await temporaryFolder();
  const [kept, clean] = ['kept', 'clean'].map((name) => ({
    site: join(folder.path, `${name}-site`),
    collection: collectionAt(join(folder.path, name), pool, defaultParameters.segment),
  })) as [Kept, Kept];
  makeOwnCollection(kept.collection.path, 0, pictures);
  await kept.collection.put('homebooru.yaml', 'site: { blur: [e] }\n');
  await kept.collection.process();
  using warm = new Workshop();
  const build = async (): Promise<void> => {
    await kept.collection.process({ acceptMissing: true });
    const { path } = kept.collection;
    const { pages, shards } = await buildSite(
      warm,
      await siteRequest(path, kept.site),
      () => undefined,
    );
    context.diagnostic(`${pages.written} pages and ${shards.written} shards written`);
  };
  await build();
  const files = Array.from({ length: pictures }, (_, n) => `${Math.floor(n / 1000)}/${n}.png`);
  const play = { ...kept, random: chance(seed), pageSize: 60 };
  const player = new Player(play, files);
  for (let move = 1; move <= moves; move++) {
    await player.play();
    if (move % movesPerBuild === 0) await build();
  }
  await build();
  mkdirSync(clean.collection.path);
  copyTruth(kept.collection.path, clean.collection.path);
  const records = filesOf(join(clean.collection.path, 'metadata'));
  await clean.collection.process();
  await siteOf(clean.collection.path, clean.site);
  assert.deepEqual(filesOf(join(clean.collection.path, 'metadata')), records);
  const [is, should] = [filesOf(kept.site), filesOf(clean.site)];
  assert.ok(should.size > 3 * pictures, `${should.size} files`);
  assert.deepEqual(is, should);
});

interface Kept {
  readonly site: string;
  readonly collection: ReturnType<typeof collectionAt>;
}
