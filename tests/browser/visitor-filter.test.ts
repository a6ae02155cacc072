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

test('a picture of a rating that the visitor blurs is not loaded before it is asked for', async () => {
  await openWith('{"ratings":{"g":"blur"}}', 'post/0/21.html', async (page, pictures) => {
    assert.deepEqual(
      pictures.filter((url) => url.includes('/21.')),
      [],
    );
    await page.getByRole('button', { name: 'General: show' }).click();
    await page.waitForFunction(
      () => (document.querySelector<HTMLImageElement>('.picture img')?.naturalWidth ?? 0) > 0,
    );
    assert.equal(pictures.filter((url) => url.includes('previews/0/21.')).length, 1);
  });
});

test('what the visitor blurs is not loaded as the neighbour of a result, and what he hides is none', async () => {
  const ends = async (page: Page): Promise<readonly (string | null)[]> => {
    await page.waitForSelector('[data-results-link]:not([hidden])');
    const ways = ['[data-previous]', '[data-next]', '[data-results-link]'];
    const [previous = '', next = '', place = ''] = await Promise.all(
      ways.map(async (way) => page.locator(way).evaluate((link) => link.outerHTML)),
    );
    const numberIn = (link: string): string | null => /post\/0\/(\d+)\./.exec(link)?.[1] ?? null;
    return [numberIn(previous), numberIn(next), />(\d+ of \d+)</.exec(place)?.[1] ?? null];
  };
  await openWith('{"ratings":{"s":"blur"}}', 'post/0/40.html#q=', async (page, pictures) => {
    assert.deepEqual(await ends(page), ['41', '39', '4 of 43']);
    assert.deepEqual(
      ['39.', '41.'].map((file) => pictures.some((url) => url.includes(`previews/0/${file}`))),
      [false, true],
    );
  });
  await openWith('{"ratings":{"s":"hide"}}', 'post/0/40.html#q=', async (page, pictures) => {
    assert.deepEqual(await ends(page), ['41', '38', '4 of 40']);
    assert.ok(pictures.some((url) => url.includes('previews/0/38.')));
  });
});

test('a slideshow of nothing but what the visitor blurs says so, and loads none of it', async () => {
  await openWith('{"ratings":{"g":"blur"}}', 'search.html?q=rating:g', async (page, pictures) => {
    await page.locator('[data-slideshow-button]').click();
    await page.locator('dialog.slideshow').getByText('cover all of these').waitFor();
    assert.deepEqual(pictures, []);
    await page.getByRole('button', { name: 'Close' }).click();
    await page.locator('dialog.slideshow').waitFor({ state: 'detached' });
  });
});

for (const wish of [
  '{"ratings":{"g":"hide"}}',
  '{"ratings":{"g":"blur"}}',
  '{"blacklist":"rating:g"}',
]) {
  test(`before the filter has spoken no key shows what is in the page: ${wish}`, async () => {
    const context = await site.browser.newContext({ viewport: { width: 1280, height: 900 } });
    await context.addInitScript((text) => localStorage.setItem('homebooru.settings', text), wish);
    const page = await context.newPage();
    const { promise: held, resolve: letThrough } = Promise.withResolvers<void>();
    const pictures: string[] = [];
    page.on('request', (request) => {
      if (/\/(thumbs|previews|originals)\//.test(request.url())) pictures.push(request.url());
    });
    await page.route(/\/data\//, async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(`${site.address}index.html`, { waitUntil: 'load' });
    await page.waitForFunction(() => 'homebooruEndless' in globalThis);
    for (const key of ['ArrowRight', 'x', ' ', 'Enter']) await page.keyboard.press(key);
    // A picture that somebody asked for is asked for within this time.
    await page.waitForTimeout(500);
    assert.deepEqual(pictures, []);
    assert.equal(await page.locator('.pswp').count(), 0);
    letThrough();
    await waitUntilReady(page);
    await context.close();
  });
}

test('what the visitor hides on the home page goes before anything of it is seen: nothing moves', async () => {
  await openWith('{"ratings":{"s":"hide"}}', 'index.html', async (page) => {
    assert.ok((await page.locator('.grid > li[hidden]').count()) > 0);
    const moved = await page.evaluate(() => {
      const observer = new PerformanceObserver(() => {});
      observer.observe({ type: 'layout-shift', buffered: true });
      const shifts = observer.takeRecords() as (PerformanceEntry & { readonly value: number })[];
      return shifts.reduce((sum, { value }) => sum + value, 0);
    });
    assert.ok(moved <= 0.01, `moved by ${moved}`);
  });
});

/** Opens a page over http as somebody with these settings, and lists the pictures that it asks for. */
async function openWith(
  settings: string,
  address: string,
  work: (page: Page, pictures: readonly string[]) => Promise<void>,
): Promise<void> {
  const context = await site.browser.newContext();
  await context.addInitScript((text) => {
    localStorage.setItem('homebooru.settings', text);
  }, settings);
  const page = await context.newPage();
  const pictures: string[] = [];
  page.on('request', (request) => {
    if (/previews|thumbs|originals/.test(request.url())) pictures.push(request.url());
  });
  await page.goto(site.address + address);
  await waitUntilReady(page);
  await page.waitForLoadState('networkidle');
  await work(page, pictures);
  await context.close();
}
