import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { until } from '../fixtures/until.ts';
import { type DemoSite, openDemoSite, waitUntilReady } from './demo-site.ts';
import { endless, focused, index, withLate } from './late-index.ts';

let site: DemoSite;

before(async () => {
  site = await openDemoSite(['site:', '  pageSize: 20', '  blur: [s]']);
});

after(async () => {
  await site?.[Symbol.asyncDispose]();
});

/** Chromium keeps no page that a script has asked to be told when it is left. */
const notKept = (): void => addEventListener('unload', () => {});

/** Opens one of the page's own tiles that is not blurred, and comes back. */
async function thereAndBack(page: Page, place: number): Promise<string> {
  const tile = page.locator('.grid a.tile:not([data-veiled])').nth(place);
  const number = (await tile.getAttribute('data-number')) ?? '';
  await tile.click();
  await page.waitForURL(/post\/0\//);
  await page.goBack({ waitUntil: 'commit' });
  await page.waitForSelector('[data-toolbar=ready]', { state: 'attached' });
  return number;
}

test('who comes back has the tile with the focus, and tiles do what they do, before the index has come', async () => {
  await withLate(site, 'index.html', endless, async (page) => {
    await page.addInitScript(notKept);
    await page.reload({ waitUntil: 'commit' });
    await page.waitForSelector('[data-toolbar=ready]', { state: 'attached' });
    const number = await thereAndBack(page, 2);
    await until(async () => (await focused(page)) === number, 30);
    assert.equal(await page.locator('.tile-info').count(), 0);
    const veiled = page.locator('.grid a.tile[data-veiled]').first();
    const shown = await veiled.getAttribute('data-number');
    await veiled.click();
    await page.locator(`a.tile[data-number="${shown}"] img`).waitFor();
    assert.match(page.url(), /index\.html/);
    assert.equal(await page.evaluate(() => 'homebooruEndless' in globalThis), false);
  });
});

test('on the last page nothing is loaded for who comes back, and he has the focus', async () => {
  await site.open(`${site.address}page/1.html`, async (page) => {
    await page.addInitScript(notKept);
    await page.reload();
    await waitUntilReady(page);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    const number = await thereAndBack(page, 1);
    await waitUntilReady(page);
    assert.equal(await focused(page), number);
    assert.deepEqual(
      asked.filter((url) => endless.test(url)),
      [],
    );
  });
});

/** Opens a tile below the page's own, and comes back; what is asked for then goes through `route`. */
async function backFromBelow(
  page: Page,
  late: RegExp,
  route: () => Promise<boolean>,
): Promise<void> {
  await page.addInitScript(notKept);
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  const tile = page.locator('.chunk a.tile:not([data-veiled])').first();
  await tile.scrollIntoViewIfNeeded();
  await tile.click();
  await page.waitForURL(/post\/0\//);
  await page.route(late, async (asked) => {
    if (await route()) await asked.continue();
    else await asked.abort();
  });
  await page.goBack({ waitUntil: 'commit' });
}

test('who writes a search in the meantime goes on writing it', async () => {
  await site.open(`${site.address}index.html`, async (page) => {
    const { promise: held, resolve: letThrough } = Promise.withResolvers<boolean>();
    await backFromBelow(page, index, () => held);
    const field = page.locator('input[data-search]');
    await field.pressSequentially('ca');
    letThrough(true);
    await waitUntilReady(page);
    await page.keyboard.type('t');
    assert.equal(await field.inputValue(), 'cat');
  });
});

test('who comes back while there is no index keeps the way on that he was about to take', async () => {
  await withLate(site, 'index.html', /\/never\//, async (page) => {
    await waitUntilReady(page);
    const { promise: held, resolve: letThrough } = Promise.withResolvers<boolean>();
    await page.route(index, (asked) => asked.abort());
    await backFromBelow(page, endless, () => held);
    const end = page.locator('.page-end');
    await end.locator('a').last().focus();
    letThrough(true);
    await page.waitForSelector('html[data-ready=error]', { state: 'attached' });
    await page.keyboard.press('Shift+Tab');
    assert.equal(await end.isVisible(), true);
    // What he has come back to stays.
    assert.ok((await page.locator('.chunk a.tile').count()) > 0);
  });
});

test('what one comes back to is where it was, also if it was in the row that the page gave up, or the script scrolls', async () => {
  for (const restoration of ['auto', 'manual'] as const) {
    for (const place of [
      '.grid a.tile:not([data-veiled]) >> nth=8',
      '.chunk a.tile:not([data-veiled]) >> nth=0',
    ]) {
      await site.open(`${site.address}index.html`, async (page) => {
        await page.addInitScript(notKept);
        await page.reload();
        await waitUntilReady(page);
        await page.evaluate((wished) => {
          history.scrollRestoration = wished;
        }, restoration);
        const tile = page.locator(place);
        const number = await tile.getAttribute('data-number');
        const topOf = (): Promise<number> =>
          page
            .locator(`a.tile[data-number="${number}"]`)
            .evaluate((one) => Math.round(one.getBoundingClientRect().top));
        await tile.evaluate((one) => scrollBy(0, one.getBoundingClientRect().top - 80));
        const before = await topOf();
        // Pressed, not clicked: that might scroll.
        await tile.evaluate((one) => {
          if (one instanceof HTMLElement) one.click();
        });
        await page.waitForURL(/post\/0\//);
        await page.goBack({ waitUntil: 'commit' });
        await waitUntilReady(page);
        await until(async () => (await focused(page)) === number, 30);
        const after = await topOf();
        assert.ok(Math.abs(after - before) <= 2, `${restoration}, ${place}: ${before} ${after}`);
        assert.equal(await page.locator('.grid.is-cut').count(), 1);
      });
    }
  }
});

test('rows chosen while one comes back are the rows of all, and a post that is gone leaves one near it', async () => {
  await site.open(`${site.address}search.html?q=`, async (page) => {
    await page.addInitScript(notKept);
    await page.locator('a.tile:not([data-veiled])').nth(6).click();
    await page.waitForURL(/post\/0\//);
    const { promise: held, resolve: letThrough } = Promise.withResolvers<void>();
    await page.route(index, async (route) => {
      await held;
      await route.continue();
    });
    await page.goBack({ waitUntil: 'commit' });
    await page.locator('a.tile:focus').waitFor();
    await page.locator('[data-row-height=l]').click();
    letThrough();
    await waitUntilReady(page);
    const rows = await page.$$eval('.chunk > li', (items) =>
      items.map((item) => Math.round(item.getBoundingClientRect().height)),
    );
    assert.ok(rows.reduce((sum, row) => sum + row, 0) / rows.length > 230, String(rows));
    // As if the post that was opened were gone now.
    const number = await page.evaluate(() => {
      const { shown, ...state } = history.state;
      const tiles = shown.tiles.map((tile: { readonly number: number }) => {
        const isGone = tile.number === state.number;
        return isGone ? { ...tile, number: 999_999 } : tile;
      });
      history.replaceState({ ...state, number: 999_999, shown: { ...shown, tiles } }, '');
      return state.number;
    });
    await page.reload({ waitUntil: 'commit' });
    await waitUntilReady(page);
    const near = Number(await focused(page));
    assert.ok(Math.abs(near - number) === 1, `${near} ${number}`);
  });
});
