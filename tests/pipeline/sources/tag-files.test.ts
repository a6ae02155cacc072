import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { TagFilesAnswer } from '../../../catalog/tag-file.ts';
import { DecoderPool } from '../../../pipeline/decode/decoder-pool.ts';
import { parsePost } from '../../../pipeline/library/post-text.ts';
import { readTagFiles } from '../../../pipeline/stages/read-tag-files.ts';
import { scanAside } from '../../../pipeline/stages/scan.ts';
import { deletePost } from '../../../pipeline/stages/trash.ts';
import {
  recordPlace,
  type TestCollection,
  temporaryCollection,
} from '../../fixtures/collection.ts';
import { shownTags } from '../../fixtures/shown-tags.ts';

const pool = new DecoderPool(15, 2);
after(() => pool[Symbol.asyncDispose]());

async function filesIn(collection: TestCollection, md5: string): Promise<readonly string[]> {
  const answer = (await collection.record(md5)).sources.get('tagfile') as
    | TagFilesAnswer
    | undefined;
  return (answer?.files ?? []).map(({ path }) => path);
}

test('tag files beside a picture become its tags, and are not counted as unsupported', async () => {
  await using collection = await temporaryCollection(pool);
  const md5 = await collection.picture('a/x.png', 1);
  await collection.put(
    'images/a/x.png.json',
    '{"category": "danbooru", "id": 5, "tags_artist": ["bob"], "rating": "s"}',
  );
  await collection.put('images/a/x.txt', 'cat\nseries:fate\n');
  await collection.put('images/a/other.txt', 'dog\n');
  const run = await collection.process();
  assert.deepEqual(run.problems, []);
  assert.deepEqual(run.notices, ['txt 1: not supported']);
  assert.deepEqual(await shownTags(collection, md5), ['bob', 'cat', 'fate']);
  const record = await collection.record(md5);
  assert.deepEqual(record.lookups.get('tagfile'), {
    state: 'found',
    at: '2026-05-06T07:08:09.000Z',
  });
  assert.deepEqual(await filesIn(collection, md5), ['a/x.png.json', 'a/x.txt']);
  const view = await collection.write(async ({ library }) =>
    parsePost(library.sql('SELECT view FROM posts').get()?.['view']),
  );
  assert.equal(view.rating, 'sensitive');
  assert.deepEqual(view.ids, [{ source: 'danbooru', id: 5 }]);
  assert.deepEqual(view.foundBy, ['tagfile']);
});

test('a changed tag file is read again, a new one too, and one that is gone leaves what it said', async () => {
  await using collection = await temporaryCollection(pool);
  const md5 = await collection.picture('x.png', 1);
  await collection.put('images/x.txt', 'cat');
  await collection.process();
  await collection.put('images/x.txt', 'dog', 5);
  await collection.put('images/x.png.txt', 'fox');
  await collection.process();
  assert.deepEqual(await shownTags(collection, md5), ['dog', 'fox']);
  await collection.remove('images/x.txt');
  await collection.process();
  assert.deepEqual(await shownTags(collection, md5), ['dog', 'fox']);
  await collection.put('images/x.png.txt', '', 9);
  await collection.process();
  assert.deepEqual(await shownTags(collection, md5), ['dog']);
});

test('a run without changes writes no record, and one without its state writes the same records', async () => {
  await using collection = await temporaryCollection(pool);
  await collection.picture('x.png', 1);
  await collection.picture('copy/y.png', 1);
  await collection.picture('z.png', 2);
  await collection.put('images/x.png.json', '{"tags": ["cat"]}');
  await collection.put('images/copy/y.txt', 'dog, fox');
  await collection.put('images/z.txt', 'A readme of this picture. It is no list of tags, is it?');
  await collection.process();
  await collection.remove('images/copy/y.txt');
  await collection.process();
  const truth = () => [...collection.everyFile()].filter(([place]) => !place.startsWith('.home'));
  const before = truth();
  await collection.process();
  assert.deepEqual(truth(), before);
  await collection.remove('.homebooru');
  await collection.process();
  assert.deepEqual(truth(), before);
});

test('tag files of every location of a picture count', async () => {
  await using collection = await temporaryCollection(pool);
  const md5 = await collection.picture('x.png', 1);
  await collection.picture('copy/y.png', 1);
  await collection.put('images/x.txt', 'cat');
  await collection.put('images/copy/y.png.json', '{"tags_character": "saber"}');
  await collection.process();
  assert.deepEqual(await shownTags(collection, md5), ['cat', 'saber']);
});

