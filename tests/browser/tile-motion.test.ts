import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { type DemoSite, openDemoSite } from './demo-site.ts';

let site: DemoSite;

before(async () => {
  site = await openDemoSite();
});

after(async () => {
  await site?.[Symbol.asyncDispose]();
});

test('what moves stands still until one points at it or it has the focus; where motion is not wanted always', async () => {
  const address = `${site.address}search.html?q=is:animated`;
  const sourceIn = async (page: Page, folder: string): Promise<void> => {
    await page.waitForFunction(
      (part) => document.querySelector<HTMLImageElement>('a.tile img')?.src.includes(part),
      `/${folder}/`,
    );
  };
  await site.open(address, async (page) => {
    const tile = page.locator('a.tile').first();
    await tile.locator('.badge').first().waitFor();
    await sourceIn(page, 'thumbs');
    await tile.hover();
    await sourceIn(page, 'previews');
    await page.mouse.move(640, 20);
    await sourceIn(page, 'thumbs');
    await tile.focus();
    await sourceIn(page, 'previews');
    await page.keyboard.press('Escape');
    await sourceIn(page, 'thumbs');
  });
  await site.open(
    address,
    async (page) => {
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      const tile = page.locator('a.tile').first();
      await tile.locator('.badge').first().waitFor();
      await tile.hover();
      await tile.locator('.tile-info').waitFor();
      await tile.focus();
      await page.waitForLoadState('networkidle');
      assert.deepEqual(
        asked.filter((url) => url.includes('/previews/')),
        [],
      );
    },
    { reducedMotion: 'reduce' },
  );
});
