import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { until } from '../fixtures/until.ts';
import { type DemoSite, openDemoSite } from './demo-site.ts';

let site: DemoSite;

before(async () => {
  // Several pages of results are near the window.
  site = await openDemoSite(['site:', '  pageSize: 20']);
});

after(async () => {
  await site?.[Symbol.asyncDispose]();
});

/** Opens a page on a phone whose pictures do not come before they are let through; tells which posts' were asked for. */
async function withHeldPictures(
  address: string,
  work: (page: Page, asked: ReadonlySet<number>, letThrough: () => void) => Promise<void>,
  viewport = { width: 390, height: 844 },
  settings = '{}',
): Promise<void> {
  const context = await site.browser.newContext({ viewport });
  await context.addInitScript((text) => {
    localStorage.setItem('homebooru.settings', text);
  }, settings);
  const page = await context.newPage();
  const asked = new Set<number>();
  const { promise: held, resolve: letThrough } = Promise.withResolvers<void>();
  await page.route(/\/(thumbs|previews)\//, async (route) => {
    asked.add(Number(/(\d+)\.webp/.exec(route.request().url())?.[1]));
    await held;
    await route.continue();
  });
  await page.goto(site.address + address, { waitUntil: 'commit' });
  // A gallery goes on only when its pictures have come.
  await page.waitForSelector('[data-toolbar=ready]', { state: 'attached' });
  await work(page, asked, letThrough);
  letThrough();
  await context.close();
}

/** The posts whose tiles begin in view, or at most so many pixels below it. */
function tilesOf(page: Page, below = 0): Promise<readonly number[]> {
  return page.$$eval(
    'a.tile',
    (tiles, far) =>
      tiles
        .filter((tile) => {
          const { top, bottom } = tile.getBoundingClientRect();
          return bottom > 0 && top < innerHeight + far;
        })
        .map((tile) => Number(tile.getAttribute('data-number'))),
    below,
  );
}

/** Pixels below the view within which a browser loads pictures that are loaded lazily: 1,250 in Chromium, more on slow lines. */
const nearby = 1000;

function untilAsked(asked: ReadonlySet<number>, numbers: readonly number[]): Promise<void> {
  return until(() => numbers.every((number) => asked.has(number)), 30);
}

for (const address of ['index.html', 'search.html?q=']) {
  test(`on a phone the pictures in view are loaded before those below them: ${address}`, async () => {
    await withHeldPictures(address, async (page, asked, letThrough) => {
      await page.waitForFunction(() => document.querySelectorAll('a.tile img').length >= 20);
      const inView = await tilesOf(page);
      assert.ok(inView.length >= 8, String(inView));
      await untilAsked(asked, inView);
      assert.ok(asked.size <= 16, String([...asked]));
      // Nothing stays behind once they have come.
      letThrough();
      await until(async () => (await tilesOf(page, nearby)).length >= inView.length + 8, 30);
      const near = await tilesOf(page, nearby);
      await untilAsked(asked, near);
    });
  });
}

for (const [width, height, address] of [
  [390, 500, 'search.html?q='],
  [390, 844, 'search.html?q='],
  [1024, 500, 'search.html?q='],
  [390, 500, 'search.html?q=&p=2'],
] as const) {
  test(`of results those in view are loaded first, and no others: ${address}, ${width} x ${height}`, async () => {
    await withHeldPictures(
      address,
      async (page, asked, letThrough) => {
        await page.waitForFunction(() => document.querySelectorAll('a.tile img').length >= 20);
        const inView = await tilesOf(page);
        await untilAsked(asked, inView);
        // Others would be asked for within this time.
        await page.waitForTimeout(300);
        assert.deepEqual([...asked].toSorted(ascending), inView.toSorted(ascending));
        assert.equal(await page.locator('.badge').count(), 0);
        letThrough();
        await page.locator('.badge').first().waitFor();
        await untilAsked(asked, await tilesOf(page, nearby));
        assert.equal(await page.locator('.held').count(), 0);
      },
      { width, height },
    );
  });
}

test('who has settings that filter has a first view too', async () => {
  for (const settings of ['{"ratings":{"g":"show"}}', '{"blacklist":"nothing_has_this"}']) {
    await withHeldPictures(
      'index.html',
      async (page, asked) => {
        await page.waitForSelector('html[data-filter=done]', { state: 'attached' });
        const inView = await tilesOf(page);
        await untilAsked(asked, inView);
        // The rest would be asked for within this time.
        await page.waitForTimeout(500);
        assert.ok(asked.size <= 12, String([...asked]));
        assert.equal(await page.locator('html[data-view=first]').count(), 1);
      },
      { width: 390, height: 500 },
      settings,
    );
  }
});

