import assert from 'node:assert/strict';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { RefusedError } from '../../pipeline/stages/context.ts';
import { isSuspicious } from '../../pipeline/stages/guard.ts';
import { type TestCollection, temporaryCollection } from '../fixtures/collection.ts';

const pool = new DecoderPool(15, 2);
after(() => pool[Symbol.asyncDispose]());

/** 70 posts in four folders, made once. */
let template: Promise<TestCollection> | undefined;
after(async () => (await template)?.[Symbol.asyncDispose]());

async function filled(): Promise<TestCollection> {
  template ??= makeTemplate();
  return temporaryCollection(pool, await template);
}

async function makeTemplate(): Promise<TestCollection> {
  const collection = await temporaryCollection(pool);
  for (let seed = 1; seed <= 70; seed++) await collection.picture(placeOf(seed), seed);
  await collection.process();
  return collection;
}

function placeOf(seed: number): string {
  return `d${seed % 4}/${seed}.png`;
}

async function assertRefused(collection: TestCollection, message: RegExp): Promise<void> {
  const before = collection.everyFile();
  await assert.rejects(
    collection.process(),
    (error) =>
      error instanceof RefusedError &&
      message.test(error.message) &&
      /--accept-missing/.test(error.message),
  );
  assert.deepEqual(collection.everyFile(), before, 'nothing was changed');
}

const sums: readonly (readonly [gone: number, known: number, isMuch: boolean])[] = [
  [20, 20, false],
  [21, 21, true],
  [21, 209, true],
  [21, 210, false],
  [100, 1000, false],
  [101, 1000, true],
  [0, 0, false],
];
for (const [gone, known, isMuch] of sums) {
  test(`${gone} of ${known} gone is ${isMuch ? 'suspicious' : 'nothing'}`, () => {
    assert.equal(isSuspicious(gone, known), isMuch);
  });
}

test('R19: without its image folder a run changes nothing, whatever is known', async () => {
  await using collection = await filled();
  const [images, away] = [join(collection.path, 'images'), join(collection.path, '.away')];
  await rename(images, away);
  await assertRefused(collection, /images is missing; 70 posts are known/);
  await rename(away, images);
  assert.equal((await collection.process()).same, 70);
  await rename(images, away);
  assert.equal((await collection.process({ acceptMissing: true })).gone, 70);
});

test('without its image folder a run changes nothing, however few posts there are', async () => {
  await using collection = await temporaryCollection(pool);
  await collection.picture('a.png', 1);
  await collection.process();
  await rename(join(collection.path, 'images'), join(collection.path, '.away'));
  await assertRefused(collection, /images is missing; 1 posts are known/);
});

test('a stray picture beside a missing image folder does not take its place', async () => {
  await using collection = await filled();
  await rename(join(collection.path, 'images'), join(collection.path, '.away'));
  await collection.put('cover.png', 'x');
  await assertRefused(collection, /images is missing; 70 posts are known/);
});

test('R19: an image folder that is emptied is refused, with the figures', async () => {
  await using collection = await filled();
  await rename(join(collection.path, 'images'), join(collection.path, '.away'));
  await mkdir(join(collection.path, 'images'));
  await assertRefused(collection, /70 of 70 known posts have no file any more/);
  assert.equal((await collection.process({ acceptMissing: true })).gone, 70);
  await collection.remove('images');
  await rename(join(collection.path, '.away'), join(collection.path, 'images'));
  const { added, problems } = await collection.process();
  assert.deepEqual([added, problems], [70, []]);
});

test('R19: 30 % gone is refused, also when the library is gone with it', async () => {
  await using collection = await filled();
  for (let seed = 1; seed <= 21; seed++) await collection.remove(`images/${placeOf(seed)}`);
  await assertRefused(collection, /21 of 70 known posts/);
  await collection.remove('.homebooru/cache/library.db');
  await assertRefused(collection, /21 of 70 known posts/);
});

test('20 gone is no alarm', async () => {
  await using collection = await filled();
  for (let seed = 1; seed <= 20; seed++) await collection.remove(`images/${placeOf(seed)}`);
  assert.equal((await collection.process()).gone, 20);
});

test('a big rename is no loss', async () => {
  await using collection = await filled();
  for (let folder = 0; folder < 4; folder++) {
    const images = join(collection.path, 'images');
    await rename(join(images, `d${folder}`), join(images, `renamed ${folder}`));
  }
  const { moved, gone, added } = await collection.process();
  assert.deepEqual([moved, gone, added], [70, 0, 0]);
});

test('files that are overwritten by other pictures count as gone', async () => {
  await using collection = await filled();
  for (let seed = 1; seed <= 25; seed++) await collection.picture(placeOf(seed), 5000 + seed, 9);
  await assertRefused(collection, /25 of 70 known posts/);
});

test('copies that go are no loss while each post has a file left', async () => {
  await using collection = await filled();
  for (let seed = 1; seed <= 30; seed++) await collection.picture(`copies/${seed}.png`, seed);
  await collection.process();
  await collection.remove('images/copies');
  assert.equal((await collection.process()).gone, 30);
});
