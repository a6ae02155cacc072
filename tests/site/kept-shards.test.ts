import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { indexVersion } from '../../catalog/index/parameters.ts';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { temporaryCollection } from '../fixtures/collection.ts';
import { filesOf, siteOf, tinySizes } from '../fixtures/site.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const pool = new DecoderPool(15);
after(() => pool[Symbol.asyncDispose]());

test('where an edit leaves shards as they were, others name them as a build from nothing does', async () => {
  await using collection = await temporaryCollection(pool);
  await using folder = await temporaryFolder();
  const md5s: string[] = [];
  for (let n = 1; n <= 20; n++) md5s.push(await collection.picture(`${n}.png`, n, n));
  await collection.process();
  for (const [at, md5] of md5s.entries()) {
    const names = ['solo', `tag_${at % 5}`, `${'abcdefgh'.charAt(at % 8)}${at}`, `cat_${at}`];
    await collection.edit(md5, { add: names.map((name) => ({ name })) });
  }
  await collection.process();
  const kept = join(folder.path, 'kept');
  await siteOf(collection.path, kept, tinySizes);
  await collection.edit(md5s[2] ?? '', { add: [{ name: 'hat' }], remove: ['tag_2'] });
  await collection.process();
  const { shards } = await siteOf(collection.path, kept, tinySizes);
  assert.ok(shards.same > shards.written, JSON.stringify(shards));
  const clean = join(folder.path, 'clean');
  await siteOf(collection.path, clean, tinySizes);
  assert.deepEqual(filesOf(kept), filesOf(clean));
});

test('shards of an older version are put anew, whatever they hold', async () => {
  await using collection = await temporaryCollection(pool);
  await using folder = await temporaryFolder();
  const md5s: string[] = [];
  for (let n = 1; n <= 6; n++) md5s.push(await collection.picture(`${n}.png`, n, n));
  await collection.process();
  for (const [n, md5] of md5s.entries()) {
    await collection.edit(md5, { add: [{ name: 'solo' }, { name: `cat_${n % 2}` }] });
  }
  await collection.process();
  const kept = join(folder.path, 'kept');
  await siteOf(collection.path, kept, tinySizes);
  const now = filesOf(kept);
  const [own, older] = [`homebooruShard(${indexVersion},`, `homebooruShard(${indexVersion - 1},`];
  for (const address of now.keys()) {
    if (!/^data\/.*\.js$/.test(address)) continue;
    const path = join(kept, address);
    writeFileSync(path, readFileSync(path, 'utf8').replace(own, older));
  }
  await collection.write(async ({ library }) => {
    const [from, to] = [`${indexVersion}-`, `${indexVersion - 1}-`];
    for (const column of ['result', 'files'] as const) {
      library.sql(`UPDATE parts SET ${column} = replace(${column}, ?, ?)`).run(from, to);
    }
    // Another version is another program.
    library.setFact(`site input ${kept}`, '');
    library.setFact(`site styles ${kept}`, '{}');
  });
  await siteOf(collection.path, kept, tinySizes);
  assert.deepEqual(filesOf(kept), now);
});
