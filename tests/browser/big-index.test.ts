import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { decodeWeighedList, encodeBlockList } from '../../catalog/index/block-list.ts';
import { formatManifest } from '../../catalog/index/manifest.ts';
import { bytesOf, shardAddress, wrapShard } from '../../catalog/index/shard.ts';
import { shardNames } from '../../catalog/index/shard-names.ts';
import { indexOf, libraryOf } from '../fixtures/index.ts';
import { postWith } from '../fixtures/post.ts';
import { type DemoSite, openDemoSite, waitUntilReady } from './demo-site.ts';

let site: DemoSite;

before(async () => {
  site = await openDemoSite();
  await writeIndex(site.folder);
});

after(async () => {
  await site?.[Symbol.asyncDispose]();
});

/** An index of ten segments in the place of the site's own, whose vocabulary says that it is large. */
async function writeIndex(folder: string): Promise<void> {
  const posts = Array.from({ length: 320 }, (_, at) =>
    postWith(at + 1, [at % 2 === 0 ? 'even' : 'odd']),
  );
  using library = libraryOf(posts, 32);
  const { manifest, scripts, load } = indexOf(library, { segment: 32, own: 1, run: 1 });
  const list = await load(shardNames.vocabularyList, manifest.vocabulary);
  const blocks = decodeWeighedList(bytesOf(list));
  const large = encodeBlockList(
    blocks,
    blocks.map(() => 5_000_000),
  );
  const vocabulary = wrapShard(shardNames.vocabularyList, large);
  const root = wrapShard('manifest', formatManifest({ ...manifest, vocabulary: vocabulary.hash }));
  rmSync(join(folder, 'data'), { recursive: true });
  for (const [name, script] of [
    ...scripts,
    [shardNames.vocabularyList, vocabulary.script] as const,
    ['manifest', root.script] as const,
  ]) {
    const path = join(folder, shardAddress(name));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, script);
  }
}

test('the first page of a big OR stands before all posts are counted', async () => {
  const context = await site.browser.newContext();
  const page = await context.newPage();
  const { promise, resolve } = Promise.withResolvers<void>();
  await page.route('**/data/postings/0/**', async (route) => {
    await promise;
    await route.continue();
  });
  await page.goto(`${site.address}search.html?q=~even+~odd`, { waitUntil: 'commit' });
  await page.waitForFunction(() => document.querySelectorAll('a.tile').length >= 60);
  const first = await page.locator('a.tile').first().getAttribute('data-number');
  assert.equal(first, '320');
  const count = page.locator('[data-result-count]');
  assert.equal(await count.getAttribute('data-result-count'), '');
  assert.equal(await page.locator('html').getAttribute('data-ready'), null);
  resolve();
  await waitUntilReady(page);
  assert.equal(await count.getAttribute('data-result-count'), '320');
  // There is room for all six pages, and below it the last one comes.
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await page.locator('[data-results] > [data-page="6"] a.tile').first().waitFor();
  await context.close();
});

test('what a pattern costs is said before it is loaded, and the search goes on when one wants it', async () => {
  const context = await site.browser.newContext();
  const page = await context.newPage();
  const blocks: string[] = [];
  page.on('request', (request) => {
    if (/data\/vocabulary\/(?!manifest)/.test(request.url())) blocks.push(request.url());
  });
  await page.goto(`${site.address}search.html?q=*ve*`, { waitUntil: 'commit' });
  const button = page.locator('[data-no-results] button');
  await button.waitFor();
  assert.match((await page.textContent('[data-no-results]')) ?? '', /5\.0 MB of the index/);
  assert.deepEqual(blocks, []);
  await button.click();
  await waitUntilReady(page);
  const count = page.locator('[data-result-count]');
  assert.equal(await count.getAttribute('data-result-count'), '160');
  assert.equal(await page.locator('[data-no-results]').isHidden(), true);
  await context.close();
});
