import assert from 'node:assert/strict';
import { chmodSync, existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { libraryPath } from '../../pipeline/library/library-files.ts';
import { BusyError, lockCollection } from '../../pipeline/library/lock.ts';
import { deletePost } from '../../pipeline/stages/trash.ts';
import { check, cleanCollection, kinds, truth } from '../fixtures/checked.ts';
import { recordPlace } from '../fixtures/collection.ts';
import { png } from '../fixtures/png.ts';

const pool = new DecoderPool(15, 2);
after(() => pool[Symbol.asyncDispose]());

const draft = '.01234567-89ab-cdef-0123-456789abcdef.tmp';
const stranger = 'f'.repeat(32);

test('R17: a clean collection is not accused, also in a deep check', async () => {
  await using collection = await cleanCollection(pool);
  const before = collection.everyFile();
  assert.deepEqual(await check(collection), { problems: [], code: 0 });
  assert.deepEqual(await check(collection, '--deep'), { problems: [], code: 0 });
  assert.deepEqual(collection.everyFile(), before);
  assert.deepEqual(await check(collection, '--repair'), { problems: [], code: 0 });
});

test('what users do to a collection is no fault: files gone and noticed, posts deleted, records not yet processed', async () => {
  await using collection = await cleanCollection(pool);
  await collection.remove('images/deep/0.png');
  await collection.process();
  assert.deepEqual((await check(collection)).problems, []);
  await collection.write(async (context) => {
    await deletePost(context, await collection.record(collection.md5s[4] ?? ''));
  });
  assert.deepEqual((await check(collection, '--deep')).problems, []);
  const md5 = await collection.picture('new.png', 77);
  await collection.put(recordPlace(md5), JSON.stringify({ md5, sources: {} }));
  assert.deepEqual((await check(collection)).problems, []);
  assert.deepEqual((await check(collection, '--deep')).problems, []);
});

test('R17: every kind of damage is found, and what is derived is mended, truth untouched', async () => {
  await using collection = await cleanCollection(pool);
  const [, second = '', third = '', fourth = ''] = collection.md5s;
  const cache = join(collection.path, '.homebooru/cache');
  const sizes = new Map(readdirSync(cache).map((name) => [name.split('-')[0] ?? '', name]));
  const thumbnail = (md5: string): string =>
    `.homebooru/cache/${sizes.get('thumbnails')}/${md5.slice(0, 2)}/${md5}.webp`;
  await collection.edit(second, { parent: 4711 });
  await collection.remove('images/deep/2.png');
  await collection.remove(thumbnail(fourth));
  await collection.put(thumbnail(stranger), 'a picture');
  await collection.put(recordPlace(stranger), JSON.stringify({ md5: stranger, sources: {} }));
  await collection.put(recordPlace('e'.repeat(32)), '{"md5": ');
  await collection.put(`metadata/${third}.json`, JSON.stringify({ md5: third }));
  await collection.put('images/deep/0.png', png(4711));
  await collection.picture('third of 4.png', 4, 20);
  await collection.put(`metadata/ab/${draft}`, 'half');
  await collection.put(
    '.homebooru/lock',
    JSON.stringify({ pid: 1, started: '0', boot: 'another', command: 'site' }),
  );
  await collection.put('.homebooru/secret', 'secret');
  chmodSync(join(collection.path, '.homebooru/secret'), 0o644);
  await collection.put(
    'site/.homebooru-ledger.json',
    JSON.stringify({ version: 1, complete: false, files: [] }),
  );

  const wishes = ['--deep', '--out', join(collection.path, 'site')];
  const truthBefore = truth(collection);
  const everything = collection.everyFile();
  const found = await check(collection, ...wishes);
  const standing = [
    `bad-record metadata/ee/${'e'.repeat(32)}.json`,
    `dangling-parent ${recordPlace(second)}`,
    'duplicate images/third of 4.png',
    `duplicate metadata/${third}.json`,
    'missing-original images/deep/2.png',
    `orphan-record ${recordPlace(stranger)}`,
    'stale-site site/.homebooru-ledger.json',
    'wrong-md5 images/deep/0.png',
  ];
  const mended = [
    'bad-permissions .homebooru/secret',
    `missing-thumbnail ${thumbnail(fourth)}`,
    'stale-lock .homebooru/lock',
    `stray-temp metadata/ab/${draft}`,
  ];
  assert.equal(found.code, 1);
  assert.deepEqual(
    kinds(found.problems),
    // The stranger's small picture has a record.
    [...standing, ...mended].toSorted(),
  );
  assert.deepEqual(kinds(found.problems.filter(({ repairable }) => repairable)), mended.toSorted());
  assert.deepEqual(collection.everyFile(), everything);

  const after = await check(collection, ...wishes, '--repair');
  assert.equal(after.code, 1);
  assert.deepEqual(kinds(after.problems), standing);
  assert.deepEqual(truth(collection), truthBefore);
  assert.equal(statSync(join(collection.path, '.homebooru/secret')).mode & 0o777, 0o600);
  assert.ok(existsSync(join(collection.path, thumbnail(fourth))));
  assert.ok(!existsSync(join(collection.path, 'metadata/ab', draft)));
});

test('a small picture of nothing that is known is found and removed', async () => {
  await using collection = await cleanCollection(pool);
  const folder = readdirSync(join(collection.path, '.homebooru/cache')).find((name) =>
    name.startsWith('previews'),
  );
  const place = `.homebooru/cache/${folder}/ff/${stranger}.webp`;
  await collection.put(place, 'a picture');
  assert.deepEqual(kinds((await check(collection)).problems), [`orphan-thumbnail ${place}`]);
  assert.deepEqual((await check(collection, '--repair')).problems, []);
  assert.ok(!existsSync(join(collection.path, place)));
});

test('without --deep no known picture is read', async () => {
  await using collection = await cleanCollection(pool);
  await collection.put('images/deep/0.png', png(4711));
  assert.deepEqual((await check(collection)).problems, []);
});

test("a record copied under another picture's name is the one accused", async () => {
  await using collection = await cleanCollection(pool);
  const [first = ''] = collection.md5s;
  const copied = await collection.record(first);
  const { number, added, measures, locations } = copied;
  const text = JSON.stringify({ version: 2, md5: stranger, number, added, measures, locations });
  await collection.put(recordPlace(stranger), text);
  for (const words of [[], ['--deep']]) {
    const { problems } = await check(collection, ...words);
    const orphans = problems.filter(({ kind }) => kind !== 'missing-thumbnail');
    assert.deepEqual(kinds(orphans), [`orphan-record ${recordPlace(stranger)}`]);
  }
});

test('a missing image folder is one problem, not one for each picture', async () => {
  await using collection = await cleanCollection(pool);
  await rename(join(collection.path, 'images'), join(collection.path, 'elsewhere.bak'));
  rmSync(join(collection.path, 'elsewhere.bak'), { recursive: true });
  const { problems } = await check(collection, '--repair');
  assert.deepEqual(kinds(problems), ['missing-original images']);
});

test('a damaged library is found, and made anew', async () => {
  await using collection = await cleanCollection(pool);
  writeFileSync(libraryPath(join(collection.path, '.homebooru')), Buffer.alloc(50_000, 'x'));
  await collection.remove(recordPlace(collection.md5s[0] ?? ''));
  const found = await check(collection);
  assert.ok(kinds(found.problems).includes('bad-library .homebooru/cache/library.db'));
  const left = await check(collection, '--repair');
  assert.ok(!kinds(left.problems).some((line) => line.startsWith('bad-library')));
});

test('while another process writes, a check looks on and a repair waits for another day', async () => {
  await using collection = await cleanCollection(pool);
  await using _lock = await lockCollection(join(collection.path, '.homebooru'), 'process');
  await collection.put(`metadata/ab/${draft}`, 'under way');
  assert.deepEqual((await check(collection)).problems, []);
  await assert.rejects(check(collection, '--repair'), BusyError);
});

test('a site that has lost a file is stale, and a whole one is not', async () => {
  await using collection = await cleanCollection(pool);
  const ledger = {
    version: 1,
    complete: true,
    files: ['index.html'],
    numbers: { 'post/.html': '1-3,1001' },
  };
  await collection.put('site/.homebooru-ledger.json', JSON.stringify(ledger));
  for (const address of [
    'index.html',
    'post/0/1.html',
    'post/0/2.html',
    'post/0/3.html',
    'post/1/1001.html',
  ]) {
    await collection.put(`site/${address}`, '');
  }
  const words = ['--out', join(collection.path, 'site')];
  assert.deepEqual((await check(collection, ...words)).problems, []);
  await collection.remove('site/post/0/2.html');
  assert.deepEqual((await check(collection, ...words)).problems, [
    { kind: 'stale-site', path: 'site/post/0/2.html', repairable: false },
  ]);
});
