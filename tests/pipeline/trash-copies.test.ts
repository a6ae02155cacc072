import assert from 'node:assert/strict';
import { existsSync, lstatSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { RefusedError } from '../../pipeline/stages/context.ts';
import { emptyTrash } from '../../pipeline/stages/trash.ts';
import { deleteCopy, listCopies, restoreCopy } from '../../pipeline/stages/trash-copies.ts';
import { type TestCollection, temporaryCollection } from '../fixtures/collection.ts';
import { png } from '../fixtures/png.ts';

const pool = new DecoderPool(15, 1);
after(() => pool[Symbol.asyncDispose]());

interface Twins extends TestCollection {
  readonly md5: string;
  readonly isThere: (path: string) => boolean;
  readonly remove: (path: string) => Promise<void>;
  readonly deleteOne: (path: string) => Promise<void>;
  readonly restoreOne: (path: string) => Promise<void>;
  readonly places: () => Promise<readonly string[]>;
}

/** A picture in two places. */
async function twins(): Promise<Twins> {
  const collection = await temporaryCollection(pool);
  const md5 = await collection.picture('a.png', 1);
  await collection.picture('deep/b.png', 1, 1);
  await collection.process();
  return {
    ...collection,
    md5,
    isThere: (path) => existsSync(join(collection.path, 'images', path)),
    remove: (path) => collection.remove(`images/${path}`),
    deleteOne: (path) => collection.write((context) => deleteCopy(context, md5, { path })),
    restoreOne: (path) => collection.write((context) => restoreCopy(context, md5, { path })),
    places: async () => (await collection.record(md5)).locations.map(({ path }) => path),
  };
}

test('one file of a post goes to the trash and comes back; the post stays what it was', async () => {
  await using post = await twins();
  const before = await post.record(post.md5);
  await post.deleteOne('a.png');
  assert.deepEqual([post.isThere('a.png'), await post.places()], [false, ['deep/b.png']]);
  const { added, gone, same, problems } = await post.process();
  assert.deepEqual([added, gone, same, problems], [0, 0, 1, []]);
  const copies = await post.write((context) => listCopies(context));
  assert.deepEqual(
    copies.map(({ location }) => location),
    [{ path: 'a.png' }],
  );
  await post.restoreOne('a.png');
  assert.deepEqual(readFileSync(join(post.path, 'images/a.png')), Buffer.from(png(1)));
  assert.deepEqual(await post.record(post.md5), before);
  assert.equal((await post.process()).same, 2);
});

test('the last file of a post is not taken by itself, nor one that only links lead to', async () => {
  await using post = await twins();
  await post.deleteOne('a.png');
  await assert.rejects(post.deleteOne('deep/b.png'), RefusedError);
  symlinkSync('deep/b.png', join(post.path, 'images/link.png'));
  await post.process();
  assert.deepEqual(await post.places(), ['deep/b.png', 'link.png']);
  await assert.rejects(post.deleteOne('deep/b.png'), /the only file of its post/);
  await post.deleteOne('link.png');
  assert.deepEqual([post.isThere('link.png'), post.isThere('deep/b.png')], [false, true]);
  await post.restoreOne('link.png');
  assert.ok(lstatSync(join(post.path, 'images/link.png')).isSymbolicLink());
});

test('a file that is not there, or is another picture by now, is left alone', async () => {
  await using post = await twins();
  await post.remove('a.png');
  await assert.rejects(post.deleteOne('a.png'), /no file of the post any more/);
  await post.picture('a.png', 2, 5);
  await assert.rejects(post.deleteOne('a.png'), /no file of the post any more/);
  await assert.rejects(post.deleteOne('deep/b.png'), /the only file/);
  assert.ok(post.isThere('a.png') && post.isThere('deep/b.png'));
});

test('a file does not come back over another one, nor to a post that is in the trash', async () => {
  await using post = await twins();
  await post.deleteOne('a.png');
  await post.picture('a.png', 2, 5);
  await assert.rejects(post.restoreOne('a.png'), /is taken by another file/);
  await assert.rejects(post.restoreOne('deep/b.png'), /is not in the trash any more/);
  assert.deepEqual(readFileSync(join(post.path, 'images/a.png')), Buffer.from(png(2)));
});

test('emptying the trash removes such files too, from a time on where one is named', async () => {
  await using post = await twins();
  await post.deleteOne('a.png');
  const empty = (before?: string) => post.write((context) => emptyTrash(context, before));
  assert.equal(await empty('2020-01-01T00:00:00.000Z'), 0);
  assert.equal(await empty(), 1);
  assert.deepEqual(await post.write((context) => listCopies(context)), []);
  assert.deepEqual(await post.places(), ['deep/b.png']);
});
