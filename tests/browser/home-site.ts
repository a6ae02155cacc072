import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { EditChange } from '../../catalog/edits.ts';
import type { PostRecord } from '../../catalog/record.ts';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { makeLoginToken } from '../../sidecar/security/login-links.ts';
import { type TestCollection, temporaryCollection } from '../fixtures/collection.ts';
import { startServer, type TestServer } from '../fixtures/sidecar.ts';
import { siteOf } from '../fixtures/site.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { waitUntilReady } from './demo-site.ts';
import { openBrowser } from './find-browser.ts';
import { onPageError } from './page-errors.ts';

/** A site at home: served by the sidecar that edits it, open in a browser that is logged in. */
export interface ServedAtHome extends AsyncDisposable {
  readonly collection: TestCollection;
  readonly server: TestServer;
  readonly browser: Browser;
  /** Ends in `/`. */
  readonly root: string;
  /** Opens a page by its address below the root and waits until it is done; fails on any error in it. */
  readonly open: (
    address: string,
    work: (page: Page) => Promise<void>,
    options?: HomeOptions,
  ) => Promise<void>;
  /** A file of the site, as it is on disk now. */
  readonly file: (address: string) => string;
}

/** A small one, made for a test. */
export interface HomeSite extends ServedAtHome {
  /** A post's record, as it is on disk now. */
  readonly record: (number: number) => Promise<PostRecord>;
}

export interface HomeOptions extends BrowserContextOptions {
  readonly isStranger?: boolean;
  /** Errors in the page's console that belong to what is tested. */
  readonly expected?: RegExp;
}

/** `edits`: what is done to each picture before; there are as many pictures. */
export async function openHomeSite(edits: readonly EditChange[]): Promise<HomeSite> {
  const pool = new DecoderPool(15, 1);
  const collection = await temporaryCollection(pool);
  const md5s: string[] = [];
  for (let at = 0; at < edits.length; at++) {
    md5s.push(await collection.picture(`${at + 1}.png`, at + 1, at));
  }
  await collection.process();
  await pool[Symbol.asyncDispose]();
  for (const [at, change] of edits.entries()) await collection.edit(md5s[at] ?? '', change);
  const home = await serveAtHome(collection);
  return {
    ...home,
    record: (number) => collection.record(md5s[number - 1] ?? ''),
    [Symbol.asyncDispose]: async () => {
      await home[Symbol.asyncDispose]();
      await collection[Symbol.asyncDispose]();
    },
  };
}

/** Builds a collection's site, serves it by the sidecar, and starts a browser. */
export async function serveAtHome(collection: TestCollection): Promise<ServedAtHome> {
  const folder = await temporaryFolder();
  const site = join(folder.path, 'dist');
  await siteOf(collection.path, site);
  const server = await startServer(collection.path, site);
  const browser = await openBrowser();
  const root = `http://127.0.0.1:${server.port}/`;
  const state = await logIn(browser, root, server);
  return {
    collection,
    server,
    browser,
    root,
    open: async (address, work, { isStranger = false, expected, ...options } = {}) => {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 900 },
        ...(isStranger ? {} : { storageState: state }),
        ...options,
      });
      await openPage(context, root + address, work, expected);
      await context.close();
    },
    file: (address) => readFileSync(join(site, address), 'utf8'),
    [Symbol.asyncDispose]: async () => {
      await browser.close();
      await server[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}

/** As the user does: by the link that the server prints. */
async function logIn(
  browser: Browser,
  root: string,
  { sidecar }: TestServer,
): ReturnType<BrowserContext['storageState']> {
  const { state } = sidecar.services.collection.settings.paths;
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${root}login#${await makeLoginToken(state)}`);
  await page.waitForURL(`${root}admin/`);
  const kept = await context.storageState();
  await context.close();
  return kept;
}

async function openPage(
  context: BrowserContext,
  address: string,
  work: (page: Page) => Promise<void>,
  expected: RegExp | undefined,
): Promise<void> {
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  const faults: string[] = [];
  onPageError(page, (error) => faults.push(error.message));
  page.on('console', (message) => {
    const text = message.text();
    if (message.type() === 'error' && expected?.test(text) !== true) faults.push(text);
  });
  await page.goto(address);
  await waitUntilReady(page);
  await work(page);
  assert.deepEqual(faults, []);
}

/** Waits until the line at the foot of the window says so. */
export async function waitForNotice(page: Page, text: RegExp): Promise<void> {
  await page.locator('.notice-bar', { hasText: text }).waitFor();
}
