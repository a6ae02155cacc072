import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type DemoSite, openDemoSite, waitUntilReady } from './demo-site.ts';
import { onPageError } from './page-errors.ts';

let site: DemoSite;

before(async () => {
  site = await openDemoSite();
});

after(async () => {
  await site?.[Symbol.asyncDispose]();
});

for (const [place, name] of ['file://', 'a sub-path over http'].entries()) {
  const root = (): string => site.places[place]?.[1] ?? '';

  test(`a key is chosen, works, and can be switched off with all others, over ${name}`, async () => {
    await site.open(`${root()}post/0/21.html`, async (page) => {
      await page.keyboard.press('?');
      const field = page.getByLabel('Next', { exact: true });
      await field.fill('n');
      await page.keyboard.press('Tab');
      await page.getByRole('button', { name: 'Close' }).click();
      await page.keyboard.press('n');
      await page.waitForURL(/post\/0\/22\.html/);
      await waitUntilReady(page);
      await page.keyboard.press('?');
      await page.getByLabel('Set of keys').selectOption('off');
      await page.getByRole('button', { name: 'Close' }).click();
      await page.keyboard.press('n');
      await page.keyboard.press('?');
      await page.waitForTimeout(300);
      assert.match(page.url(), /post\/0\/22\.html/);
      assert.equal(await page.locator('dialog[open]').count(), 0);
    });
  });

  test(`a rating that is hidden in the settings is gone from the results, over ${name}`, async () => {
    await site.open(`${root()}search.html?q=`, async (page) => {
      const total = (): Promise<string | null> =>
        page.getAttribute('[data-result-count]', 'data-result-count');
      const all = Number(await total());
      await page.locator('[data-settings-button]').click();
      await page.locator('[data-rating-wish=g]').selectOption('hide');
      await page.getByRole('button', { name: 'Close' }).click();
      await page.waitForFunction(
        (before) =>
          Number(
            document.querySelector<HTMLElement>('[data-result-count]')?.dataset['resultCount'] ||
              before,
          ) < before,
        all,
      );
      const hidden = page.getByText(/[1-9]\d* hidden by your settings/);
      assert.equal(
        Number.parseInt((await hidden.textContent()) ?? '', 10),
        all - Number(await total()),
      );
      await page.getByRole('button', { name: 'Show', exact: true }).click();
      await page.getByRole('button', { name: 'Hide again' }).waitFor();
      await page.locator(`[data-result-count="${all}"]`).waitFor();
      await page.locator('a.tile[data-number="40"]').click();
      await page.waitForURL(/post\/0\/40\.html/);
      await page.goBack();
      await page.getByRole('button', { name: 'Hide again' }).click();
      await hidden.waitFor();
      assert.ok(Number(await total()) < all);
    });
  });

  test(`where all is hidden, it is said, and shown by a button, over ${name}`, async () => {
    await site.open(`${root()}search.html?q=rating:g+sky`, async (page) => {
      await page.evaluate(() => {
        const ratings = { g: 'hide', s: 'hide', q: 'hide' };
        const settings = { ratings, blacklist: 'rating:none' };
        localStorage.setItem('homebooru.settings', JSON.stringify(settings));
      });
      for (const address of ['search.html?q=rating:g+sky', 'index.html']) {
        await page.goto(root() + address);
        await waitUntilReady(page);
        assert.equal(await page.locator('a.tile:visible').count(), 0);
        assert.match(await page.locator('main').innerText(), /All .* are hidden by your settings/);
        assert.doesNotMatch(await page.locator('main').innerText(), /Nothing has all/);
        await page.getByRole('button', { name: 'Show', exact: true }).click();
        await page.locator('a.tile:visible img').first().waitFor();
      }
    });
  });

  test(`the slideshow goes on by itself and by keys, and stops when it is closed, over ${name}`, async () => {
    await site.open(`${root()}search.html?q=sky`, async (page) => {
      await page.evaluate(() => localStorage.setItem('homebooru.settings', '{"interval":1}'));
      await page.reload();
      await waitUntilReady(page);
      await page.locator('[data-slideshow-button]').click();
      const here = page.locator('.slideshow-place');
      await page.waitForFunction(() =>
        /^2 of/.test(document.querySelector('.slideshow-place')?.textContent ?? ''),
      );
      await page.getByRole('button', { name: 'Pause' }).click();
      await page.keyboard.press('ArrowRight');
      await here.filter({ hasText: /^[34] of/ }).waitFor();
      const said = (await page.locator('.slideshow [role=status]').textContent()) ?? '';
      assert.match(said, /^[34] of \d+: .*\w/);
      await page.keyboard.press('Escape');
      await page.locator('dialog.slideshow').waitFor({ state: 'detached' });
    });
  });
}

