import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { until } from '../fixtures/until.ts';
import { type DemoSite, openDemoSite, waitUntilReady } from './demo-site.ts';

let site: DemoSite;

before(async () => {
  site = await openDemoSite(['site:', '  pageSize: 20', '  blur: [s]']);
});

after(async () => {
  await site?.[Symbol.asyncDispose]();
});

const phone = { viewport: { width: 390, height: 844 } };

/** Opens a page whose requests of this kind wait until they are let through, or are refused. */
async function withLate(
  address: string,
  late: RegExp,
  work: (page: Page, answer: (isGiven: boolean) => void) => Promise<void>,
  { settings = '', ...options }: BrowserContextOptions & { readonly settings?: string } = {},
): Promise<void> {
  const context = await site.browser.newContext({
    viewport: { width: 1000, height: 800 },
    ...options,
  });
  if (settings !== '') {
    await context.addInitScript((text) => {
      localStorage.setItem('homebooru.settings', text);
    }, settings);
  }
  const page = await context.newPage();
  const { promise, resolve } = Promise.withResolvers<boolean>();
  await page.route(late, async (route) => {
    if (await promise) await route.continue();
    else await route.abort();
  });
  await page.goto(site.address + address, { waitUntil: 'commit' });
  await page.waitForSelector('[data-toolbar=ready]', { state: 'attached' });
  await work(page, resolve);
  resolve(true);
  await context.close();
}

const index = /\/data\//;
const endless = /\/assets\/endless-/;

function ownNumbers(page: Page): Promise<readonly (string | null)[]> {
  return page.$$eval('.grid a.tile', (tiles) =>
    tiles.map((tile) => tile.getAttribute('data-number')),
  );
}

const focused = (page: Page): Promise<string | null | undefined> =>
  page.evaluate(() => document.activeElement?.getAttribute('data-number'));

test('without the index a page keeps all its tiles, and its ways on, also for who was about to take one', async () => {
  await withLate('index.html', index, async (page, answer) => {
    const own = await ownNumbers(page);
    const end = page.locator('.page-end');
    await end.locator('a').last().focus();
    answer(false);
    await page.waitForSelector('html[data-ready=error]', { state: 'attached' });
    assert.deepEqual(await ownNumbers(page), own);
    await page.keyboard.press('Shift+Tab');
    assert.equal(await end.isVisible(), true);
    assert.equal(await page.locator('.chunks').count(), 0);
  });
});

test('who is at the end of a page sees it as it is until there is what goes on', async () => {
  await withLate(
    'index.html',
    index,
    async (page, answer) => {
      await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
      const look = (): Promise<readonly unknown[]> =>
        page.evaluate(() => [
          scrollY,
          document.documentElement.scrollHeight,
          document.querySelectorAll('.grid a.tile').length,
          document.querySelector<HTMLElement>('.page-end')?.hidden,
        ]);
      const before = await look();
      await page.waitForFunction(() => 'homebooruEndless' in globalThis);
      // It would be moved within this time.
      await page.waitForTimeout(300);
      assert.deepEqual(await look(), before);
      answer(true);
      await page.locator('.chunk a.tile').first().waitFor();
      const [scrolled, , , isHidden] = await look();
      assert.deepEqual([scrolled, isHidden], [before[0], true]);
    },
    phone,
  );
});

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

/** Chromium keeps no page that a script has asked to be told when it is left. */
const notKept = (): void => addEventListener('unload', () => {});

test('who comes back has the tile with the focus, and tiles do what they do, before the index has come', async () => {
  await withLate('index.html', endless, async (page) => {
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
  await withLate('index.html', /\/never\//, async (page) => {
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

test('who only wants to see more than the site shows waits for no index', async () => {
  await withLate(
    'index.html',
    endless,
    async (page) => {
      const tile = page.locator('.grid > li[data-rating=s] > a.tile').first();
      await tile.locator('img').waitFor();
      assert.equal(await page.locator('.grid').first().isVisible(), true);
      assert.equal(await page.locator('.grid a[data-veiled]').count(), 0);
    },
    { settings: '{"ratings":{"s":"show","e":"show"}}' },
  );
});

test('browsers of 2023 show galleries and results', async () => {
  for (const address of ['index.html', 'search.html?q=']) {
    await site.open(`${site.address}help.html`, async (page) => {
      await page.addInitScript(() => {
        Reflect.deleteProperty(Promise, 'withResolvers');
        Reflect.deleteProperty(Map, 'groupBy');
      });
      await page.goto(site.address + address);
      await waitUntilReady(page);
      assert.equal(await page.getAttribute('html', 'data-ready'), 'ok');
      assert.ok((await page.locator('.chunk a.tile').count()) > 10);
    });
  }
});

test('in rows of another height the last row of the page is open again', async () => {
  await site.open(`${site.address}index.html`, async (page) => {
    assert.equal(await page.locator('.grid.is-cut').count(), 1);
    await page.locator('[data-row-height=s]').click();
    assert.equal(await page.locator('.grid.is-cut').count(), 0);
  });
});
