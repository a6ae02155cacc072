import assert from 'node:assert/strict';
import { chmod, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { DecoderPool } from '../../../pipeline/decode/decoder-pool.ts';
import { temporaryCollection } from '../../fixtures/collection.ts';
import { shownTags } from '../../fixtures/shown-tags.ts';

const pool = new DecoderPool(15, 2);
after(() => pool[Symbol.asyncDispose]());

test('a tag file that cannot be read is a problem by name, also in later runs, until it is mended', async () => {
  await using collection = await temporaryCollection(pool);
  const md5 = await collection.picture('x.png', 1);
  await collection.put('images/x.txt', 'cat');
  await collection.put('images/x.json', '{"tags": ["do');
  await collection.put('images/x.png.txt', '');
  await truncate(join(collection.path, 'images/x.png.txt'), 5_000_000);
  const problems = [
    { path: 'x.json', reason: 'is not whole JSON' },
    { path: 'x.png.txt', reason: 'is larger than 4 MB: not read' },
  ];
  for (let run = 0; run < 2; run++) {
    const { problems: found } = await collection.process();
    assert.deepEqual(
      found.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
      problems,
    );
  }
  assert.deepEqual(await shownTags(collection, md5), ['cat']);
  await collection.put('images/x.json', '{"tags": ["dog"]}', 5);
  await collection.remove('images/x.png.txt');
  assert.deepEqual((await collection.process()).problems, []);
  assert.deepEqual(await shownTags(collection, md5), ['cat', 'dog']);
});

test('a tag file that may not be opened is tried again', {
  skip: process.getuid?.() === 0 && 'root may open all',
}, async () => {
  await using collection = await temporaryCollection(pool);
  const md5 = await collection.picture('x.png', 1);
  await collection.put('images/x.txt', 'cat');
  await chmod(join(collection.path, 'images/x.txt'), 0);
  assert.equal((await collection.process()).problems.length, 1);
  await chmod(join(collection.path, 'images/x.txt'), 0o644);
  assert.deepEqual((await collection.process()).problems, []);
  assert.deepEqual(await shownTags(collection, md5), ['cat']);
});
