import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, test } from 'node:test';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { libraryPath } from '../../pipeline/library/library-files.ts';
import { deletePost, emptyTrash } from '../../pipeline/stages/trash.ts';
import { type TestCollection, temporaryCollection } from '../fixtures/collection.ts';
import { filesOf, siteOf, timesOf } from '../fixtures/site.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const pool = new DecoderPool(15);
after(() => pool[Symbol.asyncDispose]());

/** A collection of `count` posts on pages of three, processed. */
async function smallCollection(count: number): Promise<TestCollection> {
  const collection = await temporaryCollection(pool);
  await collection.put('homebooru.yaml', 'site: { pageSize: 3 }\n');
  for (let n = 1; n <= count; n++) await collection.picture(`${n}.png`, n, n);
  await collection.process();
  return collection;
}

/** What differs between two listings: addresses that one lacks, or holds otherwise. */
function differences<T>(a: ReadonlyMap<string, T>, b: ReadonlyMap<string, T>): readonly string[] {
  const all = new Set([...a.keys(), ...b.keys()]);
  return [...all].filter((address) => a.get(address) !== b.get(address)).toSorted();
}

test('the same truth gives the same bytes, also after the state folder is gone', async () => {
  await using collection = await smallCollection(7);
  await using folder = await temporaryFolder();
  await siteOf(collection.path, join(folder.path, 'a'));
  await siteOf(collection.path, join(folder.path, 'b'));
  const first = filesOf(join(folder.path, 'a'));
  assert.deepEqual(differences(first, filesOf(join(folder.path, 'b'))), []);
  rmSync(join(collection.path, '.homebooru'), { recursive: true });
  await collection.process();
  await siteOf(collection.path, join(folder.path, 'c'));
  const again = await siteOf(collection.path, join(folder.path, 'b'));
  assert.deepEqual(differences(first, filesOf(join(folder.path, 'c'))), []);
  assert.deepEqual(differences(first, filesOf(join(folder.path, 'b'))), []);
  assert.equal(again.pages.written, 0);
  assert.equal(again.pages.removed, 0);
});

test('where nothing has changed nothing is written, but for what somebody removed', async () => {
  await using collection = await smallCollection(7);
  await using folder = await temporaryFolder();
  const out = join(folder.path, 'site');
  await siteOf(collection.path, out);
  const before = timesOf(out);
  const files = filesOf(out);
  const idle = await siteOf(collection.path, out);
  assert.deepEqual(differences(before, timesOf(out)), []);
  assert.deepEqual([idle.pages.written, idle.shards.written, idle.media.written], [0, 0, 0]);
  assert.ok(idle.pages.same > 7);
  for (const address of ['post/0/3.html', 'data/manifest.js', 'thumbs/0/5.webp']) {
    rmSync(join(out, address));
  }
  const repaired = await siteOf(collection.path, out);
  assert.deepEqual(differences(files, filesOf(out)), []);
  assert.deepEqual(
    [repaired.pages.written, repaired.shards.written, repaired.media.written],
    [1, 1, 1],
  );
});

test('the manifest brings the list along that every search reads next, and also after an edit', async () => {
  await using collection = await smallCollection(5);
  await using folder = await temporaryFolder();
  const out = join(folder.path, 'site');
  const read = (name: string): string => readFileSync(join(out, `data/${name}.js`), 'utf8');
  await siteOf(collection.path, out);
  const list = read('vocabulary/manifest');
  assert.ok(read('manifest').endsWith(list));
  const md5 = await collection.picture('2.png', 2, 2);
  await collection.edit(md5, { add: [{ name: 'solo', category: 'general' }] });
  await collection.process();
  await siteOf(collection.path, out);
  assert.notEqual(read('vocabulary/manifest'), list);
  assert.ok(read('manifest').endsWith(read('vocabulary/manifest')));
});

test('the manifest of a site that another edition of the program has written is written anew', async () => {
  await using collection = await smallCollection(5);
  await using folder = await temporaryFolder();
  const out = join(folder.path, 'site');
  await siteOf(collection.path, out);
  const manifest = join(out, 'data/manifest.js');
  const whole = readFileSync(manifest, 'utf8');
  // That edition brought no list along, and said so by the manifest's hash alone.
  writeFileSync(manifest, whole.slice(0, whole.indexOf('\n') + 1));
  const library = new DatabaseSync(libraryPath(join(collection.path, '.homebooru')));
  library.exec(
    "UPDATE parts SET files = replace(files, '+vocabulary', '') WHERE name = 'manifest'",
  );
  library.exec("UPDATE facts SET value = '' WHERE name LIKE 'site input %'");
  library.close();
  await siteOf(collection.path, out);
  assert.equal(readFileSync(manifest, 'utf8'), whole);
});

