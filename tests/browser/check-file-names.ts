import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { deletePost } from '../../pipeline/stages/trash.ts';
import { type TestCollection, temporaryCollection } from '../fixtures/collection.ts';
import { siteOf } from '../fixtures/site.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { waitUntilReady } from './demo-site.ts';
import { openBrowser } from './find-browser.ts';
import { numbersOn } from './gallery-page.ts';
import { addressOf, openFromDisk } from './open-from-disk.ts';
import { onPageError } from './page-errors.ts';
import { serveFolder } from './serve-folder.ts';

/**
 * Pictures of these names: each has a page with its small picture, over HTTP and from disk, and is found by its name; and a
 * delete removes the one file and no other.
 */
export async function checkFileNames(names: readonly string[]): Promise<void> {
  await using pool = new DecoderPool(15, 1);
  await using collection = await temporaryCollection(pool);
  await using folder = await temporaryFolder();
  const md5s: string[] = [];
  for (const [at, name] of names.entries()) md5s.push(await collection.picture(name, at, at));
  assert.deepEqual((await collection.process()).problems, []);
  const site = join(folder.path, 'site');
  await siteOf(collection.path, site);
  await using server = await serveFolder(site, '/');
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    onPageError(page, (error) => assert.fail(error));
    for (const [at, name] of names.entries()) {
      await page.goto(`${server.address}post/0/${at + 1}.html`);
      await showsPicture(page, name);
      const query = `filename:"${name.replace(/["\\]/g, '\\$&')}"`;
      await page.goto(`${server.address}search.html?q=${encodeURIComponent(query)}`);
      await waitUntilReady(page);
      assert.ok((await numbersOn(page)).includes(at + 1), JSON.stringify(query));
    }
    const last = addressOf(site, `post/0/${names.length}.html`);
    const { requests, errors } = await openFromDisk(browser, last, (fromDisk) =>
      showsPicture(fromDisk, names.at(-1) ?? ''),
    );
    assert.deepEqual([requests, errors], [[], []]);
  } finally {
    await browser.close();
  }
  await deleteOneByOne(collection, names, md5s);
}

async function showsPicture(page: Page, name: string): Promise<void> {
  await waitUntilReady(page);
  const widths = await page.$$eval('main img', (images) =>
    images.map((image) => (image as HTMLImageElement).naturalWidth),
  );
  assert.ok(widths.length > 0 && widths.every((width) => width > 0), JSON.stringify(name));
}

async function deleteOneByOne(
  collection: TestCollection,
  names: readonly string[],
  md5s: readonly string[],
): Promise<void> {
  const left = new Set(names);
  for (const [at, name] of names.entries()) {
    await collection.write(async (context) => {
      await deletePost(context, await collection.record(md5s[at] ?? ''));
      assert.deepEqual(context.problems, []);
    });
    left.delete(name);
    const there = readdirSync(join(collection.path, 'images'));
    assert.deepEqual(there.toSorted(), [...left].toSorted(), JSON.stringify(name));
  }
}
