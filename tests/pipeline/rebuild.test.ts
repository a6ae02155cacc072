import assert from 'node:assert/strict';
import { readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { registerProcess } from '../../pipeline/commands/process.ts';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { readLibrary } from '../../pipeline/library/library.ts';
import { libraryPath } from '../../pipeline/library/library-files.ts';
import { RefusedError } from '../../pipeline/stages/context.ts';
import { listProblems } from '../../pipeline/stages/known-problems.ts';
import { type TestCollection, temporaryCollection } from '../fixtures/collection.ts';
import { png } from '../fixtures/png.ts';
import { type Outcome, runCommand } from '../fixtures/run-command.ts';

const pool = new DecoderPool(15, 2);
after(() => pool[Symbol.asyncDispose]());

function rebuild({ path }: TestCollection, ...more: readonly string[]): Promise<Outcome> {
  return runCommand(registerProcess, 'rebuild', '--json', '--collection', path, ...more);
}

function problemsOf({ path }: TestCollection): readonly string[] {
  using library = readLibrary(join(path, '.homebooru'));
  return listProblems(library).map(({ kind, path: of, reason }) => `${kind} ${of}: ${reason}`);
}

/** Made once, and copied. */
let template: Promise<TestCollection> | undefined;
after(async () => (await template)?.[Symbol.asyncDispose]());

async function troubled(): Promise<TestCollection> {
  template ??= makeTemplate();
  return temporaryCollection(pool, await template);
}

async function makeTemplate(): Promise<TestCollection> {
  const collection = await temporaryCollection(pool);
  await collection.picture('good.png', 1);
  await collection.put('images/notes.jpg', 'a diary');
  await collection.put('images/empty.png', '');
  const large = png(9, { width: 400, height: 400 });
  await collection.put('images/cut.png', large.subarray(0, large.length / 2));
  await collection.put('images/good.png.json', '{"tags": [');
  await collection.process();
  return collection;
}

test('what was wrong before a rebuild is said by it, and is known after it', async () => {
  await using collection = await troubled();
  const before = problemsOf(collection);
  assert.deepEqual(
    before.map((line) => line.replace(/:.*/, '')),
    ['file empty.png', 'file notes.jpg', 'damaged cut.png', 'other good.png.json'],
  );
  const { code, out } = await rebuild(collection);
  assert.equal(code, 1);
  const { posts, problems } = JSON.parse(out);
  assert.deepEqual([posts, problems.length], [2, 4]);
  assert.deepEqual(problemsOf(collection), before);
});

test('the run after a rebuild finds every file as it was, and what is mended is a problem no more', async () => {
  await using collection = await troubled();
  await rebuild(collection);
  await collection.picture('notes.jpg', 2);
  await collection.remove('images/good.png.json');
  const { added, changed, same, problems } = await collection.process();
  assert.deepEqual([added, changed, same, problems.length], [0, 1, 3, 2]);
  assert.deepEqual(
    problemsOf(collection).map((line) => line.replace(/:.*/, '')),
    ['file empty.png', 'damaged cut.png'],
  );
});

test('R19: a rebuild without its metadata folder changes nothing, unless it is told that this is meant', async () => {
  await using collection = await troubled();
  await rename(join(collection.path, 'metadata'), join(collection.path, 'away'));
  const before = problemsOf(collection);
  const { code, error } = await rebuild(collection);
  assert.equal(code, 2);
  assert.ok(error instanceof RefusedError && /2 of 2 records are gone/.test(error.message));
  assert.deepEqual(problemsOf(collection), before);
  assert.equal((await rebuild(collection, '--accept-missing')).code, 1);
});

test('R19: nor does it where the one before died while its library took its place', async () => {
  await using collection = await troubled();
  const path = join(collection.path, libraryPath('.homebooru'));
  await rename(path, join(path, '../library-before.db'));
  await rename(join(collection.path, 'metadata'), join(collection.path, 'away'));
  const { code, error } = await rebuild(collection);
  assert.equal(code, 2);
  assert.ok(error instanceof RefusedError && /2 of 2 records are gone/.test(error.message));
});

test('a rebuild beside a library that cannot be read takes nothing over', async () => {
  await using collection = await troubled();
  await collection.put(libraryPath('.homebooru'), 'no database at all');
  const { code, out } = await rebuild(collection);
  assert.deepEqual([code, JSON.parse(out).posts], [1, 2]);
  assert.deepEqual(
    problemsOf(collection).map((line) => line.replace(/:.*/, '')),
    ['damaged cut.png'],
  );
});

test('what a rebuild that died has left is gone after the next run', async () => {
  await using collection = await troubled();
  const cache = join(collection.path, '.homebooru', 'cache');
  const left = ['library-draft.db', 'library-draft.db-wal', 'library-draft.db-shm'];
  for (const name of left) await collection.put(`.homebooru/cache/${name}`, 'begun');
  const before = problemsOf(collection);
  await collection.process();
  assert.deepEqual(
    (await readdir(cache)).filter((name) => name.includes('draft')),
    [],
  );
  assert.deepEqual(problemsOf(collection), before);
});
