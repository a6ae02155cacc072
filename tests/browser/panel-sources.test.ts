import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { makeLoginToken } from '../../sidecar/security/login-links.ts';
import { type FakedCollection, fakedCollection } from '../fixtures/collection-with-fakes.ts';
import { type FakeSearch, fakeSearch, sauceHeader } from '../fixtures/fake-search.ts';
import { sendJson } from '../fixtures/http-server.ts';
import { startServer, type TestServer, writerInProcess } from '../fixtures/sidecar.ts';
import { openBrowser } from './find-browser.ts';

// What the panel says of sources that were asked in earnest: by a run over sockets, whose state the server reads.

const pool = new DecoderPool(15, 1);
const key = process.env['SAUCENAO_API_KEY'];
let search: FakeSearch;
let faked: FakedCollection;
let server: TestServer;
let browser: Browser;
let page: Page;

before(async () => {
  search = await fakeSearch((response) =>
    sendJson(response, { header: sauceHeader({ long_remaining: 93 }), results: [] }),
  );
  process.env['SAUCENAO_API_KEY'] = 'S3CRET';
  faked = await fakedCollection(pool, 1, () => false, {
    more: `  saucenao: { enabled: true, url: "${search.url}" }\n  konachan: { enabled: false }\n`,
  });
  const { collection, sites } = faked;
  const look = () => collection.process({ lookUp: {}, now: new Date().toISOString() });
  // Nobody knows it, so SauceNAO is asked; the next one Danbooru does not even look at.
  await look();
  sites.danbooru.fault = () => '429 Retry-After of years';
  await collection.picture('new.png', 99);
  await look();
  delete process.env['GELBOORU_API_KEY'];
  server = await startServer(collection.path, `${collection.path}/dist`, {
    writer: writerInProcess(collection),
    run: async () => ({ code: 0, document: {}, lastLine: '' }),
  });
  browser = await openBrowser();
  page = await browser.newPage();
  const { state } = server.sidecar.services.collection.settings.paths;
  await page.goto(`http://127.0.0.1:${server.port}/login#${await makeLoginToken(state)}`);
  await page.waitForURL(/admin/);
  await page.waitForSelector('html[data-ready="ok"]');
});

after(async () => {
  await browser?.close();
  await server?.[Symbol.asyncDispose]();
  await faked?.[Symbol.asyncDispose]();
  await search?.[Symbol.asyncDispose]();
  if (key === undefined) delete process.env['SAUCENAO_API_KEY'];
  else process.env['SAUCENAO_API_KEY'] = key;
  await pool[Symbol.asyncDispose]();
});

test('the panel says which source waits until when, what is left of a quota, and what is off', async () => {
  const chips = await page.locator('section[aria-labelledby=sources] li').allInnerTexts();
  const said = new Map(
    chips.map((text) => {
      const [name = '', ...rest] = text.split(/\s+/);
      return [name, rest.join(' ')] as const;
    }),
  );
  // The last of a day's minutes wait until the next day, which is said too.
  const until = /^waiting until (\d+\/\d+\/\d+, )?\d+:\d+:\d+ [AP]M answered 429$/;
  assert.match(said.get('danbooru') ?? '', until);
  assert.equal(said.get('saucenao'), 'ok 1 search today, 93 left');
  assert.equal(said.get('gelbooru'), 'wants a key');
  assert.equal(said.get('konachan'), 'off');
  assert.equal(said.get('e621'), 'ok');
});
