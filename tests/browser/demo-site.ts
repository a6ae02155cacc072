import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { buildDemoSite } from './demo-collection.ts';
import { openBrowser } from './find-browser.ts';
import { onPageError } from './page-errors.ts';
import { serveFolder } from './serve-folder.ts';

/** The site of the demo collection, open in a browser. */
export interface DemoSite extends AsyncDisposable {
  readonly browser: Browser;
  readonly folder: string;
  /** Where it is over http, below a path of a static host; ends in `/`. */
  readonly address: string;
  /** Every way to open it: from disk, and over http. */
  readonly places: readonly (readonly [name: string, root: string])[];
  /** Opens a page and waits until it is done; fails on any error, blocked load or request to anybody else. */
  readonly open: (
    address: string,
    work: (page: Page) => Promise<void>,
    options?: BrowserContextOptions,
  ) => Promise<void>;
}

/** Builds the demo collection’s site in a temporary folder, with other settings if wished, and starts a browser. */
export async function openDemoSite(settings?: readonly string[]): Promise<DemoSite> {
  // What is open when a later step fails is closed again: a test that cannot begin must not keep its process alive.
  await using opened = new AsyncDisposableStack();
  const own = opened.use(await temporaryFolder());
  const folder = join(own.path, 'site');
  await buildDemoSite(folder, settings);
  const server = opened.use(await serveFolder(folder, '/some/where/'));
  const browser = await openBrowser();
  opened.defer(() => browser.close());
  const places = [
    ['file://', pathToFileURL(`${folder}/`).href],
    ['a sub-path over http', server.address],
  ] as const;
  const kept = opened.move();
  return {
    browser,
    folder,
    address: server.address,
    places,
    open: (address, work, options = {}) => openPage(browser, places, address, work, options),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

async function openPage(
  browser: Browser,
  places: DemoSite['places'],
  address: string,
  work: (page: Page) => Promise<void>,
  options: BrowserContextOptions,
): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const faults: string[] = [];
  onPageError(page, (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  page.on('request', (request) => {
    const url = request.url();
    const isOurs = /^(data|blob):/.test(url) || places.some(([, root]) => url.startsWith(root));
    if (!isOurs) faults.push(url);
  });
  await page.goto(address);
  await waitUntilReady(page);
  await work(page);
  assert.deepEqual(faults, []);
  await context.close();
}

/** Waits until a page's script has done its work. */
export async function waitUntilReady(page: Page): Promise<void> {
  await page.waitForSelector('html[data-ready]', { state: 'attached', timeout: 30_000 });
}
