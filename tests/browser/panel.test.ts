import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { makeLoginToken } from '../../sidecar/security/login-links.ts';
import { type TestCollection, temporaryCollection } from '../fixtures/collection.ts';
import { png } from '../fixtures/png.ts';
import { startServer, type TestServer, writerInProcess } from '../fixtures/sidecar.ts';
import { until } from '../fixtures/until.ts';
import { openBrowser } from './find-browser.ts';
import { onPageError } from './page-errors.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const pool = new DecoderPool(15, 1);
let collection: TestCollection;
let server: TestServer;
let browser: Browser;
let context: BrowserContext;
let root = '';

before(async () => {
  collection = await temporaryCollection(pool);
  const md5 = await collection.picture('a.png', 1);
  await collection.picture('twin of a.png', 1, 1);
  await collection.put('images/bad.png', 'no picture');
  await collection.put('dist/thumbs/0/1.webp', png(1));
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
  onPageError(page, (error) => assert.fail(error));
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

/** Goes to one of the views. */
async function show(page: Page, name: string): Promise<void> {
  await page.locator('.views').getByRole('link', { name }).press('Enter');
  await page.locator(`.views a[aria-current="page"]`, { hasText: name }).waitFor();
}

test('the panel shows what there is, and what it is told to do is done and shown', async () => {
  const page = await context.newPage();
  await openPanel(page);
  await page.getByRole('button', { name: 'Check data' }).press('Enter');
  await show(page, 'Jobs');
  const jobs = page.locator('section', { has: page.locator('#jobs') });
  await jobs.getByText('done').waitFor();
  await jobs.getByText('Log').click();
  await jobs.getByText('It said nothing.').waitFor();
  await show(page, 'Edits');
  const edits = page.locator('section', { has: page.locator('#edits') });
  await edits.getByText('+cat').waitFor();
  await edits.getByRole('button', { name: 'Take back' }).first().press('Enter');
  await edits.getByText('\u00b1cat').waitFor();
  await page.setViewportSize({ width: 320, height: 700 });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.equal(width, 320, 'nothing to scroll sideways');
  await page.close();
});

test('a problem is ignored and told again, and a file is looked at anew once it is whole', async () => {
  const page = await context.newPage();
  await openPanel(page);
  await show(page, 'Problems 1');
  await page.getByRole('button', { name: 'Ignore: bad.png' }).press('Enter');
  await page.getByText('1 ignored').click();
  await page.getByRole('button', { name: 'Tell again: bad.png' }).click();
  await page.getByRole('button', { name: 'Try again: bad.png' }).press('Enter');
  await page.getByText('every file could be read.').waitFor();
  await page.close();
});

test('one of two equal files goes to the trash, asked first, and comes back, by the keyboard alone', async () => {
  const page = await context.newPage();
  await openPanel(page);
  const isThere = (): boolean => existsSync(join(collection.path, 'images/twin of a.png'));
  await show(page, 'Duplicates 1');
  const move = page.getByRole('button', { name: 'Move to the trash: twin of a.png' });
  await move.focus();
  await page.keyboard.press('Enter');
  await page.getByText('this one can be brought back').waitFor();
  await page.keyboard.press('Enter');
  await page.locator('dialog').waitFor({ state: 'detached' });
  assert.ok(isThere(), 'what has the focus first keeps it');
  await page.locator('button:focus', { hasText: 'Move to the trash' }).waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText('No picture lies there twice.').waitFor();
  assert.ok(!isThere());
  await page.locator('h2:focus', { hasText: 'Duplicates' }).waitFor();
  await show(page, 'Trash 1');
  await page.getByText('one file of post 1').waitFor();
  await page.getByRole('button', { name: 'Restore: twin of a.png' }).press('Enter');
  await page.getByText('The trash is empty.').waitFor();
  assert.ok(isThere());
  await page.close();
});

test('the trash is emptied only after two questions, and Escape keeps everything', async () => {
  await server.asScript('DELETE', '/api/posts/1');
  const page = await context.newPage();
  await openPanel(page);
  await show(page, 'Trash 1');
  const empty = page.getByRole('button', { name: 'Empty the trash' });
  await empty.press('Enter');
  await page.keyboard.press('Escape');
  await page.locator('dialog').waitFor({ state: 'detached' });
  await empty.press('Enter');
  await page.getByRole('button', { name: 'Remove them' }).press('Enter');
  const jobs = (): number =>
    server.sidecar.services.jobs.jobs.filter(({ kind }) => kind === 'empty-trash').length;
  await page.getByText('This is the last question.').waitFor();
  assert.equal(jobs(), 0);
  await page.getByRole('button', { name: 'Yes, for good' }).press('Enter');
  await page.locator('dialog').waitFor({ state: 'detached' });
  await until(() => jobs() === 1);
  await page.getByRole('button', { name: 'Restore' }).press('Enter');
  await page.getByText('The trash is empty.').waitFor();
  await page.close();
});

test('every view can be read by those who cannot see it, in both themes', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await context.newPage();
    await page.emulateMedia({ colorScheme });
    await openPanel(page);
    for (const name of [
      'Overview',
      'Jobs',
      'Problems',
      'Trash',
      'Edits',
      'Duplicates',
      'Settings',
    ]) {
      await show(page, name);
      await page.waitForFunction(() =>
        [...document.querySelectorAll('homebooru-panel p')].every(
          (p) => p.textContent !== 'Loading',
        ),
      );
      // The page's policy forbids scripts of others, so it is run as the browser's own.
      await page.evaluate(axe);
      const found = await page.evaluate(async () => {
        const { axe: run } = globalThis as unknown as {
          axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
        };
        const { violations } = await run.run();
        return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`);
      });
      assert.deepEqual(found, [], `${name}, ${colorScheme}`);
    }
    await page.close();
  }
});