test('an edit rewrites the page of its post and pages that list it, and no other post', async () => {
  await using collection = await smallCollection(9);
  await using folder = await temporaryFolder();
  const out = join(folder.path, 'site');
  await siteOf(collection.path, out);
  const before = timesOf(out);
  const md5 = await collection.picture('2.png', 2, 2);
  await collection.edit(md5, { add: [{ name: 'solo', category: 'general' }] });
  await siteOf(collection.path, out);
  const changed = differences(before, timesOf(out)).filter((address) => address.endsWith('.html'));
  assert.deepEqual(changed, [
    'index.html',
    'page/1.html',
    'post/0/2.html',
    'stats.html',
    'tags-general.html',
    'tags-new.html',
    'tags-s.html',
    'tags.html',
  ]);
});

test('a picture more changes the last page alone', async () => {
  await using collection = await smallCollection(7);
  await using folder = await temporaryFolder();
  const out = join(folder.path, 'site');
  await siteOf(collection.path, out);
  const before = timesOf(out);
  await collection.picture('8.png', 8, 8);
  await collection.process();
  await siteOf(collection.path, out);
  const changed = differences(before, timesOf(out)).filter((address) => address.endsWith('.html'));
  assert.deepEqual(changed, ['index.html', 'page/3.html', 'post/0/8.html', 'stats.html']);
});

test('a post that is gone leaves no page, picture or shard, and a file of the user stays', async () => {
  await using collection = await smallCollection(4);
  await using folder = await temporaryFolder();
  const out = join(folder.path, 'site');
  await siteOf(collection.path, out);
  writeFileSync(join(out, 'CNAME'), 'example.org');
  for (const n of [1, 2, 3, 4]) await collection.remove(`images/${n}.png`);
  await collection.process();
  const report = await siteOf(collection.path, out);
  assert.equal(report.posts, 0);
  const left = [...filesOf(out).keys()];
  assert.ok(left.includes('CNAME'));
  assert.deepEqual(
    left.filter((address) => /^(post|page|thumbs|previews|originals)\//.test(address)),
    [],
  );
  assert.deepEqual(
    left.filter((address) => address.startsWith('data/postings/')),
    [],
  );
});

test('a number is not used again after its post was deleted for good and the state folder lost', async () => {
  await using collection = await smallCollection(3);
  await using folder = await temporaryFolder();
  const out = join(folder.path, 'kept');
  await siteOf(collection.path, out);
  const md5 = await collection.picture('3.png', 3, 3);
  await collection.write(async (context) => {
    const record = await context.records.read(md5);
    assert.ok(record);
    await deletePost(context, record);
    await emptyTrash(context);
  });
  rmSync(join(collection.path, '.homebooru'), { recursive: true });
  await collection.picture('new.png', 99, 99);
  await collection.process();
  await siteOf(collection.path, out);
  await siteOf(collection.path, join(folder.path, 'clean'));
  assert.deepEqual(differences(filesOf(out), filesOf(join(folder.path, 'clean'))), []);
  assert.ok(filesOf(out).has('post/0/4.html'));
  assert.ok(!filesOf(out).has('post/0/3.html'));
});

test('R15: a build that was cut off is finished by the next, whatever its files hold', async () => {
  await using collection = await smallCollection(4);
  await using folder = await temporaryFolder();
  const out = join(folder.path, 'site');
  await siteOf(collection.path, out);
  const files = filesOf(out);
  const ledger = join(out, '.homebooru-ledger.json');
  writeFileSync(join(out, 'post/0/2.html'), 'half a pa');
  const cut = JSON.stringify({
    version: 1,
    complete: false,
    state: '',
    files: [...files.keys()],
    numbers: {},
  });
  writeFileSync(ledger, cut);
  await siteOf(collection.path, out);
  assert.deepEqual(differences(files, filesOf(out)), []);
});

test('a folder with files of somebody else, or round the collection, is refused untouched', async () => {
  await using collection = await smallCollection(1);
  await using folder = await temporaryFolder();
  await folder.write('foreign/letter.txt', 'dear reader');
  await assert.rejects(siteOf(collection.path, join(folder.path, 'foreign')), /not this program's/);
  for (const place of ['.', 'images', 'dist', 'metadata/site', '..']) {
    await assert.rejects(siteOf(collection.path, join(collection.path, place)), /cannot lie in/);
  }
  assert.deepEqual([...filesOf(join(folder.path, 'foreign')).keys()], ['letter.txt']);
});