const ascending = (a: number, b: number): number => a - b;

test('what makes a gallery endless shares no line with the pictures in view, unless it is needed', async () => {
  await withHeldPictures('index.html', async (page, _asked, letThrough) => {
    let isAskedFor = false;
    page.on('request', (request) => {
      isAskedFor ||= request.url().includes('/assets/endless-');
    });
    // It would be asked for within this time.
    await page.waitForTimeout(500);
    const isThere = await page.evaluate(() => 'homebooruEndless' in globalThis);
    assert.deepEqual([isAskedFor, isThere], [false, false]);
    letThrough();
    await page.waitForSelector('html[data-ready=ok]', { state: 'attached' });
    assert.equal(isAskedFor, true);
  });
  await withHeldPictures('index.html', async (page) => {
    await page.mouse.wheel(0, 900);
    await page.waitForSelector('html[data-ready=ok]', { state: 'attached' });
    assert.ok((await page.locator('.chunk a.tile').count()) > 0);
  });
});

test('a page that nothing follows is whole without it', async () => {
  await site.open(`${site.address}page/1.html`, async (page) => {
    assert.equal(await page.locator('[data-page-after]').count(), 0);
    assert.equal(await page.evaluate(() => 'homebooruEndless' in globalThis), false);
    assert.equal(await page.getAttribute('html', 'data-ready'), 'ok');
  });
});

test('who has the focus in the last row keeps it when the gallery goes on', async () => {
  await withHeldPictures('index.html', async (page, _asked, letThrough) => {
    const last = page.locator('.grid a.tile').last();
    await page.setViewportSize({ width: 390, height: 4000 });
    await last.focus();
    const number = await last.getAttribute('data-number');
    letThrough();
    await page.waitForSelector('html[data-ready=ok]', { state: 'attached' });
    assert.equal(
      await page.evaluate(() => document.activeElement?.getAttribute('data-number')),
      number,
    );
  });
});

test('a part that stays away holds no other one up', async () => {
  await site.open(`${site.address}index.html`, async (page) => {
    await page.route(/\/assets\/endless-/, () => {});
    const asked = page.waitForRequest(/\/assets\/endless-/);
    await page.reload({ waitUntil: 'commit' });
    await asked;
    await page.locator('[data-core] [data-settings-button]').click();
    await page.locator('dialog[open]').waitFor();
    assert.equal(await page.evaluate(() => 'homebooruEndless' in globalThis), false);
  });
});

test('who scrolls before the first pictures have come is shown the others', async () => {
  await withHeldPictures('index.html', async (page, asked) => {
    await page.mouse.wheel(0, 900);
    await until(() => page.evaluate(() => scrollY > 0), 30);
    await untilAsked(asked, await tilesOf(page, nearby));
  });
});

const isPreview = (kind: string): boolean => kind === 'previews';

test('on a dense screen results are as sharp as the home page, and what moves stays small', async () => {
  for (const address of ['index.html', 'search.html?q=']) {
    await site.open(
      site.address + address,
      async (page) => {
        const shown = (): Promise<readonly string[]> =>
          page.$$eval('a.tile', (tiles) =>
            tiles.map((tile) => {
              const isMoving = tile.querySelector('.badge-animated') !== null;
              const src = tile.querySelector('img')?.currentSrc ?? '';
              return `${isMoving ? 'moving ' : ''}${/previews|thumbs/.exec(src)?.[0]}`;
            }),
          );
        await page.locator('.badge-animated').first().scrollIntoViewIfNeeded();
        await until(async () => {
          const all = await shown();
          return all.includes('moving thumbs') && all.filter(isPreview).length >= 15;
        }, 30);
        const all = await shown();
        assert.ok(!all.includes('moving previews'), String(all));
      },
      { deviceScaleFactor: 2 },
    );
  }
});

test('what is clicked while selecting is still on its way is selected, not opened', async () => {
  await site.open(`${site.address}search.html?q=`, async (page) => {
    const { promise: held, resolve: letThrough } = Promise.withResolvers<void>();
    await page.route(/\/assets\/selection-/, async (route) => {
      await held;
      await route.continue();
    });
    await page.getByRole('button', { name: 'Select', exact: true }).click();
    await page.locator('a.tile').first().click();
    letThrough();
    await page.getByText('1 selected').waitFor();
    assert.match(page.url(), /search\.html/);
  });
});
