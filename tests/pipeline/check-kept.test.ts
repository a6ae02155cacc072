import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { wrapShard } from '../../catalog/index/shard.ts';
import { shardNames } from '../../catalog/index/shard-names.ts';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { deletePost } from '../../pipeline/stages/trash.ts';
import { check, cleanCollection, kinds, truth } from '../fixtures/checked.ts';
import { type TestCollection, temporaryCollection } from '../fixtures/collection.ts';
import { filesOf, siteOf } from '../fixtures/site.ts';
import { type TemporaryFolder, temporaryFolder } from '../fixtures/temporary-folder.ts';

// What stands beside pictures and records: second copies, trash, state, small pictures, the site.

const pool = new DecoderPool(15, 1);
let template: Awaited<ReturnType<typeof cleanCollection>>;
let folder: TemporaryFolder;
let site = '';

before(async () => {
  template = await cleanCollection(pool);
  await template.write(async (context) => {
    for (const md5 of [template.md5s[2], template.md5s[3]]) {
      await deletePost(context, await template.record(md5 ?? ''));
    }
  });
  folder = await temporaryFolder();
  site = join(folder.path, 'site');
  await siteOf(template.path, site);
});

after(async () => {
  await folder[Symbol.asyncDispose]();
  await template[Symbol.asyncDispose]();
  await pool[Symbol.asyncDispose]();
});

function deepCheck(collection: TestCollection, ...words: readonly string[]) {
  return check(collection, '--deep', '--out', site, ...words);
}

/** Damages files, and has them found; answers what a repair has left. */
async function found(
  collection: TestCollection,
  damages: ReadonlyMap<string, string>,
): Promise<readonly string[]> {
  const before = truth(collection);
  const { problems } = await deepCheck(collection);
  assert.deepEqual(
    kinds(problems),
    [...damages].map(([place, kind]) => `${kind} ${place}`).toSorted(),
  );
  const { problems: left } = await deepCheck(collection, '--repair');
  assert.deepEqual(truth(collection), before);
  return kinds(left);
}

/** Files of a folder of the collection, by their ends. */
function filesIn(collection: TestCollection, place: string, end: string): readonly string[] {
  return readdirSync(join(collection.path, place), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(end))
    .map((name) => `${place}/${name}`)
    .toSorted();
}

test('R17: with edits, a trash and a site, too, a whole collection is not accused', async () => {
  const { problems } = await deepCheck(template);
  assert.deepEqual(problems, []);
});

test('R17: a second copy that is gone, spoilt or old is found and made again; of what no record has, it is the last', async () => {
  await using collection = await temporaryCollection(pool, template);
  // The copied files' times are others to the nanosecond: they are read anew.
  await collection.process();
  const copies = filesIn(collection, '.homebooru/edits', '.json');
  assert.equal(copies.length, 3, 'an edit and two deletes');
  const [gone = '', spoilt = '', old = ''] = copies;
  const [goneText, spoiltText, oldText] = copies.map((place) =>
    readFileSync(join(collection.path, place), 'utf8'),
  );
  rmSync(join(collection.path, gone));
  truncateSync(join(collection.path, spoilt), 0);
  writeFileSync(join(collection.path, old), String(oldText).replace('"revision"', '"was"'));
  const orphan = `.homebooru/edits/ff/${'f'.repeat(32)}.json`;
  await collection.put(orphan, String(goneText));
  const damages = new Map([...copies, orphan].map((place) => [place, 'bad-copy']));
  assert.deepEqual(await found(collection, damages), [`bad-copy ${orphan}`]);
  assert.deepEqual(
    copies.map((place) => readFileSync(join(collection.path, place), 'utf8')),
    [goneText, spoiltText, oldText],
  );
});

test('R17: what a loss of power leaves of an edit that was cut off, a copy with nothing in it, is no damage', async () => {
  await using collection = await temporaryCollection(pool, template);
  await collection.process();
  const edited = new Set(filesIn(collection, '.homebooru/edits', '.json'));
  const [silent = '', other = ''] = template.md5s
    .map((md5) => `.homebooru/edits/${md5.slice(0, 2)}/${md5}.json`)
    .filter((place) => !edited.has(place));
  await collection.put(silent, '');
  await collection.put(other, '\0'.repeat(300));
  assert.deepEqual(await found(collection, new Map()), []);
});

test('R17: an entry of the trash that cannot be put back is found: no record, no file, other bytes, half done', async () => {
  await using collection = await temporaryCollection(pool, template);
  const [first = '', second = ''] = filesIn(collection, 'trash', 'record.json');
  const entryOf = (record: string): string => record.replace('/record.json', '');
  const [lost = '', changed = ''] = [first, second].map((record) =>
    filesIn(collection, entryOf(record), '.png').at(0),
  );
  writeFileSync(join(collection.path, changed), 'other bytes');
  rmSync(join(collection.path, lost));
  const copy = (name: string): string => `trash/2020-01-01T00-00-00-000Z-${name}`;
  const [broken, bare, half, emptied] = [
    copy('a'.repeat(32)),
    copy('b'.repeat(32)),
    copy('c'.repeat(32)),
    `${copy('d'.repeat(32))}.emptying`,
  ];
  await collection.put(`${broken}/record.json`, '\0'.repeat(100));
  await collection.put(`${bare}/0-a.png`, 'a picture');
  await collection.put(`${half}/deleting.json`, JSON.stringify({ md5: 'c'.repeat(32) }));
  await collection.put(`${emptied}/0-a.png`, 'a picture');
  const places = [entryOf(first), changed, `${broken}/record.json`, bare, half, emptied];
  const damages = new Map(places.map((place) => [place, 'bad-trash']));
  assert.deepEqual(
    await found(collection, damages),
    places.map((place) => `bad-trash ${place}`).toSorted(),
    'only the user can say what is to become of them',
  );
});

