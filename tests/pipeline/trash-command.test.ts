import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { deletePost } from '../../pipeline/stages/trash.ts';
import { recordPlace, type TestCollection, temporaryCollection } from '../fixtures/collection.ts';

const pool = new DecoderPool(15, 2);
after(() => pool[Symbol.asyncDispose]());

const program = join(import.meta.dirname, '../../pipeline/homebooru.js');

function run(collection: TestCollection, ...words: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [program, ...words, '--collection', collection.path],
    { encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

test('all numbers are looked at before the first post is touched, and one named twice counts once', async () => {
  await using collection = await temporaryCollection(pool);
  for (const seed of [1, 2, 3]) await collection.picture(`${seed}.png`, seed, seed);
  await collection.process();
  assert.match(run(collection, 'delete', '1', '1').stdout, /^1 deleted/);
  const before = collection.everyFile();
  assert.equal(run(collection, 'delete', '2', '1').status, 2);
  assert.equal(run(collection, 'restore', '1', '2').status, 2);
  assert.deepEqual(collection.everyFile(), before);
  const { status, stdout } = run(collection, 'restore', '1', '1');
  assert.deepEqual([status, stdout.slice(0, 10)], [0, '1 restored']);
});

test('of two records that claim a number the post that is shown is deleted', async () => {
  await using collection = await temporaryCollection(pool);
  const first = await collection.picture('1.png', 1, 1);
  const second = await collection.picture('2.png', 2, 2);
  await collection.process();
  const shown = first < second ? second : first;
  const hidden = first < second ? first : second;
  const number = (await collection.record(shown)).number ?? 0;
  // A tombstone claims the number too, and comes first by its MD5.
  const tombstone = JSON.parse(readFileSync(join(collection.path, recordPlace(hidden)), 'utf8'));
  const text = JSON.stringify({ ...tombstone, number, deleted: '2026-01-01T00:00:00.000Z' });
  await writeFile(join(collection.path, recordPlace(hidden)), text);
  assert.equal(run(collection, 'delete', String(number)).status, 0);
  assert.ok((await collection.record(shown)).deleted);
  const refused = run(collection, 'restore', String(number));
  assert.equal(refused.status, 2);
  assert.match(refused.stderr, new RegExp(`claim number ${number}`));
});

test('a broken record in the trash is a problem of every trash command', async () => {
  await using collection = await temporaryCollection(pool);
  await collection.picture('1.png', 1, 1);
  await collection.process();
  run(collection, 'delete', '1');
  const [entry = ''] = readdirSync(join(collection.path, 'trash'));
  await writeFile(join(collection.path, 'trash', entry, 'record.json'), '{');
  for (const words of [['list'], ['empty', '--yes']]) {
    const { status, stdout } = run(collection, 'trash', ...words);
    assert.equal(status, 1);
    assert.match(stdout, /1 problem:\n.*trash\/.*record\.json: the record/);
  }
});

test('only what has been in the trash for longer than the settings say expires', async () => {
  await using collection = await temporaryCollection(pool);
  for (const seed of [1, 2]) await collection.picture(`${seed}.png`, seed, seed);
  await collection.process();
  assert.match(
    run(collection, 'trash', 'empty', '--yes', '--expired').stderr,
    /trash\.days is not set/,
  );
  await collection.put('homebooru.yaml', 'trash: { days: 30 }');
  // Deleted on the day that tests live in, which is long ago for a command, and now.
  const number = await collection.write(async (context) => {
    const row = context.library.sql('SELECT number, md5 FROM posts ORDER BY number').get();
    const record = await context.records.read(String(row?.['md5']));
    assert.ok(record);
    await deletePost({ ...context, now: '2020-01-01T00:00:00.000Z' }, record);
    return Number(row?.['number']);
  });
  assert.equal(run(collection, 'delete', String(3 - number)).status, 0);
  assert.match(run(collection, 'trash', 'empty', '--yes', '--expired').stdout, /^1 removed/);
  assert.equal(readdirSync(join(collection.path, 'trash')).length, 1);
});
