import assert from 'node:assert/strict';
import { renameSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { RefusedError } from '../../pipeline/stages/context.ts';
import { recordPlace, type TestCollection, temporaryCollection } from '../fixtures/collection.ts';

// What people do to a collection besides putting pictures in.

const pool = new DecoderPool(15);
after(() => pool[Symbol.asyncDispose]());

async function processed(count: number): Promise<TestCollection> {
  const collection = await temporaryCollection(pool);
  for (let n = 1; n <= count; n++) await collection.picture(`${n}.png`, n, n);
  await collection.process();
  return collection;
}

test('a metadata folder that is missing changes nothing, and is refused', async () => {
  await using collection = await processed(3);
  const [metadata, away] = ['metadata', 'away'].map((name) => join(collection.path, name));
  renameSync(metadata ?? '', away ?? '');
  await collection.picture('new.png', 9, 9);
  await assert.rejects(collection.process(), RefusedError);
  renameSync(away ?? '', metadata ?? '');
  const run = await collection.process();
  assert.deepEqual([run.added, run.same], [1, 3]);
});

test('pictures that a failing disk has emptied are refused, also without a library', async () => {
  await using collection = await processed(24);
  rmSync(join(collection.path, '.homebooru'), { recursive: true });
  for (let n = 1; n <= 24; n++) truncateSync(join(collection.path, `images/${n}.png`), 0);
  const before = collection.everyFile();
  await assert.rejects(collection.process(), /24 of 24 known posts/);
  const kept = [...collection.everyFile()].filter(([place]) => place.startsWith('metadata/'));
  assert.deepEqual(
    kept,
    [...before].filter(([place]) => place.startsWith('metadata/')),
  );
});

test('a record removed by hand is made anew for a picture that is still there', async () => {
  await using collection = await processed(3);
  const md5 = await collection.picture('2.png', 2, 2);
  await collection.remove(recordPlace(md5));
  await collection.process();
  const { number, locations } = await collection.record(md5);
  assert.equal(number, 4);
  assert.deepEqual(locations, [{ path: '2.png' }]);
});

test('a record removed by hand with its picture, or one of its two, brings nothing back that is not there', async () => {
  await using collection = await processed(3);
  await collection.picture('copy of 2.png', 2, 2);
  await collection.process();
  const [first, second] = [
    await collection.picture('1.png', 1, 1),
    await collection.picture('2.png', 2, 2),
  ];
  for (const md5 of [first, second]) await collection.remove(recordPlace(md5));
  await collection.remove('images/1.png');
  await collection.remove('images/copy of 2.png');
  const { problems, notices, gone, same } = await collection.process();
  assert.deepEqual([problems, notices, gone, same], [[], [], 2, 2]);
  assert.deepEqual((await collection.record(second)).locations, [{ path: '2.png' }]);
  await assert.rejects(collection.record(first), { code: 'ENOENT' });
});

test('a record removed by hand while its picture was replaced: the new picture is taken in, once', async () => {
  await using collection = await processed(3);
  const before = await collection.picture('2.png', 2, 2);
  await collection.remove(recordPlace(before));
  const after = await collection.picture('2.png', 9, 9);
  const { problems, changed, added } = await collection.process();
  assert.deepEqual([problems, changed, added], [[], 1, 0]);
  const { number, locations } = await collection.record(after);
  assert.deepEqual([number, locations], [4, [{ path: '2.png' }]]);
  await assert.rejects(collection.record(before), { code: 'ENOENT' });
});

test('what was a problem within tighter limits is looked at again within wider ones', async () => {
  await using collection = await temporaryCollection(pool);
  await collection.put('homebooru.yaml', 'limits: { pixels: 10 }\n');
  await collection.picture('1.png', 1, 1);
  const tight = await collection.process();
  assert.match(tight.problems[0]?.reason ?? '', /the limit is 10/);
  const again = await collection.process();
  assert.deepEqual(again.problems, tight.problems);
  await collection.put('homebooru.yaml', '');
  const wide = await collection.process();
  assert.deepEqual([wide.added, wide.problems.length], [1, 0]);
});

test('a deleted picture comes back once the settings let it', async () => {
  await using collection = await processed(2);
  const md5 = await collection.picture('2.png', 2, 2);
  const { deletePost } = await import('../../pipeline/stages/trash.ts');
  await collection.write(async (context) => {
    const record = await context.records.read(md5);
    if (record) await deletePost(context, record);
  });
  await collection.picture('again.png', 2, 5);
  await collection.process();
  assert.notEqual((await collection.record(md5)).deleted, undefined);
  await collection.put('homebooru.yaml', 'redeleted: restore\n');
  await collection.process();
  const back = await collection.record(md5);
  assert.deepEqual(
    [back.deleted, back.number, back.locations],
    [undefined, 2, [{ path: 'again.png' }]],
  );
});

test('a record that cannot be read keeps its number from others, and a picture less is no end', async () => {
  await using collection = await processed(3);
  const md5 = await collection.picture('3.png', 3, 3);
  await collection.put(recordPlace(md5), '{"version": 99}');
  await collection.picture('4.png', 4, 4);
  const run = await collection.process();
  assert.ok(run.problems.some(({ reason }) => reason.includes('version')));
  const fourth = await collection.picture('4.png', 4, 4);
  assert.equal((await collection.record(fourth)).number, 4);
  await collection.remove('images/3.png');
  const after = await collection.process();
  assert.ok(after.problems.length > 0);
});
