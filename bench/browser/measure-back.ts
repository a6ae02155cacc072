import type { Browser, Page } from 'playwright-core';

/** How a visitor finds the result that he came back from. */
export interface Returned {
  /** How far it is from where it was in the window. */
  readonly pixelsOff: number;
  /** From going back until it is in its place with the focus. */
  readonly milliseconds: number;
  readonly isFocused: boolean;
}

const pageSize = 60;

/** Opens the result at a place of a search, and goes back. `change`: what happens to the site in between. */
export async function goBack(
  browser: Browser,
  address: string,
  place: number,
  change: () => void,
): Promise<Returned> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${address}&p=${Math.ceil(place / pageSize)}`);
  await page.waitForSelector('html[data-ready=ok]', { state: 'attached' });
  const chunk = `ul[data-page="${Math.ceil(place / pageSize)}"]`;
  const tile = page.locator(`${chunk} a.tile`).nth((place - 1) % pageSize);
  await tile.scrollIntoViewIfNeeded();
  const number = (await tile.getAttribute('data-number')) ?? '';
  const before = await topOf(page, number);
  await tile.click();
  await page.waitForURL(/post\//);
  await page.waitForSelector('html[data-ready=ok]', { state: 'attached' });
  change();
  const began = performance.now();
  await page.goBack({ waitUntil: 'commit' });
  const isFocused = await page
    .waitForFunction(
      (wished) => document.activeElement?.getAttribute('data-number') === wished,
      number,
      { timeout: 10_000, polling: 'raf' },
    )
    .then(
      () => true,
      () => false,
    );
  const milliseconds = Math.round(performance.now() - began);
  const pixelsOff = Math.abs((await topOf(page, number)) - before);
  await page.close();
  return { pixelsOff, milliseconds, isFocused };
}

function topOf(page: Page, number: string): Promise<number> {
  return page.evaluate(
    (wished) =>
      document.querySelector(`a.tile[data-number="${wished}"]`)?.getBoundingClientRect().top ??
      Number.NaN,
    number,
  );
}
