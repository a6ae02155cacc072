import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { defaultParameters } from '../../catalog/index/parameters.ts';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { buildSite } from '../../site/build/build-site.ts';
import { Workshop } from '../../site/build/workshop.ts';
import { temporaryCollection } from '../fixtures/collection.ts';
import { copyTruth, Player } from '../fixtures/player.ts';
import { chance } from '../fixtures/random.ts';
import { filesOf, siteOf, siteRequest, tinySizes } from '../fixtures/site.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const pool = new DecoderPool(15);
after(() => pool[Symbol.asyncDispose]());

/** More of them, where there is time: `HISTORIES=300 node --test tests/site/incremental.test.ts`. */
const histories = Number(process.env['HISTORIES'] ?? 4);

for (let seed = 1; seed <= histories; seed++) {
  test(`after any changes the site is what a build from nothing writes (seed ${seed})`, async () => {
    await using collection = await temporaryCollection(pool);
    await using clean = await temporaryCollection(pool);
    await using folder = await temporaryFolder();
    await collection.put('homebooru.yaml', 'site: { pageSize: 2, blur: [e] }\n');
    // The sizes that the program has, and such that a few posts have many parts.
    const sizes = seed % 4 === 1 ? defaultParameters : tinySizes;
    // Every second one is built by a process that stays warm.
    using warm = new Workshop(sizes);
    const out = join(folder.path, 'kept');
    const player = new Player({ collection, site: out, random: chance(seed), pageSize: 2 });
    for (let step = 0; step < 24; step++) {
      await player.play();
      if (step % 6 !== 5) continue;
      await collection.process({ acceptMissing: true });
      if (seed % 2 === 1) await siteOf(collection.path, out, sizes);
      else {
        await buildSite(warm, await siteRequest(collection.path, out), () => undefined);
        // As the program's process does.
        warm.startStoresThread();
      }
    }
    copyTruth(collection.path, clean.path);
    const before = filesOf(join(clean.path, 'metadata'));
    await clean.process();
    await siteOf(clean.path, join(folder.path, 'clean'), sizes);
    assert.deepEqual(filesOf(join(clean.path, 'metadata')), before);
    assert.deepEqual(filesOf(out), filesOf(join(folder.path, 'clean')));
  });
}
