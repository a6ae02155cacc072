import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { checkAccess } from './check-access.ts';
import { type HomeSite, openHomeSite, waitForNotice } from './home-site.ts';
import { serveFolder } from './serve-folder.ts';

let site: HomeSite;

before(async () => {
  const tags = ['cat', 'cat', 'dog', 'cat', 'dog', 'cat', 'bird', 'cat'];
  site = await openHomeSite(tags.map((name) => ({ add: [{ name }] })));
});

after(async () => {
  await site?.[Symbol.asyncDispose]();
});

function selectedIn(page: Page): Promise<readonly number[]> {
  return page.$$eval('a.tile[data-selected]', (tiles) =>
    tiles.map((tile) => Number(tile.getAttribute('data-number'))),
  );
}

function tile(page: Page, number: number) {
  return page.locator(`a.tile[data-number="${number}"]`);
}

test('on any host tiles are selected, between two as well, and copied as numbers and as a link', async () => {
  await using copy = await serveFolder(site.server.sidecar.services.site, '/copy/');
  const context = await site.browser.newContext({
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  await page.goto(`${copy.address}search.html?q=cat`);
  await page.waitForSelector('html[data-ready=ok]', { state: 'attached' });
  await tile(page, 6).click({ modifiers: ['Shift'] });
  await page.getByText('1 selected').waitFor();
  await tile(page, 2).click({ modifiers: ['Shift'] });
  await page.getByText('3 selected').waitFor();
  await tile(page, 4).click();
  await page.getByText('2 selected').waitFor();
  assert.deepEqual(await selectedIn(page), [6, 2]);
  const copied = async (name: string): Promise<string> => {
    await page.getByRole('button', { name }).click();
    await page.getByText('Copied').waitFor();
    return page.evaluate(() => navigator.clipboard.readText());
  };
  assert.equal(await copied('Copy numbers'), '6 2');
  assert.match(await copied('Copy link'), /search\.html\?q=order:custom\+id:6%2C2$/);
  await page.getByRole('button', { name: 'All results' }).click();
  await page.getByText('All 5 results selected').waitFor();
  assert.equal(await copied('Copy numbers'), '8 6 4 2 1');
  assert.equal(await page.getByRole('button', { name: /Edit tags|Delete/ }).count(), 0);
  await page.keyboard.press('Escape');
  assert.deepEqual(await selectedIn(page), []);
  await tile(page, 6).click();
  await page.waitForURL(/post\/0\/6\.html/);
  await context.close();
});

test('the tile that has the focus is edited, made a favourite, deleted and brought back', async () => {
  await site.open('index.html', async (page) => {
    await tile(page, 5).focus();
    await page.keyboard.press('e');
    await page.locator('dialog .tag-input:focus').waitFor();
    await page.keyboard.type('puppy');
    await page.keyboard.press('Control+Enter');
    await waitForNotice(page, /post 5, and on the site/);
    assert.match(site.file('post/0/5.html'), /puppy/);
    await page.locator('a.tile[data-number="5"]:focus').waitFor();
    await page.keyboard.press('b');
    await waitForNotice(page, /Now a favourite, and on the site/);
    assert.equal((await site.record(5)).edits.favourite, true);
    assert.equal((await site.server.asScript('GET', '/api/posts?q=is:fav')).json.total, 1);
    await page.keyboard.press('Delete');
    await page.keyboard.press('Enter');
    await waitForNotice(page, /Post 5 is in the trash/);
    await tile(page, 5).locator('.tile-deleted').waitFor();
    assert.ok((await site.record(5)).deleted);
    await tile(page, 5).focus();
    await page.keyboard.press('Delete');
    await waitForNotice(page, /Post 5 is back, and on the site/);
    assert.equal((await site.record(5)).deleted, undefined);
  });
});

test('what is selected by the keyboard is deleted together, and comes back together', async () => {
  await site.open('search.html?q=cat', async (page) => {
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.method() !== 'GET')
        asked.push(`${request.method()} ${new URL(request.url()).pathname}`);
    });
    await tile(page, 8).focus();
    await page.keyboard.press('m');
    await page.getByText('1 selected').waitFor();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('M');
    await page.getByText('3 selected').waitFor();
    await page.getByRole('button', { name: 'Delete' }).press('Enter');
    await page.getByText('Move 3 posts to the trash?').waitFor();
    await page.keyboard.press('Enter');
    await waitForNotice(page, /3 posts in the trash, and on the site/);
    for (const number of [8, 6, 4]) assert.ok((await site.record(number)).deleted);
    await page.keyboard.press('Control+z');
    await waitForNotice(page, /3 posts back, and on the site/);
    for (const number of [8, 6, 4]) assert.equal((await site.record(number)).deleted, undefined);
    assert.equal(await page.locator('.tile-deleted').count(), 0);
    const bulk = 'POST /api/posts/bulk';
    assert.deepEqual(asked, [bulk, bulk, `${bulk}/undo`], 'counted, done and undone as one');
  });
});

test('what is no picture is refused in its row, and the others go on', async () => {
  await site.open(
    'index.html',
    async (page) => {
      await page.locator('input[type=file]').setInputFiles([
        {
          name: 'notes.txt',
          mimeType: 'text/plain',
          buffer: Buffer.from('no picture at all, none'),
        },
      ]);
      await page.locator('.upload[data-state=failed]', { hasText: 'notes.txt' }).waitFor();
      assert.match(await page.locator('.upload').innerText(), /This is no picture/);
    },
    { expected: /415/ },
  );
});

test('where there are no pictures yet, the gallery says how to get some, and takes them', async () => {
  await using empty = await openHomeSite([]);
  await empty.open('index.html', async (page) => {
    const box = page.locator('main > .empty');
    assert.match(await box.innerText(), /No pictures yet.*npx homebooru build/s);
    const chosen = page.waitForEvent('filechooser');
    await box.getByRole('button', { name: 'Add pictures' }).click();
    assert.ok((await chosen).isMultiple());
    await page.getByRole('link', { name: 'Panel' }).click();
    await page.waitForURL(/\/admin\//);
    await page.getByText('No pictures yet').waitFor();
  });
});

const looks: readonly BrowserContextOptions[] = [
  { colorScheme: 'dark' },
  { colorScheme: 'light', viewport: { width: 390, height: 844 } },
];

for (const look of looks) {
  test(`selecting and asking, ${look.colorScheme}, can be used by everybody`, async () => {
    await site.open(
      'search.html?q=cat',
      async (page) => {
        await page.getByRole('button', { name: 'Select', exact: true }).click();
        await tile(page, 6).click();
        await page.getByText('1 selected').waitFor();
        await checkAccess(page, 'selecting');
        await page.getByRole('button', { name: 'Edit tags' }).click();
        await page.locator('dialog .tag-input:focus').waitFor();
        await page.keyboard.type('new -cat ');
        await page.getByText('1 of 1 post would change.').waitFor();
        await checkAccess(page, 'editing many');
        await page.keyboard.press('Escape');
        await page.getByRole('button', { name: 'Delete' }).click();
        await page.getByText('Move 1 post to the trash?').waitFor();
        await checkAccess(page, 'a question');
        await page.keyboard.press('Escape');
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(width <= (look.viewport?.width ?? 1280), 'nothing to scroll sideways');
      },
      look,
    );
  });
}
