import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { type DemoSite, openDemoSite, waitUntilReady } from './demo-site.ts';

let own: DemoSite;
let shared: DemoSite;

before(async () => {
  own = await openDemoSite();
  shared = await openDemoSite(['site: { pages: shell, title: HomeBooru demo }']);
});

after(async () => {
  await shared?.[Symbol.asyncDispose]();
  await own?.[Symbol.asyncDispose]();
});

/** What a visitor sees of a post, without the way to the root and the addresses of other posts. */
async function shownIn(page: Page): Promise<readonly string[]> {
  await page.waitForSelector('#tags .count');
  await page.waitForSelector('[data-related]:not([aria-busy])');
  const shown = await page.evaluate(() => [
    document.title,
    document.querySelector('[data-post]')?.outerHTML ?? '',
    document.querySelector('#tags')?.outerHTML ?? '',
    document.querySelector('#facts')?.outerHTML ?? '',
    document.querySelector('[data-related]')?.outerHTML ?? '',
    document.querySelector('[data-family]')?.outerHTML ?? '',
  ]);
  return shown.map((text) =>
    text
      .replaceAll('../../', './')
      .replace(/post\.html\?n=(\d+)/g, 'post/0/$1.html')
      .replace(/ data-thumbhash-painted="[^"]*"| style="[^"]*"/g, ''),
  );
}

test('the shared page shows a post as a page of its own does, from disk and over http', async () => {
  let expected: readonly string[] = [];
  await own.open(`${own.address}post/0/10.html`, async (page) => {
    expected = await shownIn(page);
  });
  assert.ok(expected.every((text) => text !== ''));
  for (const [name, root] of shared.places) {
    await shared.open(`${root}post.html?n=10`, async (page) => {
      assert.deepEqual(await shownIn(page), expected, name);
    });
  }
});

test('every way to a post leads to the shared page, and on from there', async () => {
  await shared.open(`${shared.address}index.html`, async (page) => {
    await page.locator('a.tile').nth(2).click();
    await page.waitForURL(/post\.html\?n=\d+/);
  });
  await shared.open(`${shared.address}search.html?q=no_humans`, async (page) => {
    await page.locator('a.tile').nth(1).click();
    await page.waitForURL(/post\.html\?n=\d+#q=no_humans$/);
    await waitUntilReady(page);
    const before = page.url();
    await page.keyboard.press('d');
    await page.waitForURL((url) => url.href !== before);
    await waitUntilReady(page);
    assert.match(page.url(), /post\.html\?n=\d+#q=no_humans$/);
    assert.match((await page.textContent('[data-results-link]')) ?? '', /^3 of /);
  });
});

test('a number that no post has is said to have none', async () => {
  await shared.open(`${shared.address}post.html?n=99999`, async (page) => {
    assert.equal(await page.locator('html').getAttribute('data-ready'), 'error');
    assert.equal(await page.textContent('[data-relations-error]'), 'There is no such post.');
  });
});
