import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type DemoSite, openDemoSite, waitUntilReady } from './demo-site.ts';
import { numbersOn, scrollToEnd } from './gallery-page.ts';

let site: DemoSite;

before(async () => {
  site = await openDemoSite(['site:', '  pageSize: 10', '  blur: [s]']);
});

after(async () => {
  await site?.[Symbol.asyncDispose]();
});

for (const [place, name] of ['file://', 'a sub-path over http'].entries()) {
  const root = (): string => site.places[place]?.[1] ?? '';

  test(`the gallery goes on to its last post, each once and in order, over ${name}`, async () => {
    await site.open(`${root()}index.html`, async (page) => {
      await scrollToEnd(page);
      await page.waitForSelector('a.tile[data-number="1"]');
      const numbers = await numbersOn(page);
      assert.deepEqual(
        numbers,
        Array.from({ length: 43 }, (_, at) => 43 - at),
      );
    });
  });

  test(`Back finds the tile in its place, with the focus, over ${name}`, async () => {
    await site.open(`${root()}search.html?q=-night`, async (page) => {
      await scrollToEnd(page);
      const tile = page.locator('a.tile[data-number="7"]');
      await tile.scrollIntoViewIfNeeded();
      const before = await tile.boundingBox();
      await tile.click();
      await page.waitForURL(/post\/0\/7\.html/);
      await waitUntilReady(page);
      await page.goBack();
      await waitUntilReady(page);
      await page.waitForFunction(() => document.activeElement?.getAttribute('data-number') === '7');
      const after = await tile.boundingBox();
      assert.ok(Math.abs((before?.y ?? 0) - (after?.y ?? 99)) <= 2, `${before?.y} ${after?.y}`);
    });
  });
}

test('the address names the page that is in view, and leads there', async () => {
  await site.open(`${site.address}search.html?q=`, async (page) => {
    await scrollToEnd(page);
    await page.waitForURL(/[?&]p=[345]/);
    const [, wished] = /p=(\d)/.exec(page.url()) ?? [];
    await page.reload();
    await waitUntilReady(page);
    assert.ok((await page.evaluate(() => scrollY)) > 300);
    const here = page.locator('[data-pager] .pager-here').first();
    assert.equal(await here.textContent(), wished);
  });
});

test('a page is gone to by its number', async () => {
  await site.open(`${site.address}search.html?q=`, async (page) => {
    const field = page.getByLabel('Go to page');
    await field.fill('6');
    await field.press('Enter');
    assert.equal(
      await field.evaluate((input) => (input as HTMLInputElement).validity.valid),
      false,
    );
    await field.fill('2');
    await field.press('Enter');
    await page.waitForURL(/q=&p=2$/);
    await waitUntilReady(page);
    const here = page.locator('[data-pager] .pager-here').first();
    await here.filter({ hasText: /^2$/ }).waitFor();
  });
});

test('arrow keys go from tile to tile, and Tab passes them in one step', async () => {
  await site.open(`${site.address}index.html`, async (page) => {
    await page.locator('a.tile').first().focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    const focused = (): Promise<string | null | undefined> =>
      page.evaluate(() => document.activeElement?.getAttribute('data-number'));
    assert.equal(await focused(), '41');
    await page.keyboard.press('ArrowDown');
    const below = Number(await focused());
    assert.ok(below < 41);
    await page.keyboard.press('ArrowUp');
    assert.ok(Number(await focused()) > below);
    assert.equal(await page.locator('a.tile[tabindex="0"]').count(), 1);
    await page.keyboard.press('Enter');
    await page.waitForURL(/post\/0\//);
  });
});

test('rows are as high as the visitor chose, on the next page too', async () => {
  await site.open(`${site.address}search.html?q=`, async (page) => {
    const height = (): Promise<number | undefined> =>
      page
        .locator('a.tile')
        .first()
        .boundingBox()
        .then((box) => box?.height);
    const medium = (await height()) ?? 0;
    await page.locator('[data-row-height=l]').click();
    const large = (await height()) ?? 0;
    assert.ok(large > medium * 1.2);
    await page.reload();
    await waitUntilReady(page);
    assert.equal(await height(), large);
  });
});

test('the words of a search are tokens that can be taken out', async () => {
  await site.open(`${site.address}search.html?q=no_humans+-night`, async (page) => {
    assert.deepEqual(await page.locator('[data-tokens] li > span').allTextContents(), [
      'no humans',
      '-night',
    ]);
    await page.waitForSelector('[data-tokens] li:nth-child(2) > [data-category=general]');
    await page.getByRole('link', { name: 'Search without -night' }).click();
    await page.waitForURL(/\?q=no_humans$/);
  });
});

test('the order is called what it is', async () => {
  for (const [query, name, value] of [
    ['similar:7', 'Most alike', ''],
    ['similar:7+order:new', 'Newest', 'new'],
    ['no_humans', 'Newest', ''],
    ['no_humans+order:random:4f2', 'Random (4f2)', 'random:4f2'],
  ] as const) {
    await site.open(`${site.address}search.html?q=${query}`, async (page) => {
      const select = page.locator('[data-order]');
      assert.equal(await select.inputValue(), value);
      assert.equal(await select.locator('option:checked').textContent(), name);
    });
  }
});
