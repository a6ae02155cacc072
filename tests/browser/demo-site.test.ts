import assert from 'node:assert/strict';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { readAnswer } from '../../catalog/answer.ts';
import { parseRecord } from '../../catalog/record.ts';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { type TestCollection, temporaryCollection } from '../fixtures/collection.ts';
import { filesOf, siteOf } from '../fixtures/site.ts';
import { type TemporaryFolder, temporaryFolder } from '../fixtures/temporary-folder.ts';
import { openBrowser } from './find-browser.ts';
import { type FolderServer, serveFolder } from './serve-folder.ts';

const demo = join(import.meta.dirname, '../../docs/demo/collection');

let browser: Browser;
let folder: TemporaryFolder;
let collection: TestCollection;
let server: FolderServer;
let site: string;

before(async () => {
  const pool = new DecoderPool(15);
  folder = await temporaryFolder();
  collection = await temporaryCollection(pool);
  for (const part of ['images', 'metadata', 'homebooru.yaml', 'tags.yaml']) {
    cpSync(join(demo, part), join(collection.path, part), {
      recursive: true,
      preserveTimestamps: true,
    });
  }
  await collection.process();
  await pool[Symbol.asyncDispose]();
  site = join(folder.path, 'site');
  await siteOf(collection.path, site);
  server = await serveFolder(site, '/some/where/');
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await server?.[Symbol.asyncDispose]();
  await collection?.[Symbol.asyncDispose]();
  await folder?.[Symbol.asyncDispose]();
});

/** Every way to open the site: from disk, and below a path of a static host. */
const places: readonly (readonly [string, () => string])[] = [
  ['file://', () => pathToFileURL(`${site}/`).href],
  ['a sub-path over http', () => server.address],
];

/** Opens a page and waits until it is done; fails on any error, blocked load or request to anybody else. */
async function open(address: string, work: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith('data:') && !places.some(([, root]) => url.startsWith(root())))
      faults.push(url);
  });
  await page.goto(address);
  await page.waitForSelector('html[data-ready]', { state: 'attached', timeout: 10_000 });
  await work(page);
  assert.deepEqual(faults, []);
  await context.close();
}

async function search(
  root: string,
  query: string,
): Promise<{ total: string | null; tiles: number[]; error: string }> {
  let result = { total: null as string | null, tiles: [] as number[], error: '' };
  await open(`${root}search.html?q=${encodeURIComponent(query)}`, async (page) => {
    result = {
      total: await page.getAttribute('[data-result-count]', 'data-result-count'),
      tiles: await page.$$eval('a.tile[data-number]', (tiles) =>
        tiles.map((tile) => Number(tile.getAttribute('data-number'))),
      ),
      error: (await page.textContent('[data-query-error]'))?.trim() ?? '',
    };
  });
  return result;
}

/** How many of the demo's records have a source that gives this tag. */
function postsWith(tag: string): number {
  const places = [...filesOf(join(demo, 'metadata')).keys()];
  return places.filter((place) => {
    const record: unknown = JSON.parse(readFileSync(join(demo, 'metadata', place), 'utf8'));
    const { sources } = parseRecord(record, place.slice(-37, -5));
    return [...sources.values()].some((raw) => readAnswer(raw)?.tags.has(tag));
  }).length;
}

for (const [name, root] of places) {
  test(`a search finds and counts over ${name}`, async () => {
    const everything = await search(root(), '');
    assert.equal(everything.total, '43');
    const cats = await search(root(), 'sable_(the_lantern_post)');
    assert.equal(cats.total, String(postsWith('sable_(the_lantern_post)')));
    assert.equal(cats.tiles.length, Number(cats.total));
    assert.deepEqual(
      cats.tiles,
      cats.tiles.toSorted((a, b) => b - a),
    );
    const without = await search(root(), '-sable_(the_lantern_post)');
    assert.equal(Number(without.total), 43 - Number(cats.total));
    const wild = await search(root(), 'sable*');
    assert.equal(wild.total, cats.total);
    const none = await search(root(), 'no_such_tag_anywhere');
    assert.equal(none.total, '0');
  });

  test(`a query that cannot be read says where over ${name}`, async () => {
    await open(`${root()}search.html?q=${encodeURIComponent('cat (dog')}`, async (page) => {
      assert.equal(await page.getAttribute('html', 'data-ready'), 'error');
      assert.match((await page.textContent('[data-query-error]')) ?? '', /"\(" is never closed/);
    });
  });

  test(`typing completes a tag over ${name}`, async () => {
    await open(`${root()}index.html`, async (page) => {
      await page.locator('input[data-search]').pressSequentially('-sab');
      const option = page.locator('[role=option][data-tag="sable_(the_lantern_post)"]');
      await option.waitFor({ timeout: 5000 });
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      assert.equal(
        (await page.inputValue('input[data-search]')).trim(),
        '-sable_(the_lantern_post)',
      );
    });
  });

  test(`a post shows its tags, its picture and its family over ${name}`, async () => {
    await open(`${root()}index.html`, async (page) => {
      await page.locator('a.tile[data-number="20"]').first().click();
      await page.waitForSelector('html[data-ready]', { state: 'attached' });
      assert.ok((await page.locator('a[data-tag][data-category]').count()) > 5);
      const width = await page.$eval(
        '.picture img',
        (image) => (image as HTMLImageElement).naturalWidth,
      );
      assert.ok(width > 0);
      await page.locator('[data-next]').click();
      await page.waitForURL(/post\/0\/21\.html/);
    });
  });
}

test('no page has a style attribute or an inline script', () => {
  for (const address of filesOf(site).keys()) {
    if (!address.endsWith('.html')) continue;
    const text = readFileSync(join(site, address), 'utf8');
    assert.doesNotMatch(text, /<[^>]*\sstyle=/, address);
    assert.doesNotMatch(text, /<script(?![^>]*\ssrc=)/, address);
    assert.doesNotMatch(text, /(?:src|href)="\//, address);
  }
});

test('without script the pages can be read and lead on', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${server.address}index.html`);
  assert.ok((await page.locator('a.tile').count()) > 20);
  await page.locator('a.tile').first().click();
  assert.match(page.url(), /post\/0\/43\.html$/);
  assert.ok((await page.locator('a[data-tag]').count()) > 3);
  await context.close();
});
