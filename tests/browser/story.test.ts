import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { makeLoginToken } from '../../sidecar/security/login-links.ts';
import type { FakedCollection } from '../fixtures/collection-with-fakes.ts';
import { fakePost } from '../fixtures/fake-booru/post.ts';
import { png } from '../fixtures/png.ts';
import { taggedCollection } from '../fixtures/tagged-collection.ts';
import { until } from '../fixtures/until.ts';
import { waitUntilReady } from './demo-site.ts';
import { type ServedAtHome, serveAtHome, waitForNotice } from './home-site.ts';
import { assertFocusSeen, tabTo } from './keyboard-focus.ts';
import { onPageError } from './page-errors.ts';

// The whole of what one does with a booru of one's own, in one window, from logging in to switching the monitor off.

const pool = new DecoderPool(15, 1);
const bytes = png(77);
const md5 = createHash('md5').update(bytes).digest('hex');
let faked: FakedCollection;
let site: ServedAtHome;
let page: Page;
const faults: string[] = [];

before(async () => {
  faked = await taggedCollection(pool, ['tiny'], {
    tagger: '{ model: tiny, thresholds: { general: 0.999 } }',
  });
  const tags = { general: ['beach', 'solo'], character: ['marisa'], artist: ['someone'] };
  faked.sites.danbooru.posts.set(md5, fakePost(md5, 4242, { tags }));
  await faked.run();
  site = await serveAtHome(faked.collection);
  page = await site.browser.newPage();
  page.setDefaultTimeout(120_000);
  onPageError(page, (error) => faults.push(error.message));
  page.on('console', (message) => {
    // Of a deleted post's page, which is not there any more.
    const { url } = message.location();
    const isMissing = /404/.test(message.text()) && /posts?\/(0\/)?4/.test(url);
    if (message.type() === 'error' && !isMissing) faults.push(`${url}: ${message.text()}`);
  });
});

after(async () => {
  await site?.[Symbol.asyncDispose]();
  await faked?.[Symbol.asyncDispose]();
  await pool[Symbol.asyncDispose]();
});

async function open(address: string): Promise<void> {
  await page.goto(site.root + address);
  await waitUntilReady(page);
}

function isInSite(address: string): boolean {
  return existsSync(join(site.server.sidecar.services.site, address));
}

test('the printed link logs in', async () => {
  const { state } = site.server.sidecar.services.collection.settings.paths;
  await page.goto(`${site.root}login#${await makeLoginToken(state)}`);
  await page.waitForURL(`${site.root}admin/`);
  await page.waitForSelector('homebooru-panel h2');
});

test('a picture that is dropped on the gallery is taken in, tagged by a booru, and on the site', async () => {
  await open('index.html');
  await page.evaluate(
    (content) => {
      const dataTransfer = new DataTransfer();
      const picture = Uint8Array.from(content);
      dataTransfer.items.add(new File([picture], 'at the beach.png', { type: 'image/png' }));
      for (const type of ['dragover', 'drop']) {
        document.body.dispatchEvent(
          new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }),
        );
      }
    },
    [...bytes],
  );
  const link = page.locator('.uploads').getByRole('link', { name: 'Post 4' });
  await link.waitFor();
  assert.ok(existsSync(join(faked.collection.path, 'images/inbox/at the beach.png')));
  assert.match(site.file('post/0/4.html'), /data-tag="marisa" data-category="character"/);
  await link.press('Enter');
  await page.waitForURL(/post\/0\/4\.html/);
  await waitUntilReady(page);
  await page.locator('#tags [data-tag=someone][data-category=artist]').waitFor();
});

test('its tags are edited', async () => {
  await page.keyboard.press('e');
  await page.locator('.tag-input:focus').waitFor();
  await page.keyboard.type('holiday -solo ');
  await assertFocusSeen(page);
  await page.keyboard.press('Control+Enter');
  await waitForNotice(page, /on the site/);
  await assertFocusSeen(page);
  assert.match(site.file('post/0/4.html'), /data-tag="holiday"/);
  assert.doesNotMatch(site.file('post/0/4.html'), /data-tag="solo"/);
  assert.deepEqual((await faked.collection.record(md5)).edits.remove, ['solo']);
});

test('what a model has guessed stands beside the tags, with how sure it is, and is taken by a press', async () => {
  await open('post/0/1.html');
  const row = page.locator('#tags li', { has: page.locator('[data-tag=someone]') });
  assert.match(await row.innerText(), /9\d%/);
  await page.keyboard.press('e');
  await page.locator('.tag-input:focus').waitFor();
  const guessed = page.locator('.offer-group', { hasText: 'Guessed by a model' });
  assert.match(await guessed.innerText(), /always\s+9\d%/);
  await guessed.locator('[data-suggested=always]').press('Enter');
  await page.keyboard.press('Control+Enter');
  await waitForNotice(page, /on the site/);
  assert.match(site.file('post/0/1.html'), /data-tag="always" data-category="general"/);
});

test('the new tag is searched, and the post is found and opened', async () => {
  await page.keyboard.press('/');
  await page.keyboard.type('holi');
  await page.locator('[role=option][data-tag=holiday]').waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.waitForURL(/search\.html\?q=holiday/);
  await waitUntilReady(page);
  assert.equal(await page.getAttribute('[data-result-count]', 'data-result-count'), '1');
});

