import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { type DemoSite, openDemoSite, waitUntilReady } from './demo-site.ts';
import { endless, index, withLate } from './late-index.ts';

let site: DemoSite;

before(async () => {
  site = await openDemoSite(['site:', '  pageSize: 20', '  blur: [s]']);
});

after(async () => {
  await site?.[Symbol.asyncDispose]();
});

const phone = { viewport: { width: 390, height: 844 } };

function ownNumbers(page: Page): Promise<readonly (string | null)[]> {
  return page.$$eval('.grid a.tile', (tiles) =>
    tiles.map((tile) => tile.getAttribute('data-number')),
  );
}

test('without the index a page keeps all its tiles, and its ways on, also for who was about to take one', async () => {
  await withLate(site, 'index.html', index, async (page, answer) => {
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
    site,
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

test('rows chosen, or a window turned, while the index is on its way: nothing is left as it was measured', async () => {
  const heights = (page: Page): Promise<readonly number[]> =>
    page.$$eval('.grid a.tile', (tiles) =>
      tiles.map((tile) => Math.round(tile.getBoundingClientRect().height)),
    );
  for (const change of [
    (page: Page) => page.locator('[data-row-height=l]').click(),
    (page: Page) => page.setViewportSize({ width: 844, height: 390 }),
  ]) {
    await withLate(
      site,
      'index.html',
      index,
      async (page, answer) => {
        await page.waitForFunction(() => 'homebooruEndless' in globalThis);
        await page.waitForTimeout(100);
        await change(page);
        answer(true);
        await waitUntilReady(page);
        const all = await heights(page);
        const last = all.at(-1) ?? 0;
        const most = Math.max(...all.slice(0, -8));
        assert.ok(last > 0 && last <= most * 1.2, String(all));
        const end = await page.evaluate(() =>
          Math.max(
            ...[...document.querySelectorAll('a.tile')].map(
              (tile) => tile.getBoundingClientRect().right,
            ),
          ),
        );
        assert.ok(end <= (page.viewportSize()?.width ?? 0), String(end));
      },
      phone,
    );
  }
});

test('who only wants to see more than the site shows waits for no index', async () => {
  await withLate(
    site,
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
