import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { makeLoginToken } from '../../sidecar/security/login-links.ts';
import { type TestCollection, temporaryCollection } from '../fixtures/collection.ts';
import { startServer, type TestServer, writerInProcess } from '../fixtures/sidecar.ts';
import { openBrowser } from './find-browser.ts';

const pool = new DecoderPool(15, 1);
let collection: TestCollection;
let server: TestServer;
let browser: Browser;
let context: BrowserContext;
let root = '';

before(async () => {
  collection = await temporaryCollection(pool);
  const md5 = await collection.picture('a.png', 1);
  await collection.put('images/bad.png', 'no picture');
  await collection.put('dist/index.html', '<!doctype html><title>gallery</title>');
  await collection.process();
  await collection.edit(md5, { add: [{ name: 'cat' }] });
  server = await startServer(collection.path, join(collection.path, 'dist'), {
    writer: writerInProcess(collection),
    run: async () => ({ code: 0, document: {}, lastLine: '' }),
  });
  root = `http://127.0.0.1:${server.port}`;
  browser = await openBrowser();
  context = await browser.newContext();
});

after(async () => {
  await browser.close();
  await server[Symbol.asyncDispose]();
  await collection[Symbol.asyncDispose]();
  await pool[Symbol.asyncDispose]();
});

/** Opens the panel; a violation of the policy or a failing script fails the test. */
async function openPanel(page: Page): Promise<void> {
  page.on('pageerror', (error) => assert.fail(error));
  page.on('console', (message) => assert.notEqual(message.type(), 'error', message.text()));
  await page.goto(`${root}/admin/`);
  await page.waitForSelector('html[data-ready="ok"]');
}

test('a link logs in, is gone from the address, and leads to the panel; without it the panel asks', async () => {
  const page = await context.newPage();
  await page.goto(`${root}/admin/`);
  await page.waitForSelector('html[data-ready="ok"]');
  assert.equal(new URL(page.url()).pathname, '/login');
  const { state } = server.sidecar.services.collection.settings.paths;
  await page.goto('about:blank');
  await page.goto(`${root}/login#${await makeLoginToken(state)}`);
  await page.waitForURL(`${root}/admin/`);
  await page.waitForSelector('homebooru-panel h2');
  assert.doesNotMatch(page.url(), /#/);
  await page.close();
});

test('the panel shows what there is, and what it is told to do is done and shown', async () => {
  const page = await context.newPage();
  await openPanel(page);
  assert.match(await page.locator('section', { hasText: 'Problems' }).innerText(), /bad\.png/);
  const edits = page.locator('section', { has: page.locator('#edits') });
  assert.match(await edits.innerText(), /Post 1 \+cat/);
  await edits.getByRole('button', { name: 'Take back' }).first().click();
  await edits.getByText('±cat').waitFor();
  await page.getByRole('button', { name: 'Check data' }).press('Enter');
  await page
    .locator('section', { has: page.locator('#jobs') })
    .getByText('done')
    .waitFor();
  await page.setViewportSize({ width: 320, height: 700 });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.equal(width, 320, 'nothing to scroll sideways');
  await page.close();
});
