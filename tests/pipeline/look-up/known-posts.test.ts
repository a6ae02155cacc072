import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { DecoderPool } from '../../../pipeline/decode/decoder-pool.ts';
import { type FakedCollection, fakedCollection } from '../../fixtures/collection-with-fakes.ts';
import { type FakeSearch, fakeSearch } from '../../fixtures/fake-search.ts';
import { sendJson } from '../../fixtures/http-server.ts';
import { shippedDescriptor } from '../../fixtures/tagger.ts';
import { writeTinyModel } from '../../fixtures/tiny-tagger.ts';

const pool = new DecoderPool(15, 2);
after(() => pool[Symbol.asyncDispose]());

function iqdbLine({ url }: FakeSearch): string {
  return `  iqdb: { enabled: true, url: "${url}", requestsPerSecond: 10 }\n`;
}

async function addModel({ collection }: FakedCollection): Promise<void> {
  const descriptor = { ...(await shippedDescriptor('camie-tagger-v2')), id: 'toy' };
  await writeTinyModel(join(collection.path, 'models/toy'), descriptor);
}

test('what a booru has told of and calls absent later is neither uploaded nor guessed', async () => {
  await using iqdb = await fakeSearch((response) => sendJson(response, []));
  await using faked = await fakedCollection(pool, 1, (name) => name === 'danbooru', {
    more: iqdbLine(iqdb),
    tagger: '{ model: toy }',
  });
  await addModel(faked);
  await faked.run();
  faked.sites.danbooru.posts.clear();
  await faked.run({ now: '2026-07-30T00:00:00.000Z', lookUp: { refresh: '0d' } });
  await faked.run({ now: '2026-08-30T00:00:00.000Z' });
  const record = await faked.collection.record(faked.md5s[0] ?? '');
  assert.equal(record.lookups.get('danbooru')?.state, 'absent');
  assert.deepEqual([...record.sources.keys()], ['danbooru']);
  assert.equal(iqdb.uploads.length, 0);
  // As it would be read from the record alone.
  await faked.collection.remove('.homebooru');
  await faked.run({ now: '2026-08-30T00:00:00.000Z' });
  assert.equal(iqdb.uploads.length, 0);
});

test('asking again about what was found uploads nothing, but where a search is named', async () => {
  const hit = [{ post_id: 7, score: 95, post: { id: 7, md5: 'a'.repeat(32), tag_string: 'cat' } }];
  await using iqdb = await fakeSearch((response) => sendJson(response, hit));
  await using faked = await fakedCollection(pool, 1, () => false, { more: iqdbLine(iqdb) });
  await faked.run();
  const record = await faked.collection.record(faked.md5s[0] ?? '');
  assert.equal(record.lookups.get('iqdb')?.state, 'found');
  const now = '2026-07-30T00:00:00.000Z';
  await faked.run({ now, lookUp: { refresh: '0d' } });
  assert.equal(iqdb.uploads.length, 1);
  await faked.run({ now, lookUp: { refresh: '0d', only: ['iqdb'] } });
  assert.equal(iqdb.uploads.length, 2);
});
