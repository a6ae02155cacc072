import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContext } from 'playwright-core';
import sharp from 'sharp';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { makeLoginToken } from '../../sidecar/security/login-links.ts';
import { type TestCollection, temporaryCollection } from '../fixtures/collection.ts';
import { type HttpServer, httpServer, sendJson } from '../fixtures/http-server.ts';
import { png, pngChunk } from '../fixtures/png.ts';
import { startServer, type TestServer, writerInProcess } from '../fixtures/sidecar.ts';
import { siteOf } from '../fixtures/site.ts';
import { type TemporaryFolder, temporaryFolder } from '../fixtures/temporary-folder.ts';
import { virtualClock } from '../fixtures/virtual-clock.ts';
import { openBrowser } from './find-browser.ts';
import { onPageError } from './page-errors.ts';

// Words that come from elsewhere than tags and titles: what pictures hold beside their pixels, what files are called, what is
// wrong with them, what sites say of errors and jobs at their end.

const running = '"><img src=x onerror=pwned()></title><script>pwned()</script>\u202e';
const hidden = `m4rked ${running}`;
const fileName = '<img src=x onerror=pwned()>.png';

const pool = new DecoderPool(15, 1);
let collection: TestCollection;
let folder: TemporaryFolder;
let booru: HttpServer;
let server: TestServer;
let browser: Browser;
let context: BrowserContext;
let site = '';
/** What ran that should not, and what the policy had to stop. */
const faults: string[] = [];

async function photoWithWords(): Promise<Buffer> {
  const IFD0 = { ImageDescription: hidden, Artist: hidden, Copyright: hidden, Software: hidden };
  const create = { width: 40, height: 30, channels: 3, background: 'teal' } as const;
  return sharp({ create }).withExif({ IFD0 }).jpeg().toBuffer();
}

/** Text chunks as image generators and editors leave them: https://www.w3.org/TR/png-3/#11textinfo */
function pngWithWords(): Buffer {
  const plain = png(77);
  const beforeEnd = plain.length - pngChunk('IEND').length;
  const words = Buffer.from(hidden);
  const chunks = [
    pngChunk('tEXt', Buffer.concat([Buffer.from('parameters\0'), words])),
    pngChunk('iTXt', Buffer.concat([Buffer.from('XML:com.adobe.xmp\0\0\0\0\0'), words])),
    pngChunk('tEXt', Buffer.concat([words.subarray(0, 70), Buffer.from('\0a name that runs')])),
  ];
  return Buffer.concat([plain.subarray(0, beforeEnd), ...chunks, plain.subarray(beforeEnd)]);
}

before(async () => {
  collection = await temporaryCollection(pool);
  folder = await temporaryFolder();
  site = join(folder.path, 'site');
  booru = await httpServer((_, response) => sendJson(response, { message: running }, 403));
  await collection.put(
    'homebooru.yaml',
    `sources:
  danbooru: { url: "${booru.url}", requestsPerSecond: 10 }
  e621: { enabled: false }
  gelbooru: { enabled: false }
  yandere: { enabled: false }
  tagger: { enabled: false }
`,
  );
  const photo = await photoWithWords();
  assert.ok(photo.includes('m4rked'));
  await collection.put('images/photo.jpg', photo);
  await collection.put('images/drawn.png', pngWithWords(), 1);
  await collection.put('images/drawn.png.txt', `${running}\n`, 1);
  await collection.put('images/photo.jpg.json', `{"tags": "${running.replaceAll('"', '')}`);
  await collection.put(`images/${fileName}`, 'no picture', 2);
  await collection.process({ lookUp: { clock: virtualClock(Date.now()) } });
  await siteOf(collection.path, site);
  server = await startServer(collection.path, site, {
    writer: writerInProcess(collection),
    run: async () => ({ code: 2, document: {}, lastLine: running }),
  });
  browser = await openBrowser();
  context = await browser.newContext();
  await context.exposeFunction('pwned', () => faults.push('ran'));
  await context.exposeFunction('blocked', (what: string) => faults.push(what));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      const { blocked } = globalThis as unknown as { blocked: (what: string) => void };
      blocked(`${violatedDirective} ${blockedURI}`);
    });
  });
});

after(async () => {
  await browser.close();
  await server[Symbol.asyncDispose]();
  await booru[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
  await collection[Symbol.asyncDispose]();
  await pool[Symbol.asyncDispose]();
});

/** Files that hold some bytes, of those below a folder. */
function holding(place: string, bytes: string): readonly string[] {
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => readFileSync(path).includes(bytes))
    .map((path) => path.slice(place.length + 1));
}

