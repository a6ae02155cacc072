import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { Measures } from '../../catalog/measures.ts';
import { formatRecord } from '../../catalog/record.ts';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { Intake } from '../../pipeline/stages/intake.ts';
import type { Scan } from '../../pipeline/stages/scan.ts';
import { recordPlace, temporaryCollection } from '../fixtures/collection.ts';

const pool = new DecoderPool(15, 1);
after(() => pool[Symbol.asyncDispose]());

const md5 = '0123456789abcdef0123456789abcdef';
const measures: Measures = {
  format: 'png',
  width: 1,
  height: 1,
  frames: 1,
  bytes: 10,
  thumbhash: 'B8eBDQTQqHl3ifV0mWdUdmdnp4pw',
  dhash: '0123456789abcdef',
};
const scan: Scan = {
  roots: [],
  delta: { added: [], changed: [], gone: [], same: 0, failing: [] },
  tagFiles: new Map(),
  isUnread: () => false,
};

for (const flushes of [0, 1]) {
  test(`a second file of a picture, looked up before the first was taken in, adds a path: ${flushes} flushes between`, async () => {
    await using collection = await temporaryCollection(pool);
    await collection.write(async (context) => {
      const intake = new Intake(context, scan, 6);
      for (const path of ['a.png', 'b.png']) {
        const file = { root: '', path, size: 10, mtime: 1 };
        await intake.take({ kind: 'picture', file, md5, measures }, { file }, undefined);
        for (let at = 0; at < flushes; at++) await intake.flush();
      }
      assert.equal((await intake.finish()).added, 2);
    });
    const { number, locations } = await collection.record(md5);
    assert.equal(number, 7);
    assert.deepEqual(locations, [{ path: 'a.png' }, { path: 'b.png' }]);
  });
}

test('what somebody has written into a record since it was looked up stays when it gets a path', async () => {
  await using collection = await temporaryCollection(pool);
  await collection.write(async (context) => {
    const intake = new Intake(context, scan, 6);
    const take = async (path: string): Promise<void> => {
      const file = { root: '', path, size: 10, mtime: 1 };
      const ahead = await context.records.read(md5);
      if (ahead) {
        const byHand = {
          ...ahead,
          sources: new Map([['danbooru', { tag_string_general: 'cat' }]]),
        };
        await writeFile(join(collection.path, recordPlace(md5)), formatRecord(byHand));
      }
      await intake.take({ kind: 'picture', file, md5, measures }, { file }, ahead);
      await intake.finish();
    };
    await take('a.png');
    await intake.flush();
    await take('b.png');
  });
  const { number, locations, sources } = await collection.record(md5);
  assert.deepEqual([number, locations.length], [7, 2]);
  assert.deepEqual(sources.get('danbooru'), { tag_string_general: 'cat' });
});
