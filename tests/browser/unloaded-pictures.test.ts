import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { type DemoSite, openDemoSite, waitUntilReady } from './demo-site.ts';
import { numbersOn, scrollToEnd } from './gallery-page.ts';

let site: DemoSite;

before(async () => {
  site = await openDemoSite(['site:', '  pageSize: 10', '  blur: [s]']);
});

after(async () => {
  await site?.[Symbol.asyncDispose]();
});

/** Which pictures a page asks for while `work` is done. */
async function pictureRequests(
  settings: string,
  address: string,
  work: (page: Page) => Promise<void>,
): Promise<readonly string[]> {
  const context = await site.browser.newContext();
  await context.addInitScript((text) => {
    localStorage.setItem('homebooru.settings', text);
  }, settings);
  const page = await context.newPage();
  const asked: string[] = [];
  page.on('request', (request) => {
    const [, number] = /(?:thumbs|previews|originals)\/0\/(\d+)\./.exec(request.url()) ?? [];
    if (number !== undefined) asked.push(number);
  });
  await page.goto(address);
  await waitUntilReady(page);
  await scrollToEnd(page);
  await page.waitForLoadState('networkidle');
  await work(page);
  await context.close();
  return asked;
}

test('what the site blurs and the visitor wants to see is not loaded where his blacklist finds it', async () => {
  for (const [blacklist, isLoaded] of [
    ['nothing_has_this', true],
    ['rating:s', false],
  ] as const) {
    const settings = JSON.stringify({ ratings: { s: 'show' }, blacklist });
    const home = `${site.address}index.html`;
    const sensitive: string[] = [];
    const asked = await pictureRequests(settings, home, async (page) => {
      sensitive.push(
        ...(await page.$$eval('.grid > li[data-rating=s] > a.tile', (tiles) =>
          tiles.map((tile) => tile.getAttribute('data-number') ?? ''),
        )),
      );
    });
    assert.ok(sensitive.length > 0);
    assert.deepEqual(
      sensitive.map((number) => asked.includes(number)),
      sensitive.map(() => isLoaded),
      blacklist,
    );
  }
});

test('who wants to see one rating and hides another is not shown the other', async () => {
  const settings = '{"ratings":{"s":"show","g":"hide"}}';
  const shown: string[] = [];
  const asked = await pictureRequests(settings, `${site.address}index.html`, async (page) => {
    shown.push(
      ...(await page.$$eval('li:not([hidden]) > a.tile', (tiles) =>
        tiles.map((tile) => tile.getAttribute('data-number') ?? ''),
      )),
    );
  });
  const hidden: string[] = [];
  await site.open(`${site.address}search.html?q=rating:g`, async (page) => {
    hidden.push(...(await numbersOn(page)).map(String));
  });
  assert.ok(hidden.length > 5 && shown.length > 0);
  assert.deepEqual(
    hidden.filter((number) => shown.includes(number) || asked.includes(number)),
    [],
  );
});

test('what the visitor’s blacklist finds is neither shown nor loaded', async () => {
  const settings = '{"blacklist":"cat or id:43"}';
  for (const address of ['index.html', 'page/5.html', 'search.html?q=']) {
    const shown: number[] = [];
    const asked = await pictureRequests(settings, site.address + address, async (page) => {
      shown.push(
        ...(await page.$$eval('li:not([hidden]) > a.tile', (tiles) =>
          tiles.map((tile) => Number(tile.getAttribute('data-number'))),
        )),
      );
    });
    const cats = await catNumbers();
    assert.ok(cats.length > 2 && shown.length > 5);
    assert.deepEqual(
      [43, ...cats].filter((number) => shown.includes(number) || asked.includes(String(number))),
      [],
      address,
    );
  }
});

async function catNumbers(): Promise<readonly number[]> {
  let numbers: readonly number[] = [];
  await site.open(`${site.address}search.html?q=cat`, async (page) => {
    numbers = await numbersOn(page);
  });
  return numbers;
}

test('a rating that the site blurs is not loaded: the first click shows it, the second opens it', async () => {
  let veiled = '';
  const asked = await pictureRequests('{}', `${site.address}index.html`, async (page) => {
    const tile = page.locator('a.tile[data-veiled]').first();
    veiled = (await tile.getAttribute('data-number')) ?? '';
    assert.match((await tile.textContent()) ?? '', /Sensitive/);
  });
  assert.ok(!asked.includes(veiled));
  const found = await pictureRequests(
    '{}',
    `${site.address}search.html?q=rating:s`,
    async (page) => {
      const tile = page.locator(`li:has(> a.tile[data-number="${veiled}"])`);
      const address = `${site.address}blurs/0/${veiled}.png`;
      await tile.scrollIntoViewIfNeeded();
      assert.equal(
        await tile.evaluate((item) => getComputedStyle(item).backgroundImage),
        `url("${address}")`,
      );
      // What the policy or the host would not give is no picture.
      const width = await page.evaluate(async (source) => {
        const image = new Image();
        image.src = source;
        await image.decode();
        return image.naturalWidth;
      }, address);
      assert.ok(width > 10, String(width));
    },
  );
  assert.ok(!found.includes(veiled));
  const later = await pictureRequests('{}', `${site.address}index.html`, async (page) => {
    const tile = page.locator(`a.tile[data-number="${veiled}"]`);
    await tile.click();
    await page.waitForFunction(
      (number) =>
        (document.querySelector<HTMLImageElement>(`a.tile[data-number="${number}"] img`)
          ?.naturalWidth ?? 0) > 0,
      veiled,
    );
    await tile.click();
    await page.waitForURL(new RegExp(`post/0/${veiled}\\.html`));
    await waitUntilReady(page);
    assert.equal(await page.locator('.picture.blurred').count(), 1);
  });
  assert.ok(later.includes(veiled));
});

test('on a phone the ways to other posts stand on their bar, also where the picture is blurred', async () => {
  const phone = { viewport: { width: 390, height: 844 } };
  await site.open(
    `${site.address}search.html?q=rating:s`,
    async (page) => {
      const [number = 0] = await numbersOn(page);
      await page.goto(`${site.address}post/0/${number}.html`);
      await waitUntilReady(page);
      assert.equal(await page.locator('.picture-bar').isVisible(), true);
      assert.equal(await page.locator('.picture-bar [data-zoom-button]').isVisible(), false);
    },
    phone,
  );
});

test('the picture of a post that the site blurs is shown by a button, which keys reach too', async () => {
  await site.open(`${site.address}search.html?q=rating:s`, async (page) => {
    const [number = 0] = await numbersOn(page);
    await page.goto(`${site.address}post/0/${number}.html`);
    await waitUntilReady(page);
    const button = page.getByRole('button', { name: 'Sensitive: show' });
    await button.focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(
      () => (document.querySelector<HTMLImageElement>('.picture img')?.naturalWidth ?? 0) > 0,
    );
    assert.equal(await button.count(), 0);
    // The focus is on what came in its place.
    assert.equal(
      await page.evaluate(() => document.activeElement?.matches('.picture > a[data-original]')),
      true,
    );
  });
});
