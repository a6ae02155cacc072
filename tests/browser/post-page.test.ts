import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { type DemoSite, openDemoSite, waitUntilReady } from './demo-site.ts';

let site: DemoSite;

before(async () => {
  site = await openDemoSite();
});

after(async () => {
  await site?.[Symbol.asyncDispose]();
});

async function numberOf(page: Page): Promise<number> {
  return Number(await page.getAttribute('[data-post]', 'data-post'));
}

for (const [place, name] of ['file://', 'a sub-path over http'].entries()) {
  const root = (): string => site.places[place]?.[1] ?? '';

  test(`previous and next follow the search that led to a post over ${name}`, async () => {
    await site.open(`${root()}post/0/21.html#q=no_humans`, async (page) => {
      const [, at, total] =
        /^(\d+) of (\d+)$/.exec((await page.textContent('[data-results-link]')) ?? '') ?? [];
      assert.ok(Number(at) > 1 && Number(total) > Number(at));
      await page.keyboard.press('d');
      await page.waitForURL(/#q=no_humans$/);
      await waitUntilReady(page);
      await page.waitForSelector('[data-results-link]:not([hidden])');
      assert.equal(await page.textContent('[data-results-link]'), `${Number(at) + 1} of ${total}`);
      assert.ok((await numberOf(page)) < 21);
    });
  });

  test(`tags show counts that the index knows, and steps into a search over ${name}`, async () => {
    await site.open(`${root()}post/0/21.html`, async (page) => {
      await page.waitForSelector('#tags .count');
      const row = page.locator('#tags li', { has: page.locator('[data-tag="landscape"]') });
      assert.equal(await row.locator('.count').textContent(), '10');
      await page.fill('input[data-search]', 'night');
      await row.locator('.tag-step').nth(1).click();
      await page.waitForURL(/search\.html\?q=night\+-landscape$/);
    });
  });

  test(`the picture is zoomed over the page and left again over ${name}`, async () => {
    await site.open(`${root()}post/0/21.html`, async (page) => {
      await page.locator('.picture a').click();
      await page.waitForSelector('.pswp--open img[src*="originals/"]');
      await page.keyboard.press('Escape');
      await page.waitForSelector('.pswp', { state: 'detached' });
    });
  });
}

test('tags are folded by their headings, and copied as searches have them', async () => {
  const options = { permissions: ['clipboard-read', 'clipboard-write'] };
  const work = async (page: Page): Promise<void> => {
    await page.waitForSelector('#tags .count');
    const copied = async (first: string, last: string): Promise<string> => {
      await page.evaluate(
        ([from, to]) => {
          const tag = (name = ''): Node =>
            document.querySelector(`#tags [data-tag="${name}"]`) as Node;
          getSelection()?.setBaseAndExtent(tag(from), 0, tag(to), 1);
        },
        [first, last],
      );
      await page.keyboard.press('Control+c');
      return page.evaluate(() => navigator.clipboard.readText());
    };
    assert.equal(await copied('blue_sky', 'blue_sky'), 'blue_sky');
    assert.equal(await copied('blue_sky', 'cloudy_sky'), 'blue_sky cloud cloudy_sky');
    const fold = page.locator('#tags .tag-fold', { hasText: 'General' });
    await fold.click();
    await page.reload();
    await waitUntilReady(page);
    assert.equal(await fold.getAttribute('aria-expanded'), 'false');
    assert.equal(await page.locator('#tags [data-tag=blue_sky]').isVisible(), false);
  };
  await site.open(`${site.address}post/0/21.html`, work, options);
});

test('the MD5 is copied by its button', async () => {
  const options = { permissions: ['clipboard-read', 'clipboard-write'] };
  const work = async (page: Page): Promise<void> => {
    await page.getByRole('button', { name: 'Copy the MD5' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(copied, /^[0-9a-f]{32}$/);
    assert.equal(copied, await page.locator('.facts code').first().textContent());
  };
  await site.open(`${site.address}post/0/21.html`, work, options);
});

test('the size of the picture is chosen and remembered', async () => {
  await site.open(`${site.address}post/0/21.html`, async (page) => {
    const image = page.locator('.picture img');
    await page.keyboard.press('z');
    assert.equal(await page.getAttribute('.picture', 'data-fit'), 'width');
    await page.keyboard.press('z');
    await page.waitForFunction(
      () => document.querySelector<HTMLImageElement>('.picture img')?.naturalWidth === 1400,
    );
    assert.equal((await image.boundingBox())?.width, 1400);
    await page.reload();
    await waitUntilReady(page);
    assert.equal(await page.getAttribute('.picture', 'data-fit'), 'full');
  });
});

test('what moves can be held, and stands still for those who want it calm', async () => {
  const animated = await animatedPost();
  await site.open(animated, async (page) => {
    const source = (): Promise<string | null> => page.getAttribute('.picture img', 'src');
    assert.match((await source()) ?? '', /previews/);
    await page.locator('[data-pause-button]').click();
    assert.match((await source()) ?? '', /thumbs/);
    await page.keyboard.press('Tab');
    await page.locator('h1').click();
    await page.keyboard.press(' ');
    assert.match((await source()) ?? '', /previews/);
  });
  await site.open(
    animated,
    async (page) => {
      assert.match((await page.getAttribute('.picture img', 'src')) ?? '', /thumbs/);
      const button = page.locator('[data-pause-button]');
      assert.equal(await button.textContent(), 'Play');
      assert.equal(await button.locator('.while-paused').isVisible(), true);
      assert.equal(await button.locator('.while-playing').isVisible(), false);
    },
    { reducedMotion: 'reduce' },
  );
});

async function animatedPost(): Promise<string> {
  let address = '';
  await site.open(`${site.address}search.html?q=is:animated`, async (page) => {
    address = await page
      .locator('a.tile')
      .first()
      .evaluate((link) => (link as HTMLAnchorElement).href);
  });
  return address;
}

test('the family is shown above the picture, what the visitor blurs is not; keys lead to it, to what is known, and home', async () => {
  await site.open(`${site.address}post/0/18.html`, async (page) => {
    assert.equal(await page.locator('[data-family-thumbs] img').count(), 3);
    assert.equal(await page.textContent('[data-family-link]'), '3 children');
    await page.keyboard.press('i');
    assert.equal(await page.locator('#facts').isVisible(), false);
    await page.keyboard.press('i');
    assert.equal(await page.locator('#facts').isVisible(), true);
    await page.keyboard.press('c');
    await page.waitForURL(/post\/0\/19\.html/);
    await waitUntilReady(page);
    await page.evaluate(() =>
      localStorage.setItem('homebooru.settings', '{"ratings":{"g":"blur"}}'),
    );
    await page.reload();
    await waitUntilReady(page);
    assert.equal(await page.textContent('[data-family-link]'), 'Parent');
    assert.equal(await page.locator('[data-family-thumbs] a, [data-family] img').count(), 0);
    assert.equal(await page.locator('[data-family] a[data-veiled]').count(), 1);
    await page.keyboard.press('g');
    await page.keyboard.press('h');
    await page.waitForURL(/index\.html/);
  });
});

test('a swipe over the picture goes to the neighbours', async () => {
  await site.open(
    `${site.address}post/0/21.html`,
    async (page) => {
      await page.evaluate(() => {
        const picture = document.querySelector('[data-picture]');
        const touch = (clientX: number): Touch =>
          new Touch({ identifier: 1, target: picture as Element, clientX, clientY: 200 });
        picture?.dispatchEvent(new TouchEvent('touchstart', { touches: [touch(300)] }));
        picture?.dispatchEvent(new TouchEvent('touchend', { changedTouches: [touch(80)] }));
      });
      await page.waitForURL(/post\/0\/22\.html/);
    },
    { hasTouch: true, viewport: { width: 390, height: 844 } },
  );
});

test('where the picture or its original is gone, the page says so and keeps what it knows', async () => {
  const context = await site.browser.newContext();
  const page = await context.newPage();
  await page.route(/\/(previews|originals)\/0\/21\./, (route) => route.abort());
  await page.goto(`${site.address}post/0/21.html`);
  await waitUntilReady(page);
  const notice = page.getByRole('alert').filter({ hasText: 'is not there' });
  assert.match(
    (await notice.textContent()) ?? '',
    /^The picture is not there.*are kept.*Try again$/,
  );
  await page.unroute(/\/(previews|originals)\/0\/21\./);
  await page.route(/\/originals\/0\/21\./, (route) => route.abort());
  await notice.getByRole('button', { name: 'Try again' }).click();
  await page.waitForFunction(
    () => (document.querySelector<HTMLImageElement>('.picture img')?.naturalWidth ?? 0) > 0,
  );
  assert.equal(await notice.count(), 0);
  await page.keyboard.press('z');
  await notice.waitFor();
  assert.match((await notice.textContent()) ?? '', /^The original is not there/);
  await page.waitForFunction(
    () => (document.querySelector<HTMLImageElement>('.picture img')?.naturalWidth ?? 0) > 0,
  );
  assert.match((await page.getAttribute('.picture img', 'src')) ?? '', /previews/);
  await context.close();
});

test('on paper a post is one page: its picture, its tags, and whole addresses', async () => {
  await site.open(`${site.address}post/0/9.html`, async (page) => {
    await page.waitForSelector('#tags .count', { state: 'attached' });
    const paper = (await page.pdf({ format: 'A4' })).toString('latin1');
    assert.equal(paper.match(/\/Type\s*\/Page\b/g)?.length, 1);
    await page.emulateMedia({ media: 'print' });
    const seen = await page.locator('body').innerText();
    assert.match(seen, /Danbooru #9101305[\s\S]*MD5/);
    assert.doesNotMatch(seen, /Previous|Full screen|Related|Download|Search/);
    const outward = page.locator('.facts a[href^="http"]').first();
    const shown = outward.evaluate((link) => getComputedStyle(link, '::after').content);
    assert.match(await shown, /https:\/\/danbooru/);
  });
});
