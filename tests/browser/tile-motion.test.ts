import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { type DemoSite, openDemoSite, waitUntilReady } from './demo-site.ts';

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

/** Opens a tile's post; tells what the browser moves from the one page to the other. */
async function movedTo(page: Page, tile: number): Promise<readonly string[]> {
  await page.addInitScript(() => {
    const moved = new Promise<readonly string[]>((resolve) => {
      addEventListener('pagereveal', async ({ viewTransition }) => {
        const isShown = await viewTransition?.ready.then(
          () => true,
          () => false,
        );
        const parts = document.getAnimations().map(({ effect }) => {
          return effect instanceof KeyframeEffect ? (effect.pseudoElement ?? '') : '';
        });
        resolve(isShown ? parts : []);
      });
    });
    Object.assign(globalThis, { moved });
  });
  const image = page.locator('a.tile img').nth(tile);
  await image.evaluate((shown: HTMLImageElement) => shown.decode());
  await image.click();
  await page.waitForURL(/post\//);
  return await page.evaluate(
    () => (globalThis as unknown as { moved: Promise<readonly string[]> }).moved,
  );
}

test('a tile’s picture travels to its place on the post’s page; where motion is not wanted nothing does', async () => {
  const address = `${site.address}search.html?q=-is:animated`;
  await site.open(address, async (page) => {
    const hasTravelled = async (): Promise<boolean> =>
      (await movedTo(page, 1)).includes('::view-transition-group(picture)');
    // A browser does without where the next page takes it more than some seconds, as on a busy machine.
    for (let left = 3; !(await hasTravelled()); left--) {
      assert.ok(left > 1, 'no picture travels');
      await page.goto(address);
      await waitUntilReady(page);
    }
  });
  await site.open(
    address,
    async (page) => {
      assert.deepEqual(await movedTo(page, 1), []);
    },
    { reducedMotion: 'reduce' },
  );
});

test('who comes back to a page that the browser kept goes on at the tile that he left', async () => {
  await site.open(`${site.address}search.html?q=`, async (page) => {
    await page.locator('a.tile').nth(3).focus();
    // As Chromium does it (the small engine of tests keeps no page): it takes the focus between these two events.
    const [before, after] = await page.evaluate(() => {
      const tile = document.activeElement;
      if (!tile?.matches('a.tile') || !(tile instanceof HTMLElement)) return [];
      const { top } = tile.getBoundingClientRect();
      dispatchEvent(new Event('pageswap'));
      tile.blur();
      dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
      const found = document.activeElement === tile ? tile.getBoundingClientRect().top : undefined;
      return [top, found];
    });
    assert.ok(before !== undefined);
    assert.equal(after, before);
  });
});
