import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { checkAccess } from './check-access.ts';
import { type HomeSite, openHomeSite, waitForNotice } from './home-site.ts';
import { serveFolder } from './serve-folder.ts';

let site: HomeSite;

before(async () => {
  const cat = { name: 'cat' };
  const reimu = { name: 'reimu', category: 'character' } as const;
  site = await openHomeSite([
    { add: [cat, reimu, { name: 'sky' }] },
    { add: [cat, { name: 'hat' }, { name: 'blue_sky' }], rating: 'general' },
    { add: [cat] },
    { add: [cat, { name: 'hat' }] },
    { add: [reimu] },
  ]);
});

after(async () => {
  await site?.[Symbol.asyncDispose]();
});

/** The tags that the page lists, or those in the editor. */
function tagsIn(page: Page, selector: string): Promise<readonly string[]> {
  return page.$$eval(`${selector} [data-tag]`, (tags) =>
    tags.map((tag) => `${tag.getAttribute('data-category')}:${tag.getAttribute('data-tag')}`),
  );
}

async function openEditor(page: Page): Promise<void> {
  await page.keyboard.press('e');
  await page.locator('homebooru-tag-editor .tag-input:focus').waitFor();
}

test('tags are edited by the keyboard alone, shown at once, on disk soon after, and taken back', async () => {
  await site.open('post/0/1.html', async (page) => {
    await openEditor(page);
    await page.keyboard.type('artist:someone re');
    await page.locator('[role=option][data-tag=reimu]').waitFor();
    await page.keyboard.press('Escape');
    for (const _letter of 're') await page.keyboard.press('Backspace');
    await page.keyboard.type('-sky wrong ');
    assert.deepEqual(await tagsIn(page, 'homebooru-tag-editor .chips'), [
      'artist:someone',
      'character:reimu',
      'general:cat',
      'general:wrong',
    ]);
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await page.keyboard.type('ha');
    await page.locator('[role=option][data-tag=hat]').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Enter');
    const edited = ['artist:someone', 'character:reimu', 'general:cat', 'general:hat'];
    await page.waitForSelector('#tags [data-tag=someone]');
    assert.deepEqual(await tagsIn(page, '#tags'), edited);
    await waitForNotice(page, /^Saved \d\d:\d\d · post 1, and on the site/);
    assert.match(site.file('post/0/1.html'), /data-tag="someone" data-category="artist"/);
    const { edits } = await site.record(1);
    assert.deepEqual(edits.remove, ['sky']);
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Edit');
    await page.keyboard.press('Control+z');
    await waitForNotice(page, /taken back, and on the site/);
    assert.deepEqual(await tagsIn(page, '#tags'), [
      'character:reimu',
      'general:cat',
      'general:sky',
    ]);
    assert.doesNotMatch(site.file('post/0/1.html'), /someone/);
  });
});

test('chips and suggestions are pressed, many tags are pasted, and rating, parent and favourite go along', async () => {
  await site.open('post/0/2.html', async (page) => {
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.locator('.tag-input:focus').waitFor();
    const box = await page.getByRole('button', { name: 'Remove hat' }).boundingBox();
    assert.ok(box && box.width >= 24 && box.height >= 24, 'a target of 24 pixels');
    await page.getByRole('button', { name: 'Remove hat' }).click();
    await page.locator('[data-suggested=hat]').click();
    assert.ok((await tagsIn(page, '.chips')).includes('general:hat'));
    await page.locator('.tag-input').evaluate((input) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', 'long hair, character:marisa,\nday');
      input.dispatchEvent(new ClipboardEvent('paste', { clipboardData, cancelable: true }));
    });
    await page.getByRole('radio', { name: 'Questionable' }).check();
    await page.getByRole('textbox', { name: 'Parent' }).fill('1');
    await page.getByRole('checkbox', { name: 'Favourite' }).check();
    await page.locator('.tag-input').fill('last');
    await page.getByRole('button', { name: 'Save' }).click();
    await waitForNotice(page, /on the site/);
    const { edits } = await site.record(2);
    assert.deepEqual([edits.rating, edits.parent, edits.favourite], ['questionable', 1, true]);
    const names = ['blue_sky', 'cat', 'day', 'hat', 'last', 'long_hair', 'marisa'];
    assert.deepEqual(edits.add.map(({ name }) => name).toSorted(), names);
    await page.locator('.facts', { hasText: 'Questionable' }).waitFor();
    await page.getByRole('button', { name: 'Favourite', pressed: true }).waitFor();
    await page.keyboard.press('e');
    await page.locator('[data-suggested]').first().waitFor({ state: 'attached' });
    await page.keyboard.press('Escape');
  });
});

