import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { editRecord } from '../../catalog/edit-record.ts';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { RecordLock } from '../../pipeline/library/record-lock.ts';
import { updateRecord } from '../../pipeline/library/records.ts';
import { readSettings } from '../../pipeline/settings/settings.ts';
import { recordPlace, type TestCollection, temporaryCollection } from '../fixtures/collection.ts';

const pool = new DecoderPool(15, 1);
after(() => pool[Symbol.asyncDispose]());

const at = '2026-01-01T00:00:00.000Z';

/** Edits as another process does, which does not hold the collection's lock. */
async function editBeside(collection: TestCollection, md5: string, name: string): Promise<void> {
  const { paths } = await readSettings(collection.path, true);
  const place = recordPlace(md5).slice('metadata/'.length);
  await updateRecord(paths.metadata, place, new RecordLock(paths.state), (now) => {
    return now && editRecord(now, { add: [{ name }] }, at);
  });
}

test('R11: an edit that is saved while a run holds an older record outlives what the run saves', async () => {
  await using collection = await temporaryCollection(pool);
  const md5 = await collection.picture('a.png', 1);
  await collection.process();
  await collection.write(async ({ records }) => {
    const record = await records.read(md5);
    assert.ok(record);
    await editBeside(collection, md5, 'mine');
    await records.save({ ...record, sources: new Map([['danbooru', { id: 1 }]]) });
  });
  const { edits, revision, sources } = await collection.record(md5);
  assert.deepEqual(edits.add, [{ name: 'mine' }]);
  assert.deepEqual([revision, sources.has('danbooru')], [1, true]);
});

test('a wish to ask again outlives what a run saves that holds an older record', async () => {
  await using collection = await temporaryCollection(pool);
  const md5 = await collection.picture('a.png', 1);
  await collection.process();
  const lookup = { state: 'absent', at, next: '2026-05-01T00:00:00.000Z', absences: 2 } as const;
  const asked = (next: string) => new Map([['danbooru', { ...lookup, next }]]);
  await collection.write(async ({ records }) => {
    await records.update(md5, (now) => now && { ...now, lookups: asked(lookup.next) });
    const record = await records.read(md5);
    assert.ok(record);
    await records.update(md5, (now) => now && { ...now, lookups: asked(at) });
    await records.save({ ...record, sources: new Map([['danbooru', { id: 1 }]]) });
  });
  const { lookups, sources } = await collection.record(md5);
  assert.deepEqual(lookups.get('danbooru'), { ...lookup, next: at });
  assert.ok(sources.has('danbooru'));
});

test('R10: a hundred edits of one post at once are all kept, each on top of another', async () => {
  await using collection = await temporaryCollection(pool);
  const md5 = await collection.picture('a.png', 1);
  await collection.process();
  const names = Array.from({ length: 100 }, (_, place) => `tag_${place}`);
  await Promise.all(names.map((name) => editBeside(collection, md5, name)));
  const { edits, revision } = await collection.record(md5);
  assert.equal(revision, 100);
  assert.deepEqual(edits.add.map(({ name }) => name).toSorted(), names.toSorted());
  assert.equal(edits.history.length, 100);
});

test('what a run saves of a post that was deleted meanwhile leaves it deleted', async () => {
  await using collection = await temporaryCollection(pool);
  const md5 = await collection.picture('a.png', 1);
  await collection.process();
  await collection.write(async ({ records }) => {
    const record = await records.read(md5);
    assert.ok(record);
    await records.update(md5, (now) => {
      return now && { ...now, revision: now.revision + 1, deleted: at, locations: [] };
    });
    await records.save(record);
  });
  assert.equal((await collection.record(md5)).deleted, at);
});
