import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { RefusedError } from '../../pipeline/stages/context.ts';
import { deletePost, restorePost } from '../../pipeline/stages/trash.ts';
import { recordPlace, type TestCollection, temporaryCollection } from '../fixtures/collection.ts';
import { png } from '../fixtures/png.ts';

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

const inTrash = (collection: TestCollection): readonly string[] =>
  readdirSync(join(collection.path, 'trash'));

function refuses(pattern: RegExp): (error: unknown) => boolean {
  return (error) => error instanceof RefusedError && pattern.test(error.message);
}

test('while an image folder is missing, delete and restore are refused and lose nothing', async () => {
  await using collection = await temporaryCollection(pool);
  await collection.put('homebooru.yaml', 'paths: { images: [images, more] }');
  const gone = await collection.put('more/a.png', png(1));
  await collection.picture('a.png', 1);
  const other = await collection.put('more/b.png', png(2));
  await collection.process();
  await remove(collection, gone);
  const more = join(collection.path, 'more');
  await rename(more, `${more}-away`);
  const before = collection.everyFile();
  await assert.rejects(restore(collection, gone), refuses(/image folder .*more is missing/));
  await assert.rejects(remove(collection, other), refuses(/image folder .*more is missing/));
  assert.deepEqual(collection.everyFile(), before);
  await rename(`${more}-away`, more);
  await restore(collection, gone);
  assert.deepEqual(inTrash(collection), []);
  assert.deepEqual(readdirSync(more), ['a.png', 'b.png']);
});

test('the last picture of a collection without an image folder is restored into it', async () => {
  await using collection = await temporaryCollection(pool);
  await rm(join(collection.path, 'images'), { recursive: true });
  const md5 = await collection.put('a.png', png(1));
  await collection.process();
  await remove(collection, md5);
  await restore(collection, md5);
  assert.equal(collection.everyFile().get('a.png'), md5);
  assert.deepEqual(inTrash(collection), []);
});

test('the only post deleted from an image folder that is away is not restored beside it', async () => {
  await using collection = await temporaryCollection(pool);
  const md5 = await collection.picture('a.png', 1);
  await collection.picture('b.png', 2);
  await collection.process();
  await remove(collection, md5);
  const images = join(collection.path, 'images');
  await rename(images, join(collection.path, '.away'));
  await assert.rejects(restore(collection, md5), refuses(/images is missing/));
});

test('a restore with a stray file in the trash, or with none at all, is refused', async () => {
  await using collection = await temporaryCollection(pool);
  const md5 = await collection.picture('a.png', 1);
  await collection.process();
  await remove(collection, md5);
  const [entry = ''] = inTrash(collection);
  await collection.put(`trash/${entry}/1-other.png`, 'mine');
  const before = collection.everyFile();
  await assert.rejects(restore(collection, md5), refuses(/1-other\.png is no file of the post/));
  assert.deepEqual(collection.everyFile(), before);
  await collection.remove(`trash/${entry}/1-other.png`);
  await collection.remove(`trash/${entry}/0-a.png`);
  await assert.rejects(restore(collection, md5), refuses(/holds no file/));
  assert.deepEqual(inTrash(collection), [entry]);
});

test('a file that is another picture by now is not moved by a delete, and is a problem', async () => {
  await using collection = await temporaryCollection(pool);
  const md5 = await collection.picture('a.png', 1);
  await collection.picture('b.png', 1);
  await collection.process();
  const other = await collection.picture('b.png', 2);
  const problems = await collection.write(async (context) => {
    const record = await context.records.read(md5);
    assert.ok(record);
    await deletePost(context, record);
    return context.problems;
  });
  assert.deepEqual(
    problems.map(({ path }) => path),
    ['b.png'],
  );
  assert.equal(collection.everyFile().get('images/b.png'), other);
  const [entry = ''] = inTrash(collection);
  assert.deepEqual(readdirSync(join(collection.path, 'trash', entry)), ['0-a.png', 'record.json']);
});

test('a delete that cannot move a file is refused, and leaves everything as it was', async () => {
  await using collection = await temporaryCollection(pool);
  const md5 = await collection.picture('a.png', 1);
  await collection.process();
  await collection.remove('images/a.png');
  await mkdir(join(collection.path, 'images/a.png'));
  const before = collection.everyFile();
  await assert.rejects(remove(collection, md5), refuses(/cannot be deleted: EISDIR/));
  assert.deepEqual(collection.everyFile(), before);
  assert.deepEqual(inTrash(collection), []);
});

test('a cut off delete that cannot be finished is a problem, and ends no run', async () => {
  await using collection = await temporaryCollection(pool);
  const md5 = await collection.picture('a.png', 1);
  await collection.picture('b.png', 2);
  await collection.process();
  const place = `trash/2026-${md5}`;
  await mkdir(join(collection.path, place), { recursive: true });
  await cp(join(collection.path, recordPlace(md5)), join(collection.path, place, 'deleting.json'));
  await rm(join(collection.path, 'images/a.png'));
  await mkdir(join(collection.path, 'images/a.png'));
  const { problems, same } = await collection.process({ acceptMissing: true });
  assert.deepEqual(
    problems.filter(({ path }) => path === place).map(({ reason }) => reason.slice(0, 6)),
    ['EISDIR'],
  );
  assert.equal(same, 1);
});

test('a post that was restored by hand is not deleted again', async () => {
  await using collection = await temporaryCollection(pool);
  const md5 = await collection.picture('a.png', 1);
  await collection.process();
  await remove(collection, md5);
  const trashed = join(collection.path, 'trash', inTrash(collection)[0] ?? '');
  await rename(join(trashed, '0-a.png'), join(collection.path, 'images/a.png'));
  await cp(join(trashed, 'record.json'), join(collection.path, recordPlace(md5)));
  await collection.process();
  assert.equal((await collection.record(md5)).deleted, undefined);
  assert.equal(collection.everyFile().get('images/a.png'), md5);
});

test('a post that is deleted twice in one moment has two entries in the trash', async () => {
  await using collection = await temporaryCollection(pool);
  await collection.put('homebooru.yaml', 'redeleted: restore');
  const md5 = await collection.picture('a.png', 1);
  for (const place of ['b.png', 'c.png']) {
    await collection.process();
    await remove(collection, md5);
    await collection.picture(place, 1);
  }
  assert.equal(inTrash(collection).length, 2);
});