test('R52: what a picture says of itself, in EXIF or in text chunks, is in no record, shard, page or small picture', async () => {
  assert.deepEqual(holding(site, 'm4rked').toSorted(), ['originals/0/1.jpg', 'originals/0/2.png']);
  assert.deepEqual(holding(join(collection.path, 'metadata'), 'm4rked'), []);
  assert.deepEqual(holding(join(collection.path, '.homebooru'), 'm4rked'), []);
});

test('R52: no such word runs on a page of the site', async () => {
  const page = await context.newPage();
  const root = `http://127.0.0.1:${server.port}`;
  const query = encodeURIComponent(running);
  for (const place of [
    ...['index.html', 'post/0/1.html', 'post/0/2.html', 'tags.html', 'stats.html'],
    ...[`search.html?q=${query}`, `search.html?q=filename:${query}`, `nowhere/${query}`],
  ]) {
    await page.goto(`${root}/${place}`);
    await page.waitForLoadState('load');
    if (!place.startsWith('nowhere')) {
      await page.waitForSelector('html[data-ready]', { state: 'attached' });
    }
  }
  assert.deepEqual(faults, []);
  await page.close();
});

test('R52: what the server says of such names and errors is JSON, and no page', async () => {
  const login = await server.logIn();
  const asUser = { Cookie: login.cookie };
  const query = encodeURIComponent(running);
  for (const path of [
    ...['/api/problems', '/api/sources', '/api/jobs', '/api/edits', `/api/posts?q=${query}`],
    ...[`/api/nothing/${query}`, `/api/posts/${query}`, `/api/autocomplete?q=${query}`],
  ]) {
    const { headers, body } = await server.get(path, asUser);
    assert.match(String(headers['content-type']), /^application\/json/, path);
    assert.equal(headers['x-content-type-options'], 'nosniff', path);
    JSON.parse(body);
  }
});

test('R52: in the panel names, reasons and what sites and jobs said are shown as they are, and run nowhere', async () => {
  await server.asScript('POST', '/api/system/scan');
  const page = await context.newPage();
  onPageError(page, (error) => assert.fail(error));
  page.on('dialog', (dialog) => {
    faults.push('a dialog');
    dialog.dismiss().catch(() => {});
  });
  const { state } = server.sidecar.services.collection.settings.paths;
  const root = `http://127.0.0.1:${server.port}`;
  await page.goto(`${root}/login#${await makeLoginToken(state)}`);
  await page.waitForURL(`${root}/admin/`);
  const views = page.locator('.views');
  await page.getByText('answered 403: "><img src=x').first().waitFor();
  await views.getByRole('link', { name: /^Problems/ }).press('Enter');
  await page.locator('.path', { hasText: fileName }).waitFor();
  await views.getByRole('link', { name: 'Jobs' }).press('Enter');
  await page.getByText('onerror=pwned()').first().waitFor();
  for (const name of ['Trash', 'Edits', 'Duplicates', 'Settings']) {
    await views.getByRole('link', { name }).press('Enter');
    await page.locator('.views a[aria-current="page"]', { hasText: name }).waitFor();
  }
  assert.equal(await page.locator('img[src="x"]').count(), 0);
  assert.deepEqual(faults, []);
  await page.close();
});

test('R52: in the editors such words are tags like any other, offered, written, taken out and told of, and run nowhere', async () => {
  const page = await context.newPage();
  const root = `http://127.0.0.1:${server.port}`;
  const typed = running.replaceAll(' ', '_');
  await page.goto(`${root}/post/0/2.html#edit`);
  await page.locator('.tag-input:focus').waitFor();
  await page.keyboard.type(`${typed} artist:${typed} `);
  await page.locator('.chip', { hasText: 'onerror=pwned()' }).first().waitFor();
  await page.keyboard.press('Backspace');
  await page.keyboard.type('"');
  await page.keyboard.press('Control+Enter');
  await page.locator('.notice-bar', { hasText: 'on the site' }).waitFor();
  await page.locator('#tags', { hasText: 'onerror=pwned()' }).waitFor();
  await page.goto(`${root}/search.html?q=`);
  await page.waitForSelector('html[data-ready=ok]', { state: 'attached' });
  await page
    .locator('a.tile')
    .first()
    .click({ modifiers: ['Shift'] });
  await page.getByRole('button', { name: 'Edit tags' }).click();
  await page.locator('dialog .tag-input:focus').waitFor();
  await page.keyboard.type(`${typed} `);
  await page.getByText('1 of 1 post would change.').waitFor();
  await page.keyboard.press('Escape');
  await page
    .locator('input[type=file]')
    .setInputFiles([
      { name: `${running}.txt`, mimeType: 'text/plain', buffer: Buffer.from('none') },
    ]);
  await page.locator('.upload[data-state=failed]', { hasText: 'onerror=pwned()' }).waitFor();
  assert.equal(await page.locator('img[src="x"]').count(), 0);
  assert.deepEqual(faults, []);
  await page.close();
});
