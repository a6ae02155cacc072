import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { thumbnailAddress } from '../../catalog/addresses.ts';
import { until } from '../fixtures/until.ts';
import { writeBigIndex } from './big-index.ts';
import { type DemoSite, openDemoSite, waitUntilReady } from './demo-site.ts';

let site: DemoSite;

before(async () => {
  site = await openDemoSite();
  await writeBigIndex(site.folder);
});

after(async () => {
  await site?.[Symbol.asyncDispose]();
});

/** Opens 320 posts, and jumps to their middle; from there on pictures come when they are let through. */
async function afterJump(
  work: (page: Page, asked: ReadonlySet<number>, letThrough: () => void) => Promise<void>,
): Promise<void> {
  const context = await site.browser.newContext({ viewport: { width: 390, height: 600 } });
  const page = await context.newPage();
  await page.goto(`${site.address}search.html?q=`);
  await waitUntilReady(page);
  const asked = new Set<number>();
  const { promise: held, resolve: letThrough } = Promise.withResolvers<void>();
  await page.route(/\/(thumbs|previews)\//, async (route) => {
    asked.add(Number(/(\d+)\.webp/.exec(route.request().url())?.[1]));
    await held;
    await route.fulfill({ path: join(site.folder, thumbnailAddress(1)) });
  });
  await jumpToMiddle(page);
  await until(async () => {
    const inWindow = await tilesWithin(page, 0);
    return inWindow.length > 0 && inWindow.every((number) => asked.has(number));
  }, 30);
  await until(async () => (await page.locator('.held').count()) > 0, 30);
  await work(page, asked, letThrough);
  letThrough();
  await context.close();
}

function jumpToMiddle(page: Page): Promise<void> {
  return page.evaluate(() =>
    scrollTo({ top: document.documentElement.scrollHeight / 2, behavior: 'instant' }),
  );
}

/** The posts whose tiles are in the window, or at most so many pixels from it. */
function tilesWithin(page: Page, far: number): Promise<readonly number[]> {
  return page.$$eval(
    'a.tile',
    (tiles, pixels) =>
      tiles
        .filter((tile) => {
          const { top, bottom } = tile.getBoundingClientRect();
          return bottom > -pixels && top < innerHeight + pixels;
        })
        .map((tile) => Number(tile.getAttribute('data-number'))),
    far,
  );
}

test('after a jump the pictures in the window come first, and then those around it', async () => {
  await afterJump(async (page, asked, letThrough) => {
    // So long that who stays would be shown the others, had these come.
    await page.waitForTimeout(500);
    const near = await tilesWithin(page, 250);
    const around = await tilesWithin(page, 1000);
    assert.ok(around.length >= near.length + 6, `${around.length} ${near.length}`);
    assert.deepEqual(
      [...asked].filter((number) => !near.includes(number)),
      [],
    );
    letThrough();
    await until(() => around.every((number) => asked.has(number)), 30);
    assert.equal(await page.locator('.held').count(), 0);
  });
});

test('who scrolls on after a jump is shown the others at once', async () => {
  await afterJump(async (page, asked) => {
    await page.mouse.wheel(0, 280);
    await until(async () => (await page.locator('.held').count()) === 0, 30);
    const around = await tilesWithin(page, 500);
    await until(() => around.every((number) => asked.has(number)), 30);
  });
});

test('what is drawn late is held back as well', async () => {
  const context = await site.browser.newContext({ viewport: { width: 390, height: 600 } });
  const page = await context.newPage();
  await page.goto(`${site.address}search.html?q=`);
  await waitUntilReady(page);
  const { promise: late, resolve } = Promise.withResolvers<void>();
  await page.route(/\/data\/shapes\/\d/, async (route) => {
    await late;
    await route.continue();
  });
  await page.route(/\/(thumbs|previews)\//, () => undefined);
  await jumpToMiddle(page);
  // So long that who stays would be shown all, had it been there.
  await page.waitForTimeout(500);
  assert.deepEqual(await tilesWithin(page, 0), []);
  resolve();
  await until(async () => (await tilesWithin(page, 0)).length > 0, 30);
  assert.ok((await page.locator('.held').count()) > 0);
  await context.close();
});
