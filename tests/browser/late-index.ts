import type { BrowserContextOptions, Page } from 'playwright-core';
import type { DemoSite } from './demo-site.ts';

/** What is asked of the index, and the script that goes on with a gallery. */
export const index = /\/data\//;
export const endless = /\/assets\/endless-/;

/** The number of the post whose tile has the focus. */
export function focused(page: Page): Promise<string | null | undefined> {
  return page.evaluate(() => document.activeElement?.getAttribute('data-number'));
}

/** Opens a page whose requests of this kind wait until they are let through, or are refused. */
export async function withLate(
  site: DemoSite,
  address: string,
  late: RegExp,
  work: (page: Page, answer: (isGiven: boolean) => void) => Promise<void>,
  { settings = '', ...options }: BrowserContextOptions & { readonly settings?: string } = {},
): Promise<void> {
  const context = await site.browser.newContext({
    viewport: { width: 1000, height: 800 },
    ...options,
  });
  if (settings !== '') {
    await context.addInitScript((text) => {
      localStorage.setItem('homebooru.settings', text);
    }, settings);
  }
  const page = await context.newPage();
  const { promise, resolve } = Promise.withResolvers<boolean>();
  await page.route(late, async (route) => {
    if (await promise) await route.continue();
    else await route.abort();
  });
  await page.goto(site.address + address, { waitUntil: 'commit' });
  await page.waitForSelector('[data-toolbar=ready]', { state: 'attached' });
  await work(page, resolve);
  resolve(true);
  await context.close();
}