test('R17: each spoilt file of the state folder is found, and removed, as it counts for nothing', async () => {
  await using collection = await temporaryCollection(pool, template);
  const names = [
    ...['sessions', 'login', 'hosts', 'saucenao', 'monitor', 'ignored-problems'],
    ...['jobs/jobs', 'tag-types/gelbooru', 'server/address', 'undo/1', 'cache/tag-rules'],
  ].map((name) => `.homebooru/${name}.json`);
  for (const [at, name] of names.entries()) {
    const texts = ['', '\0'.repeat(50), '{"half": [', 'null'];
    await collection.put(name, texts[at % texts.length] ?? '');
  }
  const stores = ['companions', 'related'].map((name) => `.homebooru/cache/${name}.db`);
  for (const store of stores) writeFileSync(join(collection.path, store), 'x'.repeat(9000));
  await collection.put('.homebooru/secret', '\0'.repeat(44));
  const damages = [...names, ...stores, '.homebooru/secret'].map((place) => `bad-state ${place}`);
  // They were put there as files that everybody may read.
  const open = ['secret', 'sessions.json', 'login.json'].map(
    (name) => `bad-permissions .homebooru/${name}`,
  );
  const { problems } = await deepCheck(collection);
  assert.deepEqual(kinds(problems), [...open, ...damages].toSorted());
  assert.deepEqual(kinds((await deepCheck(collection, '--repair')).problems), []);
  await siteOf(collection.path, join(folder.path, 'made without them'));
  assert.deepEqual((await deepCheck(collection)).problems, []);
});

test('R17: a small picture that is not whole is found and made again, as it was', async () => {
  await using collection = await temporaryCollection(pool, template);
  const before = collection.everyFile();
  const [thumbnails = '', previews = ''] = ['thumbnails', 'previews'].map(
    (kind) =>
      `.homebooru/cache/${readdirSync(join(collection.path, '.homebooru/cache')).find((name) => name.startsWith(kind))}`,
  );
  const [first = '', second = ''] = template.md5s;
  const placeIn = (cache: string, md5: string): string => `${cache}/${md5.slice(0, 2)}/${md5}.webp`;
  const [cut, empty, zeroed] = [
    placeIn(thumbnails, first),
    placeIn(thumbnails, second),
    placeIn(previews, first),
  ];
  const spoil = (place: string, how: (bytes: Buffer) => Buffer): void => {
    // The site may have a link to the same bytes.
    const bytes = readFileSync(join(collection.path, place));
    rmSync(join(collection.path, place));
    writeFileSync(join(collection.path, place), how(bytes));
  };
  spoil(cut, (bytes) => bytes.subarray(0, bytes.length >> 1));
  spoil(empty, () => Buffer.alloc(0));
  spoil(zeroed, zeros);
  const damages = new Map([cut, empty, zeroed].map((place) => [place, 'bad-thumbnail']));
  assert.deepEqual(await found(collection, damages), []);
  for (const place of [cut, empty, zeroed]) {
    assert.equal(collection.everyFile().get(place), before.get(place), place);
  }
});

test('R17: each kind of file of a site, spoilt, is found, and written anew by the next build', async () => {
  const before = filesOf(site);
  const kinds = Map.groupBy(
    [...before.keys()].filter((address) => !/ledger|host\.js/.test(address)),
    (address) => `${address.split('/').slice(0, -1)[0] ?? ''} ${extname(address)}`,
  );
  assert.ok(kinds.size >= 11, [...kinds.keys()].join());
  const damages = new Map<string, string>();
  const spoil = (address: string, how: (bytes: Buffer) => Buffer): void => {
    const path = join(site, address);
    const bytes = readFileSync(path);
    // It may be a link to the collection's own file.
    rmSync(path);
    writeFileSync(path, how(bytes));
    damages.set(path, 'bad-site-file');
  };
  for (const [first = '', ...others] of kinds.values()) {
    spoil(first, (bytes) => bytes.subarray(0, bytes.length >> 1));
    for (const other of others.slice(-1)) spoil(other, zeros);
  }
  const left = await found(template, damages);
  assert.deepEqual(left, [...damages.keys()].map((path) => `stale-site ${path}`).toSorted());
  await siteOf(template.path, site);
  assert.deepEqual((await deepCheck(template)).problems, []);
  assert.deepEqual(filesOf(site), before);
});

test('R17: a manifest without the list that it names, or with another one, is found', async () => {
  const path = join(site, 'data/manifest.js');
  const whole = readFileSync(path, 'utf8');
  const [own = '', list = ''] = whole.split(/(?<=\n)/);
  const other = wrapShard(shardNames.vocabularyList, new Uint8Array([1, 2, 3])).script;
  for (const text of [own, own + other, own + list + list, list + own]) {
    rmSync(path);
    writeFileSync(path, text);
    assert.deepEqual(kinds((await deepCheck(template)).problems), [`bad-site-file ${path}`]);
  }
  rmSync(path);
  writeFileSync(path, whole);
  assert.deepEqual((await deepCheck(template)).problems, []);
});

function zeros({ length }: Buffer): Buffer {
  return Buffer.alloc(length);
}
