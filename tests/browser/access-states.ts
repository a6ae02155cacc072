import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { checkAccess } from './check-access.ts';
import { type DemoSite, openDemoSite } from './demo-site.ts';

/** How somebody looks at a page. Sizes in CSS pixels. */
export interface Look {
  readonly colorScheme: 'dark' | 'light';
  readonly width: number;
  readonly height: number;
}

const addresses = [
  'index.html',
  'page/1.html',
  'search.html?q=no_humans+-night',
  'search.html?q=no_such_tag',
  'post/0/21.html',
  'post/0/39.html',
  'tags.html',
  'tags-general.html',
  'stats.html',
  'help.html',
  '404.html',
];
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
    'the tags of the results, in their sheet',
    'search.html?q=sky',
    async (page) => {
      await page.setViewportSize({ width: 320, height: 700 });
      await page.locator('[data-tags-button]').click();
      await page.waitForSelector('dialog.tag-sheet[open] .tag');
    },
  ],
  [
    'what a query was read as, and a tile that one points at',
    'search.html?q=no_humans+-night',
    async (page) => {
      await page.locator('[data-reading] summary').click();
      await page.locator('a.tile').first().hover();
      await page.waitForSelector('.tile-info');
    },
  ],
  [
    'a query that cannot be read',
    'search.html?q=cat+(dog',
    (page) => page.waitForSelector('[data-query-error] mark'),
  ],
  [
    'the tags found as one types',
    'tags.html',
    async (page) => {
      await page.fill('[data-tag-filter] input', 'sk');
      await page.waitForSelector('[data-found-tags] li');
    },
  ],
  [
    'the viewer',
    'post/0/21.html',
    async (page) => {
      await page.locator('[data-zoom-button]').click();
      await page.waitForSelector('.pswp--open img');
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

/** Looks at a page that is open in every look: it is loaded once. */
async function checkLooks(page: Page, state: string, looks: readonly Look[]): Promise<void> {
  for (const { colorScheme, width, height } of looks) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height });
    await page.waitForFunction(isStill);
    await checkAccess(page, `${state} ${colorScheme} ${width}`);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    assert.equal(overflow, 0, `${state} scrolls sideways at ${width} pixels`);
  }
}

/** What comes in has come in; what turns for ever may turn. */
function isStill(): boolean {
  return document
    .getAnimations()
    .every(({ effect }) => effect?.getComputedTiming().endTime === Number.POSITIVE_INFINITY);
}

/** Has every page, and every state that it can be in, looked at in every look: by axe, and for what is cut off. */
export function testAccess(looks: readonly Look[]): void {
  let site: DemoSite;
  before(async () => {
    // Where its path is known the page for what is not there need not look for it, which would fail in places.
    const url = '  url: https://booru.example/some/where/';
    site = await openDemoSite(['site:', url, '  pageSize: 20', '  blur: [s]']);
  });
  after(async () => {
    await site?.[Symbol.asyncDispose]();
  });
  for (const address of addresses) {
    test(`${address} can be used by everybody: in both themes, wide and narrow, with nothing cut off`, async () => {
      await site.open(site.address + address, (page) => checkLooks(page, address, looks), {
        colorScheme: 'dark',
      });
    });
  }
  for (const [state, address, open] of openStates) {
    test(`${state} can be used by everybody`, async () => {
      await site.open(
        site.address + address,
        async (page) => {
          await open(page);
          await checkLooks(page, state, looks);
        },
        { colorScheme: 'dark' },
      );
    });
  }
}