test('a result is opened by the keyboard, and Back by the keyboard finds it in its place', async () => {
  await open('search.html?q=order:old');
  const tile = page.locator('a.tile[data-number="3"]');
  await tabTo(page, 'a.tile');
  await until(async () => {
    if (await tile.evaluate((item) => item === document.activeElement)) return true;
    await page.keyboard.press('ArrowRight');
    return false;
  });
  const { y } = (await tile.boundingBox()) ?? {};
  await page.keyboard.press('Enter');
  await page.waitForURL(/post\/0\/3\.html/);
  await waitUntilReady(page);
  await page.keyboard.press('u');
  await page.waitForURL(/search\.html\?q=order(:|%3A)old/);
  await page.locator('a.tile[data-number="3"]:focus').waitFor();
  assert.equal((await tile.boundingBox())?.y, y);
});

test('all posts are edited at once, after a preview, and all of it is undone', async () => {
  await open('search.html?q=');
  await page.getByRole('button', { name: 'Select', exact: true }).press('Enter');
  await page.getByRole('button', { name: 'All results' }).press('Enter');
  await page.getByText('All 4 results selected').waitFor();
  await page.getByRole('button', { name: 'Edit tags' }).press('Enter');
  await page.locator('dialog .tag-input:focus').waitFor();
  await page.keyboard.type('everywhere ');
  await page.getByText('4 of 4 posts would change.').waitFor();
  assert.doesNotMatch(site.file('post/0/1.html'), /everywhere/);
  await page.keyboard.press('Control+Enter');
  await waitForNotice(page, /4 posts changed, and on the site/);
  for (const number of [1, 2, 3, 4]) assert.match(site.file(`post/0/${number}.html`), /everywhere/);
  assert.match(site.file('tags.html'), /everywhere/);
  await page.keyboard.press('Control+z');
  await waitForNotice(page, /4 posts as before, and on the site/);
  for (const number of [1, 2, 3, 4]) {
    assert.doesNotMatch(site.file(`post/0/${number}.html`), /everywhere/);
  }
  await page.keyboard.press('Escape');
});

test('a post is deleted, asked first, and comes back by an undo', async () => {
  await page.locator('a.tile[data-number="4"]').focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/post\/0\/4\.html/);
  await waitUntilReady(page);
  await page.keyboard.press('Delete');
  await page.getByText('Move post 4 to the trash?').waitFor();
  await page.keyboard.press('Escape');
  assert.ok(isInSite('post/0/4.html'));
  await page.keyboard.press('Delete');
  await page.getByRole('button', { name: 'Move to the trash' }).press('Enter');
  await waitForNotice(page, /in the trash, and on the site/);
  await assertFocusSeen(page);
  assert.ok(!isInSite('post/0/4.html') && !isInSite('thumbs/0/4.webp'));
  assert.ok(!existsSync(join(faked.collection.path, 'images/inbox/at the beach.png')));
  await page.keyboard.press('Control+z');
  await waitForNotice(page, /Post 4 is back, and on the site/);
  await assertFocusSeen(page);
  assert.match(site.file('post/0/4.html'), /data-tag="holiday"/);
  assert.ok(existsSync(join(faked.collection.path, 'images/inbox/at the beach.png')));
});

test('a deleted post is restored from its own page, while it is open and when it is opened anew', async () => {
  const remove = async (): Promise<void> => {
    await page.keyboard.press('Delete');
    await page.getByRole('button', { name: 'Move to the trash' }).press('Enter');
    await waitForNotice(page, /in the trash, and on the site/);
    assert.ok(!isInSite('post/0/4.html'));
  };
  await remove();
  await page.locator('.post').getByRole('button', { name: 'Restore' }).press('Enter');
  await waitForNotice(page, /Post 4 is back, and on the site/);
  assert.ok(isInSite('post/0/4.html'));
  await remove();
  await open('post/0/4.html');
  await page.getByText('Post 4 is in the trash').waitFor();
  assert.match((await page.getAttribute('link[rel=icon]', 'href')) ?? '', /^\/assets\//);
  await tabTo(page, '.in-trash button');
  await page.keyboard.press('Enter');
  await page.locator('#tags [data-tag=holiday]').waitFor();
  assert.match(site.file('post/0/4.html'), /data-tag="holiday"/);
});

test('the panel stops the monitor, which stays stopped, and scans when it is told to', async () => {
  const { monitor, collection } = site.server.sidecar.services;
  await monitor.start();
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await page.waitForURL(/admin/);
  await page.waitForSelector('html[data-ready=ok]', { state: 'attached' });
  await page.getByRole('button', { name: 'Stop' }).press('Enter');
  await page.getByRole('button', { name: 'Start' }).waitFor();
  const { json } = await site.server.asScript('GET', '/api/system/status');
  assert.equal(json.monitor.running, false);
  const kept = readFileSync(join(collection.settings.paths.state, 'monitor.json'), 'utf8');
  assert.match(kept, /"isEnabled": ?false/);
  await page.getByRole('button', { name: 'Scan now' }).press('Enter');
  await page.locator('.views').getByRole('link', { name: 'Jobs' }).press('Enter');
  const jobs = page.locator('section', { has: page.locator('#jobs') });
  await jobs.getByText('Scan', { exact: true }).first().waitFor();
  assert.deepEqual(faults, []);
});
