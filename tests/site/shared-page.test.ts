import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import vm from 'node:vm';
import { contentAt, contentsPerShard } from '../../catalog/index/post-contents.ts';
import { type PagesSetting, pagesFrom } from '../../catalog/own-pages.ts';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { type TestCollection, temporaryCollection } from '../fixtures/collection.ts';
import { filesOf, siteOf } from '../fixtures/site.ts';
import { type TemporaryFolder, temporaryFolder } from '../fixtures/temporary-folder.ts';

const pool = new DecoderPool(15, 1);
const posts = 7;
let collection: TestCollection;
let folder: TemporaryFolder;
let kept = '';

before(async () => {
  collection = await temporaryCollection(pool);
  folder = await temporaryFolder();
  kept = join(folder.path, 'kept');
  for (let at = 0; at < posts; at++) await collection.picture(`${at}.png`, at + 1, at);
  await collection.process();
});

after(async () => {
  await collection[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
  await pool[Symbol.asyncDispose]();
});

const borders: readonly (readonly [PagesSetting, highest: number, from: number])[] = [
  ['all', 0, 1],
  ['all', 5000, 1],
  ['shell', 5000, 0],
  ['recent:0', 5000, 0],
  ['recent:10', 5, 1],
  ['recent:10', 5000, 4000],
  ['recent:1500', 5000, 3000],
  ['recent:2001', 5000, 3000],
  ['recent:5000', 5000, 1],
];

for (const [setting, highest, from] of borders) {
  test(`with ${setting} and numbers up to ${highest} posts have pages from ${from} on`, () => {
    assert.equal(pagesFrom(setting, highest), from);
  });
}

async function set(pages: PagesSetting): Promise<void> {
  await collection.put(
    'homebooru.yaml',
    `site: { pages: "${pages}", url: "https://example.org/" }\n`,
  );
}

/** Promise 5, whatever the settings were before. */
async function assertClean(name: string): Promise<void> {
  const clean = join(folder.path, `clean-${name}`);
  await siteOf(collection.path, clean);
  const files = (path: string) =>
    [...filesOf(path)].filter(([address]) => !address.startsWith('.')).toSorted();
  assert.deepEqual(files(kept), files(clean));
}

function addresses(): readonly string[] {
  return [...filesOf(kept).keys()];
}

test('another setting of pages leaves no file behind and lacks none', async () => {
  await set('all');
  await siteOf(collection.path, kept);
  assert.equal(addresses().filter((address) => address.startsWith('post/')).length, posts);
  assert.ok(!addresses().includes('post.html'));
  await set('shell');
  await siteOf(collection.path, kept);
  assert.ok(!addresses().some((address) => address.startsWith('post/')));
  assert.ok(addresses().includes('post.html'));
  await assertClean('shell');
  await set('all');
  await siteOf(collection.path, kept);
  assert.ok(!addresses().some((address) => address.startsWith('data/contents/')));
  await assertClean('all');
});

function contentsOf(number: number): string {
  const block = Math.floor((number - 1) / contentsPerShard);
  const script = readFileSync(join(kept, `data/contents/${block}.js`), 'utf8');
  let payload = '';
  const take = (...[, , , , text]: unknown[]): void => {
    payload = String(text);
  };
  vm.compileFunction(script, ['homebooruShard'])(take);
  return contentAt(payload, (number - 1) % contentsPerShard)?.markup ?? '';
}

test('a post without a page of its own shows what its page would, and tiles and feed lead there', async () => {
  await set('all');
  await siteOf(collection.path, kept);
  const page = readFileSync(join(kept, 'post/0/3.html'), 'utf8');
  await set('shell');
  await siteOf(collection.path, kept);
  const content = contentsOf(3);
  assert.ok(content.includes('data-post="3"'));
  assert.ok(page.replaceAll('../../', './').includes(content));
  for (const name of ['index.html', 'page/1.html', 'feed.xml']) {
    const text = readFileSync(join(kept, name), 'utf8');
    assert.match(text, /href="[^"]*post\.html\?n=3"/, name);
    assert.doesNotMatch(text, /href="[^"]*post\/0\//, name);
  }
});

test('an edit changes what the shared page shows, and no other shard of it', async () => {
  await set('shell');
  await siteOf(collection.path, kept);
  const md5 = await collection.write(async ({ library }) =>
    String(library.sql('SELECT md5 FROM posts WHERE number = 5').get()?.['md5']),
  );
  await collection.edit(md5, { add: [{ name: 'quite_new' }] });
  await collection.process();
  await siteOf(collection.path, kept);
  assert.match(contentsOf(5), /data-tag="quite_new"/);
  await assertClean('edit');
});
