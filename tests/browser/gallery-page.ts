import type { Page } from 'playwright-core';

/** The numbers of the posts that a page shows, in their order. */
export async function numbersOn(page: Page): Promise<readonly number[]> {
  return page.$$eval('a.tile[data-number]', (tiles) =>
    tiles.map((tile) => Number(tile.getAttribute('data-number'))),
  );
}

/** Scrolls to the end, as far as it goes. */
export async function scrollToEnd(page: Page): Promise<void> {
  for (let step = 0; step < 30; step++) {
    const isAtEnd = await page.evaluate(() => {
      scrollBy(0, innerHeight);
      return scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
    });
    await page.waitForTimeout(50);
    if (isAtEnd) return;
  }
}
