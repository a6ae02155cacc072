import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { registerSite } from '../../pipeline/commands/site.ts';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { deletePost, emptyTrash } from '../../pipeline/stages/trash.ts';
import { type TestCollection, temporaryCollection } from '../fixtures/collection.ts';
import { runCommand } from '../fixtures/run-command.ts';
import { filesOf, siteOf } from '../fixtures/site.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const pool = new DecoderPool(15);
after(() => pool[Symbol.asyncDispose]());

/** Of a private picture, on Danbooru. */
const secretId = 77_001;

/**
 * Posts 1 to 6; 2 and 5 are private, and are parents and children of the others. `parent`: what Danbooru says is the
 * parent of post 3.
 */
async function mixedCollection(
  parent: number | null,
): Promise<{ collection: TestCollection; secret: string[] }> {
  const collection = await temporaryCollection(pool);
  await collection.put('homebooru.yaml', 'site: { pageSize: 2 }\n');
  const md5s: string[] = [];
  for (let n = 1; n <= 6; n++) {
    const folder = n === 2 || n === 5 ? 'covert' : 'open';
    md5s.push(await collection.picture(`${folder}/${n}-picture.png`, n * 1000, n));
  }
  await collection.process();
  const [first = '', second = '', third = '', , fifth = ''] = md5s;
  for (const md5 of [second, fifth]) {
    await collection.edit(md5, {
      add: [{ name: 'private' }, { name: 'secret_name', category: 'character' }, { name: 'solo' }],
    });
  }
  for (const md5 of [first, third]) await collection.edit(md5, { add: [{ name: 'solo' }] });
  await collection.edit(first, { parent: 2 });
  await collection.edit(fifth, { parent: 3 });
  await collection.write(async (context) => {
    const answers = [
      [second, { id: secretId, tag_string_general: 'covert_tag' }],
      [third, { id: 9, parent_id: parent, tag_string_general: 'open_tag' }],
    ] as const;
    for (const [md5, answer] of answers) {
      const record = await context.records.read(md5);
      assert.ok(record);
      await context.records.save({ ...record, sources: new Map([['danbooru', answer]]) });
    }
  });
  await collection.process();
  return { collection, secret: [second, fifth] };
}

function buildPart(collection: TestCollection, out: string, query?: string) {
  const words = ['site', '--collection', collection.path, '--offline', '--out', out, '--json'];
  return runCommand(registerSite, ...words, ...(query === undefined ? [] : ['--query', query]));
}

/** What a file says, shards unwrapped. */
function textOf(path: string): string {
  const text = readFileSync(path, 'latin1');
  const [, payload = ''] = /,"b","([A-Za-z0-9+/=]*)"/.exec(text) ?? [];
  return text + Buffer.from(payload, 'base64').toString('latin1');
}

test('a site of some posts says nothing of the others, in any file', async () => {
  const { collection, secret } = await mixedCollection(secretId);
  await using _collection = collection;
  await using folder = await temporaryFolder();
  const out = join(folder.path, 'part');
  const { code, out: printed } = await buildPart(collection, out, '-private');
  assert.deepEqual([code, JSON.parse(printed).posts], [0, 4]);
  const traces = [
    ...secret,
    'private',
    'secret_name',
    'covert',
    String(secretId),
    'data-number="2"',
    'data-number="5"',
    'post/0/2.html',
    'post/0/5.html',
  ];
  const files = [...filesOf(out).keys()];
  assert.ok(files.includes('post/0/1.html') && files.includes('page/2.html'));
  for (const address of files) {
    assert.doesNotMatch(address, /\/0\/[25]\./);
    const text = textOf(join(out, address));
    // The ledger names the query, on the machine of who made it; it is not to be published.
    for (const trace of address.startsWith('.') ? secret : traces) {
      assert.ok(!text.includes(trace), `${address} tells of ${trace}`);
    }
  }
  assert.match(textOf(join(out, 'post/0/3.html')), /open_tag/);
});

test('it is the site of a collection in which the others were deleted, byte for byte', async () => {
  // Where the parent was deleted, its id on Danbooru is still told.
  const { collection, secret } = await mixedCollection(null);
  await using _collection = collection;
  await using folder = await temporaryFolder();
  const [part, whole] = [join(folder.path, 'part'), join(folder.path, 'whole')];
  await buildPart(collection, part, '-private');
  const open = await collection.picture('open/1-picture.png', 1000, 1);
  await collection.edit(open, { add: [{ name: 'later' }] });
  await buildPart(collection, part, '-private');
  await collection.write(async (context) => {
    for (const md5 of secret) {
      const record = await context.records.read(md5);
      if (record) await deletePost(context, record);
    }
    await emptyTrash(context);
  });
  await siteOf(collection.path, whole);
  const [a, b] = [new Map(filesOf(part)), new Map(filesOf(whole))];
  for (const files of [a, b]) files.delete('.homebooru-ledger.json');
  assert.deepEqual(a, b);
});

test('a folder of some posts is never made one of others by a word forgotten', async () => {
  const { collection } = await mixedCollection(secretId);
  await using _collection = collection;
  await using folder = await temporaryFolder();
  const out = join(folder.path, 'part');
  await buildPart(collection, out, '-private');
  for (const query of [undefined, 'solo']) {
    const { error } = await buildPart(collection, out, query);
    assert.match(String(error), /is a site of --query '-private', not of/);
  }
  assert.ok(!existsSync(join(out, 'post/0/2.html')));
});

test('a part of the site wants a query that can be read, and a folder of its own', async () => {
  const { collection } = await mixedCollection(secretId);
  await using _collection = collection;
  await using folder = await temporaryFolder();
  const bad = await buildPart(collection, join(folder.path, 'part'), 'a (b');
  assert.equal(bad.code, 2);
  const where = ['site', '--collection', collection.path, '--offline'];
  const { error } = await runCommand(registerSite, ...where, '--query', 'solo');
  assert.match(String(error), /--query wants --out/);
});
