import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { type DemoSite, openDemoSite } from './demo-site.ts';

let site: DemoSite;

before(async () => {
  site = await openDemoSite(['site:', '  pageSize: 10']);
});

after(async () => {
  await site?.[Symbol.asyncDispose]();
});

/**
 * What has moved by itself since the page was begun, but for next to nothing (where a page is all, the line that pages are
 * named on goes): https://wicg.github.io/layout-instability/
 */
function shifts(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const seen: string[] = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, sources } = entry as PerformanceEntry & {
          readonly value: number;
          readonly sources: readonly { readonly node: Element | null }[];
        };
        if (value > 0.0025)
          seen.push(`${value} ${sources.map(({ node }) => node?.className).join()}`);
      }
    }).observe({ type: 'layout-shift', buffered: true });
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100)));
    return seen;
  });
}

for (const [width, address] of [
  [1440, 'index.html'],
  [1440, 'search.html?q='],
  [390, 'index.html'],
  [390, 'search.html?q='],
] as const) {
  test(`nothing moves while one scrolls through ${address}, ${width} px wide`, async () => {
    await site.open(
      site.address + address,
      async (page) => {
        for (let end = ''; end !== (await placeOf(page)); ) {
          end = await placeOf(page);
          await page.mouse.wheel(0, 700);
          await page.waitForTimeout(150);
        }
        assert.ok((await page.evaluate(() => scrollY)) > 700);
        assert.deepEqual(await shifts(page), []);
      },
      { viewport: { width, height: 844 } },
    );
  });
}

function placeOf(page: Page): Promise<string> {
  return page.evaluate(() => `${scrollY} ${document.documentElement.scrollHeight}`);
}

for (const width of [1440, 1024]) {
  for (const query of ['', 'no_humans', 'id:5']) {
    test(`nothing moves while the results of "${query}" come, ${width} px wide`, async () => {
      await site.open(
        `${site.address}search.html?q=${query}`,
        async (page) => assert.deepEqual(await shifts(page), []),
        { viewport: { width, height: 900 } },
      );
    });
  }

  test(`what is above the results is as it was once one has scrolled to their end, ${width} px wide`, async () => {
    await site.open(
      `${site.address}search.html?q=`,
      async (page) => {
        const boxes = (): Promise<readonly string[]> =>
          page.evaluate(() => {
            return [...document.querySelectorAll('.page-bar, .page-bar > *')].map((part) => {
              const { x, width: wide, height } = part.getBoundingClientRect();
              return `${part.className} ${x} ${wide} ${height}`;
            });
          });
        const first = await boxes();
        const pager = page.locator('.page-bar [data-pager]');
        assert.equal(await pager.locator('[aria-current]').textContent(), '1');
        await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
        await pager.locator('[aria-current]', { hasNotText: /^1$/ }).waitFor();
        assert.deepEqual(await boxes(), first);
      },
      { viewport: { width, height: 900 } },
    );
  });
}

test('without the index the ways to the next page stay at the end of a page', async () => {
  const context = await site.browser.newContext();
  const page = await context.newPage();
  await page.route(/\/data\//, (route) => route.abort());
  await page.goto(`${site.address}index.html`);
  await page.waitForSelector('html[data-ready]', { state: 'attached' });
  await page.locator('.page-end a[rel=next]').click();
  await page.waitForURL(/page\/3\.html$/);
  await context.close();
});
