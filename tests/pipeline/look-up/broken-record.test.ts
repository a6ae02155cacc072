import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { DecoderPool } from '../../../pipeline/decode/decoder-pool.ts';
import { recordPlace } from '../../fixtures/collection.ts';
import { fakedCollection } from '../../fixtures/collection-with-fakes.ts';

const pool = new DecoderPool(15, 2);
after(() => pool[Symbol.asyncDispose]());

for (const [what, spoil] of [
  ['is no record any more', (path: string) => writeFileSync(path, '{')],
  [
    'cannot be opened',
    (path: string) => {
      rmSync(path);
      mkdirSync(path);
    },
  ],
] as const) {
  test(`one record that ${what} while a site answers is a problem, and the others are written`, async () => {
    await using faked = await fakedCollection(pool, 3, () => true);
    const [first = '', ...others] = faked.md5s;
    let isSpoilt = false;
    faked.sites.danbooru.onRequest = () => {
      if (!isSpoilt) spoil(join(faked.collection.path, recordPlace(first)));
      isSpoilt = true;
    };
    const { problems } = await faked.run();
    assert.deepEqual(
      problems.map(({ path }) => path),
      ['0/0.png'],
    );
    for (const md5 of others) {
      const { sources } = await faked.collection.record(md5);
      assert.deepEqual([...sources.keys()], ['danbooru', 'e621', 'yandere']);
    }
  });
}
