import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { checkAccess } from './check-access.ts';
import { type DemoSite, openDemoSite } from './demo-site.ts';

let site: DemoSite;

before(async () => {
  site = await openDemoSite(['site:', '  pageSize: 20', '  blur: [s]']);
});

after(async () => {
  await site?.[Symbol.asyncDispose]();
});

const addresses = [
  'index.html',
  'page/1.html',
  'search.html?q=no_humans+-night',
  'search.html?q=no_such_tag',
  'post/0/21.html',
  'post/0/39.html',
  'tags.html',
  'stats.html',
  'help.html',
  '404.html',
];
const looks: readonly BrowserContextOptions[] = [
  { colorScheme: 'dark', viewport: { width: 1280, height: 900 } },
  { colorScheme: 'light', viewport: { width: 320, height: 700 } },
];

for (const address of addresses) {
  test(`${address} can be used by everybody: in both themes, wide and narrow, with nothing cut off`, async () => {
    for (const look of looks) {
      await site.open(
        site.address + address,
        async (page) => {
          await checkAccess(page, `${address} ${look.colorScheme}`);
          const overflow = await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          );
          assert.equal(overflow, 0, `${address} scrolls sideways`);
        },
        look,
      );
    }
  });
}

const openStates: readonly (readonly [string, string, (page: Page) => Promise<unknown>])[] = [
  [
    'the list of tags',
    'index.html',
    async (page) => {
      await page.locator('input[data-search]').pressSequentially('sk');
      await page.waitForSelector('[role=option]');
    },
  ],
  [
    'the settings',
    'index.html',
    async (page) => {
      await page.keyboard.press('?');
      await page.waitForSelector('dialog.settings[open]');
    },
  ],
  [
    'the viewer',
    'post/0/21.html',
    async (page) => {
      await page.locator('[data-zoom-button]').click();
      await page.waitForSelector('.pswp--open img');
      await page.waitForTimeout(500);
    },
  ],
  [
    'the slideshow',
    'search.html?q=sky',
    async (page) => {
      await page.locator('[data-slideshow-button]').click();
      await page.waitForSelector('dialog.slideshow[open] img[src]');
    },
  ],
];

for (const [state, address, open] of openStates) {
  test(`${state} can be used by everybody`, async () => {
    for (const look of looks) {
      await site.open(
        site.address + address,
        async (page) => {
          await open(page);
          await checkAccess(page, `${state} ${look.colorScheme}`);
        },
        look,
      );
    }
  });
}