test('a picture that moves with its tag file keeps one copy of what it says', async () => {
  await using collection = await temporaryCollection(pool);
  const md5 = await collection.picture('x.png', 1);
  await collection.put('images/x.txt', 'cat');
  await collection.process();
  const at = (name: string): string => join(collection.path, 'images', name);
  await rename(at('x.png'), at('y.png'));
  await rename(at('x.txt'), at('y.txt'));
  await collection.process();
  assert.deepEqual(await filesIn(collection, md5), ['y.txt']);
  await rename(at('y.png'), at('z.png'));
  await collection.process();
  assert.deepEqual(await filesIn(collection, md5), ['y.txt']);
  assert.deepEqual(await shownTags(collection, md5), ['cat']);
});

test('what tag files say is not held until all are read: records are saved on the way', async () => {
  await using collection = await temporaryCollection(pool);
  const md5s: string[] = [];
  for (let at = 0; at < 40; at++) {
    md5s.push(await collection.picture(`${at}.png`, at));
    await collection.put(`images/${at}.txt`, 'cat');
  }
  let saved: number | undefined;
  const progress = (stage: string, done: number): void => {
    if (stage !== 'reading tag files' || done !== 20) return;
    const texts = md5s.map((md5) => readFileSync(join(collection.path, recordPlace(md5)), 'utf8'));
    saved = texts.filter((text) => text.includes('"tagfile"')).length;
  };
  await collection.process({ progress });
  assert.ok((saved ?? 0) >= 20, `${saved} of the first 20`);
});

test('wherever a run is cut off, a tag file of two pictures is read for both in the end', async () => {
  await using collection = await temporaryCollection(pool);
  const md5s = [await collection.picture('x.png', 1), await collection.picture('x.jpg', 2)];
  await collection.process();
  await collection.put('images/x.txt', 'cat');
  const cut = collection.write(async (context) => {
    const progress = (_stage: string, done: number): void => {
      if (done === 2) throw new Error('cut off');
    };
    await using scan = await scanAside(context);
    await readTagFiles({ ...context, progress }, await scan.finish(), 1);
  });
  await assert.rejects(cut, /cut off/);
  await collection.process();
  for (const md5 of md5s) assert.deepEqual(await shownTags(collection, md5), ['cat']);
});

test('a tag file of two pictures that cannot be read is one problem', async () => {
  await using collection = await temporaryCollection(pool);
  await collection.picture('x.png', 1);
  await collection.picture('x.jpg', 2);
  await collection.put('images/x.json', '{"tags": ["do');
  for (let run = 0; run < 2; run++) {
    assert.deepEqual((await collection.process()).problems, [
      { path: 'x.json', reason: 'is not whole JSON' },
    ]);
  }
});

test('another picture by the same name takes its tag file over', async () => {
  await using collection = await temporaryCollection(pool);
  await collection.picture('x.png', 1);
  await collection.put('images/x.txt', 'cat');
  await collection.process();
  const md5 = await collection.picture('x.png', 2, 5);
  await collection.process({ acceptMissing: true });
  assert.deepEqual(await shownTags(collection, md5), ['cat']);
});

test('a record that is removed or put back by hand gets the tags again', async () => {
  await using collection = await temporaryCollection(pool);
  const md5 = await collection.picture('x.png', 1);
  await collection.put('images/x.txt', 'cat');
  await collection.process();
  await collection.remove(recordPlace(md5));
  await collection.process({ acceptMissing: true });
  assert.deepEqual(await shownTags(collection, md5), ['cat']);
  await collection.put(
    recordPlace(md5),
    JSON.stringify({ md5, number: 1, added: '2026-01-01T00:00:00.000Z' }),
  );
  await collection.process({ acceptMissing: true });
  assert.deepEqual(await shownTags(collection, md5), ['cat']);
});

test('a deleted picture takes no tags; brought back, it has them', async () => {
  await using collection = await temporaryCollection(pool);
  const md5 = await collection.picture('x.png', 1);
  await collection.put('images/x.txt', 'cat');
  await collection.process();
  await collection.write(async (context) => {
    const record = await context.records.read(md5);
    if (record) await deletePost(context, record);
  });
  await collection.remove('trash');
  await collection.process();
  assert.equal((await collection.record(md5)).sources.size, 0);
  await collection.put('homebooru.yaml', 'redeleted: restore\n');
  await collection.picture('x.png', 1);
  await collection.process();
  assert.deepEqual(await shownTags(collection, md5), ['cat']);
});

test('tag files can be switched off', async () => {
  await using collection = await temporaryCollection(pool);
  const md5 = await collection.picture('x.png', 1);
  await collection.put('images/x.txt', 'cat');
  await collection.put('homebooru.yaml', 'sources: { tagfiles: { enabled: false } }\n');
  await collection.process();
  assert.deepEqual(await shownTags(collection, md5), []);
});
