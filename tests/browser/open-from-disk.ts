import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { waitUntilReady } from './demo-site.ts';
import { onPageError } from './page-errors.ts';

/** The address of a page of a site that lies in a folder. */
export function addressOf(site: string, page: string): string {
  return pathToFileURL(join(site, page)).href;
}

/**
 * Opens a page from disk with an empty browser, and does something on it; answers what it requested from elsewhere, and the
 * errors that it told.
 */
export async function openFromDisk(
  browser: Browser,
  address: string,
  work: (page: Page) => Promise<void>,
): Promise<{ readonly requests: readonly string[]; readonly errors: readonly string[] }> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const requests: string[] = [];
  const errors: string[] = [];
  page.on('request', (request) => {
    if (!/^(file|data):/.test(request.url())) requests.push(request.url());
  });
  onPageError(page, (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await page.goto(address);
  await waitUntilReady(page);
  await work(page);
  await context.close();
  return { requests, errors };
}