test('a post that was changed elsewhere shows both edits, and both are kept where one wishes', async () => {
  await site.open(
    'post/0/3.html#edit',
    async (page) => {
      await page.locator('.tag-input:focus').waitFor();
      const { revision } = await site.record(3);
      const theirs = { version: revision, add: ['theirs'], rating: 's' };
      assert.equal((await site.server.asScript('PATCH', '/api/posts/3', theirs)).status, 200);
      await page.keyboard.type('mine ');
      await page.keyboard.press('Control+Enter');
      await page.getByText('changed elsewhere').waitFor();
      await checkAccess(page, 'a conflict');
      assert.match(await page.locator('.editor-sides').innerText(), /\+mine[\s\S]*\+theirs/);
      await page.getByRole('button', { name: 'Save both' }).click();
      await waitForNotice(page, /on the site/);
      const { edits } = await site.record(3);
      assert.deepEqual(
        edits.add.map(({ name }) => name),
        ['cat', 'mine', 'theirs'],
      );
      assert.equal(edits.rating, 'sensitive');
    },
    { expected: /409/ },
  );
});

test('while the server is away an edit stays in the form, and is saved once it is back', async () => {
  await site.open(
    'post/0/4.html#edit',
    async (page) => {
      await page.locator('.tag-input:focus').waitFor();
      await page.route('**/api/posts/4', (route) => route.abort());
      await page.keyboard.type('patient ');
      await page.keyboard.press('Control+Enter');
      await page.getByText('The server is away').waitFor();
      await page.keyboard.press('Escape');
      await page.getByText('Leave without saving?').waitFor();
      await page.getByRole('button', { name: 'Keep editing' }).press('Enter');
      assert.ok((await tagsIn(page, '.chips')).includes('general:patient'));
      await page.unroute('**/api/posts/4');
      await page.keyboard.press('Control+Enter');
      await waitForNotice(page, /on the site/);
      assert.match(site.file('post/0/4.html'), /patient/);
    },
    { expected: /ERR_FAILED/ },
  );
});

test('who is not logged in is led to the login, and keeps what was written', async () => {
  await site.open(
    'post/0/5.html#edit',
    async (page) => {
      await page.getByRole('link', { name: 'Log in' }).waitFor();
      await page.locator('.tag-input').fill('nothing');
      await page.keyboard.press('Control+Enter');
      await page.getByRole('link', { name: 'Log in' }).waitFor();
      assert.ok((await tagsIn(page, '.chips')).includes('general:nothing'));
      const asked = page.waitForEvent('dialog');
      await page.evaluate(() => {
        setTimeout(() => location.assign('/index.html'));
      });
      const question = await asked;
      assert.equal(question.type(), 'beforeunload');
      await question.dismiss();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Discard' }).click();
      await page.locator('homebooru-tag-editor').waitFor({ state: 'detached' });
      assert.equal((await site.record(5)).edits.history.length, 1);
    },
    { isStranger: true, expected: /401/ },
  );
});

test('a copy on another host has no button and no key, but a line that says where editing works', async () => {
  const { site: folder } = site.server.sidecar.services;
  await using copy = await serveFolder(folder, '/copy/');
  const page = await site.browser.newPage();
  const scripts: string[] = [];
  page.on('request', (request) => scripts.push(request.url()));
  await page.goto(`${copy.address}post/0/5.html#edit`);
  await page.waitForSelector('html[data-ready=ok]', { state: 'attached' });
  await page.keyboard.press('e');
  assert.equal(await page.locator('[data-edit-button], [data-delete-button]').count(), 0);
  assert.match(await page.innerText('#tags'), /npm start/);
  assert.ok(!scripts.some((url) => /editing-|tag-editor-/.test(url)));
  await page.close();
});

const looks: readonly BrowserContextOptions[] = [
  { colorScheme: 'dark' },
  { colorScheme: 'light', viewport: { width: 390, height: 844 } },
];

for (const look of looks) {
  test(`the editor, ${look.colorScheme}, can be used by everybody, and nothing is cut off`, async () => {
    await site.open(
      'post/0/2.html#edit',
      async (page) => {
        await page.locator('.tag-input:focus').waitFor();
        await page.keyboard.type('new ');
        await page.keyboard.type('c');
        await page.locator('[role=option]').first().waitFor();
        await checkAccess(page, 'the editor');
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(width <= (look.viewport?.width ?? 1280), 'nothing to scroll sideways');
      },
      look,
    );
  });
}
