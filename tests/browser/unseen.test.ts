import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { type DemoSite, openDemoSite, waitUntilReady } from './demo-site.ts';

let site: DemoSite;

before(async () => {
  site = await openDemoSite();
});

after(async () => {
  await site?.[Symbol.asyncDispose]();
});

/** The posts that a query finds, for a visitor who hides nothing. */
async function found(query: string): Promise<readonly number[]> {
  let numbers: readonly number[] = [];
  await site.open(`${site.address}search.html?q=${encodeURIComponent(query)}`, async (page) => {
    numbers = await page.$$eval('a.tile', (tiles) =>
      tiles.map((tile) => Number(tile.getAttribute('data-number'))),
    );
  });
  return numbers;
}

/** The numbers of the pictures that a page asks for from now on. */
function watchPictures(page: Page): Set<number> {
  const asked = new Set<number>();
  page.on('request', (request) => {
    const [, number] = /(?:thumbs|previews|originals)\/0\/(\d+)\./.exec(request.url()) ?? [];
    if (number !== undefined) asked.add(Number(number));
  });
  return asked;
}

/** Goes wherever pictures are shown: galleries, posts with their neighbours, family and relatives, what opens over them. */
async function goEverywhere(page: Page, root: string, posts: readonly number[]): Promise<void> {
  const open = async (address: string): Promise<void> => {
    // What is behind the `#` alone would not load the page anew.
    await page.goto('about:blank');
    await page.goto(root + address);
    await waitUntilReady(page);
  };
  for (const address of ['index.html', '404.html', 'search.html?similar=20']) await open(address);
  for (const post of posts) {
    await open(`post/0/${post}.html#q=`);
    await page.waitForSelector('[data-related]:not([aria-busy])');
    await page.waitForSelector('#tags .count, [data-untagged]');
    await page.waitForLoadState('networkidle');
  }
  await open('search.html?q=');
  await page.locator('a.tile').last().scrollIntoViewIfNeeded();
  await page.locator('a.tile').first().scrollIntoViewIfNeeded();
  const isAnyShown = (await page.locator('a.tile:not([data-veiled])').count()) > 0;
  if (!isAnyShown) return;
  await page.keyboard.press('y');
  await page.getByRole('button', { name: 'Pause' }).click();
  const place = page.locator('.slideshow-place');
  for (let step = 0; step < 6; step++) {
    const before = (await place.textContent()) ?? '';
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction(
      (text) => document.querySelector('.slideshow-place')?.textContent !== text,
      before,
    );
  }
  await page.keyboard.press('Escape');
  await page.locator('dialog.slideshow').waitFor({ state: 'detached' });
  await page.locator('a.tile:not([data-veiled])').first().press(' ');
  await page.waitForSelector('.pswp--open');
  for (let step = 0; step < 6; step++) await page.keyboard.press('ArrowRight');
  await page.locator('.pswp__counter', { hasText: /^7 / }).waitFor();
  await page.waitForLoadState('networkidle');
}

const scenarios = [
  [0, '{"ratings":{"g":"blur"}}', 'rating:g'],
  [0, '{"ratings":{"s":"blur","q":"hide"}}', 'rating:s or rating:q'],
  [1, '{"blacklist":"sky -night\\nrating:q"}', '(sky -night) or rating:q'],
] as const;

for (const [place, settings, query] of scenarios) {
  const where = ['file://', 'http'][place];
  test(`nothing of ${query} is loaded anywhere with ${settings}, over ${where}`, async () => {
    const [, root] = site.places[place] ?? ['', ''];
    const unwanted = new Set(await found(query));
    assert.ok(unwanted.size > 0);
    // Those beside an unwanted one: what would be loaded ahead is that.
    const wanted = (await found(`-(${query})`)).filter(
      (number) => unwanted.has(number + 1) || unwanted.has(number - 1),
    );
    const context = await site.browser.newContext({ viewport: { width: 1280, height: 900 } });
    await context.addInitScript((text) => {
      localStorage.setItem('homebooru.settings', text);
    }, settings);
    const page = await context.newPage();
    const asked = watchPictures(page);
    const [hidden = 0] = unwanted;
    await goEverywhere(page, root, [...wanted.slice(0, 2), 18, hidden]);
    assert.deepEqual(
      [...asked].filter((number) => unwanted.has(number)),
      [],
    );
    assert.ok(asked.size > 5 || unwanted.size > 30, String(asked.size));
    await page.goto(`${root}post/0/${hidden}.html`);
    await waitUntilReady(page);
    await page.locator('[data-reveal]').click();
    await page.waitForFunction(
      () => (document.querySelector<HTMLImageElement>('.picture img')?.naturalWidth ?? 0) > 0,
    );
    assert.ok(asked.has(hidden));
    await context.close();
  });
}

test('who goes through a search from post to post meets none that it does not show him', async () => {
  const settings = '{"ratings":{"s":"hide"}}';
  const context = await site.browser.newContext();
  await context.addInitScript((text) => {
    localStorage.setItem('homebooru.settings', text);
  }, settings);
  const page = await context.newPage();
  await page.goto(`${site.address}search.html?q=`);
  await waitUntilReady(page);
  const shown = await page.$$eval('a.tile', (tiles) =>
    tiles.map((tile) => Number(tile.getAttribute('data-number'))),
  );
  const gap = shown.findIndex((number, at) => number - 1 !== shown[at + 1]);
  assert.ok(gap >= 0 && gap < shown.length - 1);
  await page.locator('a.tile').nth(gap).click();
  await page.waitForURL(/post\/0\//);
  await waitUntilReady(page);
  const place = page.locator('[data-results-link]');
  await place.filter({ hasText: `${gap + 1} of ${shown.length}` }).waitFor();
  await page.keyboard.press('d');
  await page.waitForURL(new RegExp(`post/0/${shown[gap + 1]}\\.html`));
  await context.close();
});
