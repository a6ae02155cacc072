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
