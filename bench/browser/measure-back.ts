import type { Browser, Page } from 'playwright-core';
import { longestTaskOf } from './task-trace.ts';

/** How a visitor finds the result that he came back from. */
export interface Returned {
  /** How far it is from where it was in the window. */
  readonly pixelsOff: number;
  /** From going back until a frame in which it has the focus. */
  readonly milliseconds: number;
  /** The processor time of the longest task in between. */
  readonly longestTaskCpuMs: number;
  readonly isFocused: boolean;
  /** The browser had kept the page, and has only shown it again. */
  readonly isKept: boolean;
}

declare global {
  /** When the window's clock first saw a result with the focus, after the page was shown. */
  var focusSeen: number | undefined;
  /** The page was shown from the browser's memory. */
  var isShownAgain: boolean | undefined;
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
  await page.addInitScript(watchFocus);
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
  let began = 0;
  let isFocused = false;
  const longestTaskCpuMs = await longestTaskOf(browser, page, async () => {
    began = performance.timeOrigin + performance.now();
    await page.goBack({ waitUntil: 'commit' });
    isFocused = await page
      .waitForFunction(
        (wished) => document.activeElement?.getAttribute('data-number') === wished,
        number,
        { timeout: 10_000, polling: 'raf' },
      )
      .then(
        () => true,
        () => false,
      );
  });
  // What was remembered has been shown; what counts is where it is once the index has been read.
  await page.waitForSelector('html[data-ready=ok]', { state: 'attached' });
  isFocused &&= await page.evaluate(
    (wished) => document.activeElement?.getAttribute('data-number') === wished,
    number,
  );
  const pixelsOff = Math.abs((await topOf(page, number)) - before);
  const seen = await page.evaluate(() => globalThis.focusSeen ?? Number.NaN);
  const isKept = await page.evaluate(() => globalThis.isShownAgain === true);
  await page.close();
  const milliseconds = Math.round(seen - began);
  return { pixelsOff, milliseconds, longestTaskCpuMs, isFocused, isKept };
}

/** Runs in the page, before its own scripts: the page's clock tells what asking it from outside would add to. */
function watchFocus(): void {
  const look = (): void => {
    if (document.activeElement?.hasAttribute('data-number')) {
      globalThis.focusSeen ??= performance.timeOrigin + performance.now();
    } else requestAnimationFrame(look);
  };
  addEventListener('pageshow', ({ persisted }) => {
    if (!persisted) return;
    globalThis.isShownAgain = true;
    globalThis.focusSeen = undefined;
    requestAnimationFrame(look);
  });
  requestAnimationFrame(look);
}

function topOf(page: Page, number: string): Promise<number> {
  return page.evaluate(
    (wished) =>
      document.querySelector(`a.tile[data-number="${wished}"]`)?.getBoundingClientRect().top ??
      Number.NaN,
    number,
  );
}
