import assert from 'node:assert/strict';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { temporaryCollection } from '../fixtures/collection.ts';
import { siteOf } from '../fixtures/site.ts';
import { type TemporaryFolder, temporaryFolder } from '../fixtures/temporary-folder.ts';
import { waitUntilReady } from './demo-site.ts';
import { openBrowser } from './find-browser.ts';
import { numbersOn } from './gallery-page.ts';
import { addressOf, openFromDisk } from './open-from-disk.ts';

const posts = 12;
let folder: TemporaryFolder;
let browser: Browser;
/** The site as it was before the last edit, and as it is. */
let older = '';
let site = '';

before(async () => {
  await using pool = new DecoderPool(15, 1);
  await using collection = await temporaryCollection(pool);
  folder = await temporaryFolder();
  older = join(folder.path, 'older');
  site = join(folder.path, 'site');
  const md5s: string[] = [];
  for (let at = 0; at < posts; at++) md5s.push(await collection.picture(`${at}.png`, at + 1, at));
  await collection.process();
  for (const [at, md5] of md5s.entries()) {
    const animal = at % 2 === 0 ? 'cat' : 'dog';
    await collection.edit(md5, { add: [{ name: 'sky' }, { name: animal }] });
  }
  await collection.edit(md5s[2] ?? '', { add: [{ name: 'sun' }] });
  await siteOf(collection.path, older);
  await collection.edit(md5s[0] ?? '', {
    remove: ['cat'],
    add: [{ name: 'dog' }, { name: 'sun' }],
  });
  await siteOf(collection.path, site);
  browser = await openBrowser();
});

after(async () => {
  await browser.close();
  await folder[Symbol.asyncDispose]();
});

test('R72: from disk the gallery, a search, a post and the keys work, with no error and no request to anybody', async () => {
  const { requests, errors } = await openFromDisk(
    browser,
    addressOf(site, 'index.html'),
    async (page) => {
      assert.equal((await numbersOn(page)).length, posts);
      await page.locator('input[data-search]').fill('sky cat');
      await page.locator('input[data-search]').press('Enter');
      await page.waitForURL(/search\.html\?q=sky/);
      await waitUntilReady(page);
      assert.deepEqual(await numbersOn(page), [11, 9, 7, 5, 3]);
      await page.locator('a.tile[data-number="9"]').click();
      await page.waitForURL(/post\/0\/9\.html/);
      await waitUntilReady(page);
      await page.keyboard.press('d');
      await page.waitForURL(/post\/0\/7\.html/);
      await waitUntilReady(page);
      assert.match(await page.locator('a[data-tag]').first().innerText(), /cat|sky/);
    },
  );
  assert.deepEqual(errors, []);
  assert.deepEqual(requests, []);
});

test('R73: without script the gallery, its pages, tags and posts can be read and lead on', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(addressOf(site, 'index.html'));
  assert.equal((await numbersOn(page)).length, posts);
  await page.locator('a.tile').first().click();
  await page.waitForURL(/post\/0\/\d+\.html/);
  const width = await page.$eval('img', (image) => (image as HTMLImageElement).naturalWidth);
  assert.ok(width > 0, 'the picture is shown');
  assert.ok((await page.locator('a[data-tag]').count()) >= 2);
  for (const name of ['tags.html', 'page/1.html', 'stats.html', 'help.html', 'search.html']) {
    await page.goto(addressOf(site, name));
    const links = await page.$$eval('a[href]', (items) =>
      items.map((item) => (item as HTMLAnchorElement).href),
    );
    assert.ok(links.length > 3, name);
    assert.ok((await page.locator('main').innerText()).trim() !== '', name);
  }
  await context.close();
});

/** What a search says where a shard has something wrong with it; the site is a copy. */
async function searchWith(
  damage: (root: string) => void,
  query: string,
): Promise<{ readonly found: readonly number[]; readonly said: string; readonly ready: string }> {
  const root = join(folder.path, 'damaged');
  rmSync(root, { recursive: true, force: true });
  cpSync(site, root, { recursive: true });
  damage(root);
  let answer = { found: [] as readonly number[], said: '', ready: '' };
  const address = `${addressOf(root, 'search.html')}?q=${encodeURIComponent(query)}`;
  await openFromDisk(browser, address, async (page) => {
    answer = {
      found: await numbersOn(page),
      said: await page.locator('main').innerText(),
      ready: (await page.getAttribute('html', 'data-ready')) ?? '',
    };
  });
  return answer;
}

const column = 'data/columns/tagcount/0.js';
const lists = 'data/postings/short/first-0.js';
const damages: readonly (readonly [name: string, damage: (path: string) => void])[] = [
  ['missing', (path) => rmSync(path)],
  ['empty', (path) => writeFileSync(path, '')],
  [
    'truncated',
    (path) => {
      const text = readFileSync(path);
      writeFileSync(path, text.subarray(0, text.length / 2));
    },
  ],
];
for (const [name, damage] of damages) {
  test(`R74: a shard that is ${name} is told of, and what the others know is shown`, async () => {
    const { found, said } = await searchWith(
      (root) => damage(join(root, column)),
      '~dog ~tagcount:3',
    );
    assert.match(said, /part of the index did not load: there may be more\. Try again/i);
    assert.deepEqual(found, [12, 10, 8, 6, 4, 2, 1]);
  });
}

test('R74: where the lists of a search are missing it gives no answer, and offers to try again', async () => {
  const { found, said } = await searchWith((root) => rmSync(join(root, lists)), 'dog');
  assert.deepEqual(found, []);
  assert.match(said, /No answer/);
  assert.match(said, /part of the index did not load/i);
  assert.match(said, /Nothing matches in what did load.*Try again/s);
  assert.doesNotMatch(said, /No posts|Nothing has all of this/);
});

test('R74: without the manifest a search says that the index did not load, and how to try again', async () => {
  const { found, said, ready } = await searchWith(
    (root) => rmSync(join(root, 'data/manifest.js')),
    'sky',
  );
  assert.deepEqual([found, ready], [[], 'error']);
  assert.match(said, /did not load.*Try again/s);
});

test('R74: a shard of an older build is used, and said to be behind', async () => {
  const { found, said } = await searchWith((root) => {
    cpSync(join(older, column), join(root, column));
  }, 'tagcount:2');
  assert.match(said, /index is being updated; reload/);
  assert.ok(found.includes(1), String(found));
});

test('R74: lists of a vocabulary of another build are not mixed with this one', async () => {
  const { found, said } = await searchWith((root) => {
    cpSync(join(older, lists), join(root, lists));
  }, 'cat');
  assert.match(said, /part of the index did not load/i);
  assert.deepEqual(found, []);
});
