import assert from 'node:assert/strict';
import { readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, test } from 'node:test';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { readLibrary } from '../../pipeline/library/library.ts';
import { libraryPath } from '../../pipeline/library/library-files.ts';
import { type TestCollection, temporaryCollection } from '../fixtures/collection.ts';

const pool = new DecoderPool(15, 1);
after(() => pool[Symbol.asyncDispose]());

/** A collection with two pictures and a library of another version, in which `sql` was done as well. */
async function withOtherLibrary(sql = ''): Promise<TestCollection> {
  const collection = await temporaryCollection(pool);
  await collection.picture('a.png', 1);
  await collection.picture('b.png', 2);
  await collection.process();
  const database = new DatabaseSync(libraryPath(join(collection.path, '.homebooru')));
  database.exec(`UPDATE facts SET value = 'other' WHERE name = 'schema'; ${sql}`);
  database.close();
  return collection;
}

/** Changes a picture so that only its hash tells. */
async function changeUnseen({ path }: TestCollection): Promise<void> {
  const picture = join(path, 'images/a.png');
  const { mtime } = await stat(picture);
  const bytes = await readFile(picture);
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
  await writeFile(picture, bytes);
  await utimes(picture, mtime, mtime);
}

function postsOf({ path }: TestCollection): unknown {
  using library = readLibrary(join(path, '.homebooru'));
  return library.sql('SELECT count(*) AS posts FROM posts').get()?.['posts'];
}

test('where a library of another version is made anew no picture is hashed again', async () => {
  await using collection = await withOtherLibrary();
  await changeUnseen(collection);
  const { added, changed, same, gone } = await collection.process();
  assert.deepEqual({ added, changed, same, gone }, { added: 0, changed: 0, same: 2, gone: 0 });
  assert.equal(postsOf(collection), 2);
});

test('all are where files are kept in another way in it, or cannot be read', async () => {
  for (const sql of ["UPDATE facts SET value = '0' WHERE name = 'files'", 'DROP TABLE files']) {
    await using collection = await withOtherLibrary(sql);
    await changeUnseen(collection);
    const { changed, added, same } = await collection.process();
    assert.deepEqual({ hashed: changed + added, same }, { hashed: 1, same: 1 }, sql);
  }
});
