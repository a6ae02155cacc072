import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { cp, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { RefusedError } from '../../pipeline/stages/context.ts';
import { deletePost, emptyTrash, restorePost } from '../../pipeline/stages/trash.ts';
import { listTrash } from '../../pipeline/stages/trash-entries.ts';
import { recordPlace, type TestCollection, temporaryCollection } from '../fixtures/collection.ts';

const pool = new DecoderPool(15, 2);
after(() => pool[Symbol.asyncDispose]());

async function remove(collection: TestCollection, md5: string): Promise<void> {
  await collection.write(async (context) => {
    const record = await context.records.read(md5);
    assert.ok(record);
    await deletePost(context, record);
  });
}

const restore = (collection: TestCollection, md5: string): Promise<void> =>
  collection.write((context) => restorePost(context, md5));

function numbersOf(collection: TestCollection): Promise<readonly number[]> {
  return collection.write(async ({ library }) =>
    library
      .sql('SELECT number FROM posts ORDER BY number')
      .all()
      .map((row) => Number(row['number'])),
  );
}

/** Posts 1 to 3, the first with two files and an edit; returns its MD5. */
async function filled(collection: TestCollection): Promise<string> {
  const md5 = await collection.picture('a.png', 1);
  await collection.picture('b/a.png', 1, 1);
  await collection.picture('two.png', 2, 2);
  await collection.picture('three.png', 3, 3);
  await collection.process();
  await collection.edit(md5, { add: [{ name: 'mine' }] });
  return md5;
}

test('a deleted post leaves its files in the trash and a tombstone with number and edits', async () => {
  await using collection = await temporaryCollection(pool);
  const md5 = await filled(collection);
  const { edits, added } = await collection.record(md5);
  await remove(collection, md5);
  assert.equal(existsSync(join(collection.path, 'images/a.png')), false);
  const [entry = ''] = readdirSync(join(collection.path, 'trash'));
  assert.deepEqual(readdirSync(join(collection.path, 'trash', entry)).toSorted(), [
    '0-a.png',
    '1-a.png',
    'record.json',
  ]);
  const tombstone = await collection.record(md5);
  assert.deepEqual([tombstone.number, tombstone.added, tombstone.edits], [1, added, edits]);
  assert.ok(tombstone.deleted);
  assert.deepEqual(await numbersOf(collection), [2, 3]);
  const { gone, same, problems } = await collection.process();
  assert.deepEqual([gone, same, problems], [0, 2, []]);
  assert.deepEqual(
    readdirSync(join(collection.path, '.homebooru/cache/thumbnails-400-q85')).length,
    3,
  );
});

test('a restored post is what it was, files and all', async () => {
  await using collection = await temporaryCollection(pool);
  const md5 = await filled(collection);
  const before = collection.everyFile();
  const record = await collection.record(md5);
  await remove(collection, md5);
  await collection.process();
  await restore(collection, md5);
  await collection.process();
  assert.deepEqual(await collection.record(md5), { ...record, revision: record.revision + 2 });
  const now = new Map(collection.everyFile());
  now.set(recordPlace(md5), before.get(recordPlace(md5)) ?? '');
  assert.deepEqual(now, before);
  assert.deepEqual(await numbersOf(collection), [1, 2, 3]);
});

test('the number stays used, after the trash is emptied and the library deleted', async () => {
  await using collection = await temporaryCollection(pool);
  await filled(collection);
  const last = await collection.picture('last.png', 4, 4);
  await collection.process();
  await remove(collection, last);
  assert.equal(await collection.write(emptyTrash), 1);
  assert.deepEqual(readdirSync(join(collection.path, 'trash')), []);
  await collection.remove('.homebooru');
  const next = await collection.picture('next.png', 5, 5);
  await collection.process();
  assert.equal((await collection.record(next)).number, 5);
  assert.deepEqual(await numbersOf(collection), [1, 2, 3, 5]);
  await assert.rejects(restore(collection, last), RefusedError);
});

test('the same bytes again after a delete stay deleted, and are listed', async () => {
  await using collection = await temporaryCollection(pool);
  const md5 = await filled(collection);
  await remove(collection, md5);
  await collection.picture('again.png', 1, 9);
  for (let round = 0; round < 2; round++) {
    const { notices, problems } = await collection.process();
    assert.deepEqual(notices, ['again.png: was deleted before, and stays deleted']);
    assert.deepEqual(problems, []);
    assert.ok((await collection.record(md5)).deleted);
  }
  assert.deepEqual(await numbersOf(collection), [2, 3]);
});

test('with `redeleted: restore` the same bytes bring the post back, to be seen', async () => {
  await using collection = await temporaryCollection(pool);
  await collection.put('homebooru.yaml', 'redeleted: restore');
  const md5 = await filled(collection);
  await remove(collection, md5);
  await collection.picture('again.png', 1, 9);
  assert.deepEqual((await collection.process()).notices, []);
  const record = await collection.record(md5);
  assert.deepEqual(
    [record.number, record.deleted, record.locations],
    [1, undefined, [{ path: 'again.png' }]],
  );
  assert.deepEqual(record.edits.add, [{ name: 'mine' }]);
  assert.deepEqual(await numbersOf(collection), [1, 2, 3]);
});

test('a file that was only gone gets its post back', async () => {
  await using collection = await temporaryCollection(pool);
  await filled(collection);
  const two = await collection.picture('two.png', 2, 2);
  await collection.remove('images/two.png');
  await collection.process();
  assert.deepEqual(await numbersOf(collection), [1, 3]);
  await collection.picture('back.png', 2, 99);
  await collection.process();
  assert.equal((await collection.record(two)).number, 2);
  assert.deepEqual(await numbersOf(collection), [1, 2, 3]);
});

test('a restore onto a taken path is refused, and leaves everything as it was', async () => {
  await using collection = await temporaryCollection(pool);
  const md5 = await filled(collection);
  await remove(collection, md5);
  await collection.picture('b/a.png', 50, 50);
  await collection.process();
  const before = collection.everyFile();
  await assert.rejects(
    restore(collection, md5),
    (error) => error instanceof RefusedError && /b\/a\.png is taken/.test(error.message),
  );
  assert.deepEqual(collection.everyFile(), before);
  assert.deepEqual((await collection.process()).problems, []);
  await rename(join(collection.path, 'images/b/a.png'), join(collection.path, 'images/other.png'));
  await restore(collection, md5);
  await collection.process();
  assert.deepEqual(await numbersOf(collection), [1, 2, 3, 4]);
});

test('a delete that was cut off before its tombstone is finished by the next run', async () => {
  await using collection = await temporaryCollection(pool);
  const md5 = await filled(collection);
  const kept = join(collection.path, 'kept.json');
  await cp(join(collection.path, recordPlace(md5)), kept);
  await remove(collection, md5);
  const [entry = ''] = readdirSync(join(collection.path, 'trash'));
  const trashed = join(collection.path, 'trash', entry);
  // As it was after the first of two files.
  await rename(kept, join(collection.path, recordPlace(md5)));
  await rename(join(trashed, 'record.json'), join(trashed, 'deleting.json'));
  await rename(join(trashed, '1-a.png'), join(collection.path, 'images/b/a.png'));
  await collection.process();
  assert.ok((await collection.record(md5)).deleted);
  assert.deepEqual(readdirSync(trashed).toSorted(), ['0-a.png', '1-a.png', 'record.json']);
  assert.deepEqual(await numbersOf(collection), [2, 3]);
});

test('a restore that was cut off is finished by the next run', async () => {
  await using collection = await temporaryCollection(pool);
  const md5 = await filled(collection);
  await remove(collection, md5);
  const [entry = ''] = readdirSync(join(collection.path, 'trash'));
  const trashed = join(collection.path, 'trash', entry);
  await rename(join(trashed, '0-a.png'), join(collection.path, 'images/a.png'));
  await rename(trashed, `${trashed}.restoring`);
  await collection.process();
  assert.equal((await collection.record(md5)).deleted, undefined);
  assert.deepEqual(readdirSync(join(collection.path, 'trash')), []);
  assert.deepEqual(await numbersOf(collection), [1, 2, 3]);
});

test('a cut off restore onto a path that was taken meanwhile is a problem, and no end of the run', async () => {
  await using collection = await temporaryCollection(pool);
  const md5 = await filled(collection);
  await remove(collection, md5);
  const [entry = ''] = readdirSync(join(collection.path, 'trash'));
  await rename(
    join(collection.path, 'trash', entry),
    join(collection.path, 'trash', `${entry}.restoring`),
  );
  await collection.picture('a.png', 60, 60);
  const { problems, added } = await collection.process();
  assert.deepEqual([problems.map(({ path }) => path), added], [[`trash/${entry}.restoring`], 1]);
});

test('broken records in the trash and behind it are problems by name, and no end of the run', async () => {
  await using collection = await temporaryCollection(pool);
  const md5 = await filled(collection);
  const two = await collection.picture('two.png', 2, 2);
  await remove(collection, md5);
  await remove(collection, two);
  await writeFile(join(collection.path, recordPlace(md5)), '{"version":: 2}');
  const entries = readdirSync(join(collection.path, 'trash'));
  const broken = entries.find((name) => name.includes(two)) ?? '';
  await writeFile(join(collection.path, 'trash', broken, 'record.json'), '{"version": 99}');
  await collection.put('trash/notes.txt', 'mine');
  const { problems, same } = await collection.process();
  assert.deepEqual(
    problems.map(({ path }) => path).toSorted(),
    [recordPlace(md5), `trash/${broken}/record.json`].toSorted(),
  );
  assert.equal(same, 1);
  const listed = await collection.write(listTrash);
  assert.deepEqual(
    listed.map(({ record }) => record.md5),
    [md5],
  );
  await collection.write(emptyTrash);
  assert.deepEqual(
    readdirSync(join(collection.path, 'trash')).toSorted(),
    [broken, 'notes.txt'].toSorted(),
  );
});

test('a name too long for an index before it can be deleted and restored', async () => {
  await using collection = await temporaryCollection(pool);
  const place = `${'n'.repeat(251)}.png`;
  const md5 = await collection.picture(place, 8);
  await collection.process();
  await remove(collection, md5);
  assert.equal(existsSync(join(collection.path, 'images', place)), false);
  await restore(collection, md5);
  assert.ok(existsSync(join(collection.path, 'images', place)));
});
