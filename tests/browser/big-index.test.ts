import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { build } from 'esbuild';
import { writeBigIndex } from './big-index.ts';
import { type DemoSite, openDemoSite, waitUntilReady } from './demo-site.ts';
import { onPageError } from './page-errors.ts';

let site: DemoSite;

before(async () => {
  site = await openDemoSite();
  await writeBigIndex(site.folder);
});

after(async () => {
  await site?.[Symbol.asyncDispose]();
});

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

/** A gallery of a million posts that come from nowhere, on a page of its own with the site's styles. */
async function openMillion(root: string): Promise<string> {
  const gallery = join(import.meta.dirname, '../../components/gallery/endless-gallery.ts');
  const contents = `import { EndlessGallery } from ${JSON.stringify(gallery)};
    const total = 1_000_000;
    const tile = (place) => ({ number: total - place, ratio: 70 + (place * 37) % 120, alt: 'A post', veil: 'explicit' });
    const source = {
      total,
      count: async () => total,
      tiles: async (from, to) => Array.from({ length: to - from }, (_, at) => tile(from + at)),
      badges: async (numbers) => numbers.map(() => ({ flags: 0, children: 0 })),
    };
    const fail = (error) => { throw error; };
    const gallery = new EndlessGallery(document.querySelector('.chunks'), source, total, { root: './', size: 60, onPage: () => {}, onFailure: fail });
    const place = Number(location.hash.slice(1));
    const isThere = place > 0 ? gallery.show(place, 200) : Promise.resolve();
    isThere.then(() => gallery.watch());`;
  const bundled = await build({
    stdin: { contents, resolveDir: import.meta.dirname },
    bundle: true,
    format: 'iife',
    write: false,
  });
  const [styles = ''] =
    /<link rel="stylesheet"[^>]*>/.exec(readFileSync(join(root, 'index.html'), 'utf8')) ?? [];
  writeFileSync(join(root, 'million.js'), bundled.outputFiles[0]?.text ?? '');
  writeFileSync(
    join(root, 'million.html'),
    `<!doctype html><title>Million</title>${styles}<header>Head</header><div class="chunks"></div><script src="million.js"></script>`,
  );
  return 'million.html';
}

test('a million posts are on a page that browsers can make: its end is the last post, and on the way none is left out', async () => {
  const context = await site.browser.newContext({ viewport: { width: 1000, height: 800 } });
  const page = await context.newPage();
  const faults: string[] = [];
  onPageError(page, (error) => faults.push(error.message));
  const address = site.address + (await openMillion(site.folder));
  await page.goto(address);
  const tile = (number: number) => page.locator(`a.tile[data-number="${number}"]`);
  await tile(1_000_000).waitFor();
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  assert.ok(height > 7_000_000 && height < 8_100_000, `${height}`);

  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await tile(1).waitFor();
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await page.waitForFunction(() => {
    const { bottom = 0 } =
      document.querySelector('a.tile[data-number="1"]')?.getBoundingClientRect() ?? {};
    return bottom > 0 && bottom <= innerHeight;
  });

  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight / 2));
  await page.waitForFunction(
    () =>
      document.querySelectorAll('a.tile').length > 0 &&
      !document.querySelector('[data-number="1"]'),
  );
  const seen = await page.evaluate(async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const numbers = new Set<number>();
    let farthest = 0;
    for (let step = 0; step < 60; step++) {
      const before = [...document.querySelectorAll('a.tile')].map(
        (item) => [item, item.getBoundingClientRect().top] as const,
      );
      for (const [item, top] of before) {
        if (top > 0 && top < innerHeight) numbers.add(Number(item.getAttribute('data-number')));
      }
      scrollBy({ top: 400, behavior: 'instant' });
      await frame();
      await frame();
      for (const [item, top] of before) {
        if (!item.isConnected || top < 0 || top > innerHeight) continue;
        farthest = Math.max(farthest, Math.abs(top - 400 - item.getBoundingClientRect().top));
      }
    }
    return { numbers: [...numbers].toSorted((a, b) => b - a), farthest };
  });
  const [first = 0] = seen.numbers;
  assert.ok(first > 450_000 && first < 550_000, `${first}`);
  assert.deepEqual(
    seen.numbers,
    seen.numbers.map((_, at) => first - at),
    'each post once, in order',
  );
  assert.ok(seen.farthest <= 2, `what is seen moves by itself: ${seen.farthest} pixels`);

  // A place that an address names.
  await page.goto('about:blank');
  await page.goto(`${address}#250000`);
  await tile(750_000).waitFor();
  const top = await tile(750_000).evaluate((item) => item.getBoundingClientRect().top);
  assert.ok(Math.abs(top - 200) <= 2, `${top}`);
  assert.deepEqual(faults, []);
  await context.close();
});