test('settings are taken along as a file; what is no such file changes nothing', async () => {
  await site.open(`${site.address}index.html`, async (page) => {
    const open = async (): Promise<void> => {
      await page.locator('[data-settings-button]').click();
      await page.locator('dialog.settings[open]').waitFor();
    };
    await open();
    await page.getByLabel('Blacklist').fill('spider');
    await page.getByLabel('Set of keys').selectOption('danbooru');
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Save as a file' }).click();
    const download = await downloading;
    assert.equal(download.suggestedFilename(), 'homebooru-settings.json');
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk);
    const kept = Buffer.concat(chunks).toString();
    const load = async (text: string): Promise<void> => {
      const file = { name: 'x.json', mimeType: 'application/json', buffer: Buffer.from(text) };
      await page.getByLabel('Read a file').setInputFiles(file);
    };
    for (const other of ['no JSON', '[]', '{"name":"x","keys":"off"}']) {
      await load(other);
      await page.getByText('These are no settings').waitFor();
      assert.equal(await page.getByLabel('Set of keys').inputValue(), 'danbooru');
    }
    await page.getByLabel('Set of keys').selectOption('off');
    await load(kept);
    await page.waitForURL(/index\.html/, { waitUntil: 'load' });
    await page.waitForFunction(
      () => JSON.parse(localStorage.getItem('homebooru.settings') ?? '{}').keys === 'danbooru',
    );
    await page.locator('dialog.settings').waitFor({ state: 'detached' });
    await waitUntilReady(page);
    await open();
    assert.equal(await page.getByLabel('Blacklist').inputValue(), 'spider');
  });
});

test('where the browser keeps nothing, pages work all the same and say so in the settings', async () => {
  const context = await site.browser.newContext();
  await context.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, {
        get: () => {
          throw new DOMException('no storage', 'SecurityError');
        },
      });
    }
  });
  const page = await context.newPage();
  const faults: string[] = [];
  onPageError(page, ({ message }) => faults.push(message));
  for (const address of ['index.html', 'search.html?q=sky', 'post/0/21.html', 'tags.html']) {
    await page.goto(site.address + address);
    await waitUntilReady(page);
    assert.equal(await page.getAttribute('html', 'data-ready'), 'ok', address);
  }
  await page.locator('[data-theme-toggle]').click();
  assert.equal(await page.getAttribute('html', 'data-theme'), 'light');
  await page.locator('input[data-search]').fill('sk');
  await page.getByRole('option').first().waitFor();
  await page.locator('[data-settings-button]').click();
  await page.getByText('This browser keeps nothing').waitFor();
  await page.getByRole('button', { name: 'Close' }).click();
  assert.deepEqual(faults, []);
  await context.close();
});

test('Back shows what was left before anything of the index has come, unless it is blurred now', async () => {
  await site.open(`${site.address}search.html?q=-night`, async (page) => {
    const tile = page.locator('a.tile[data-number="7"]');
    await tile.scrollIntoViewIfNeeded();
    const top = async (): Promise<number> => (await tile.boundingBox())?.y ?? Number.NaN;
    const before = await top();
    await tile.click();
    await page.waitForURL(/post\/0\/7\.html/);
    await waitUntilReady(page);
    const { promise, resolve } = Promise.withResolvers<void>();
    await page.route('**/data/**', (route) => promise.then(() => route.continue()));
    await page.goBack({ waitUntil: 'commit' });
    await page.locator('a.tile[data-number="7"]:focus').waitFor();
    assert.ok(Math.abs((await top()) - before) <= 2);
    assert.equal(await page.locator('html[data-ready]').count(), 0);
    resolve();
    await waitUntilReady(page);
    assert.equal(await page.locator('a.tile[data-number="7"]:focus').count(), 1);
    assert.ok(Math.abs((await top()) - before) <= 2);

    await tile.click();
    await page.waitForURL(/post\/0\/7\.html/);
    await page.evaluate(() =>
      localStorage.setItem('homebooru.settings', '{"ratings":{"g":"blur"}}'),
    );
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goBack();
    await page.locator('a.tile[data-number="7"][data-veiled]').waitFor();
    assert.deepEqual(
      asked.filter((url) => url.endsWith('thumbs/0/7.webp')),
      [],
    );
  });
});

test('Back shows the endless part of the home page before anything of the index has come', async () => {
  await using long = await openDemoSite(['site:', '  pageSize: 10']);
  await long.open(`${long.address}index.html`, async (page) => {
    const tile = page.locator('.chunk a.tile[data-number="7"]');
    for (let step = 0; step < 60 && !(await tile.isVisible()); step++) {
      await page.mouse.wheel(0, 600);
      await page.waitForTimeout(50);
    }
    await tile.scrollIntoViewIfNeeded();
    const before = await tile.boundingBox();
    await tile.click();
    await page.waitForURL(/post\/0\/7\.html/);
    await waitUntilReady(page);
    const { promise, resolve } = Promise.withResolvers<void>();
    await page.route('**/data/**', (route) => promise.then(() => route.continue()));
    await page.goBack({ waitUntil: 'commit' });
    await page.locator('.chunk a.tile[data-number="7"]:focus').waitFor();
    const after = await tile.boundingBox();
    assert.ok(Math.abs((before?.y ?? 0) - (after?.y ?? 99)) <= 2);
    resolve();
    await waitUntilReady(page);
    assert.ok(await tile.isVisible());
  });
});
