import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type DemoSite, openDemoSite } from './demo-site.ts';

let site: DemoSite;

before(async () => {
  site = await openDemoSite();
});

after(async () => {
  await site?.[Symbol.asyncDispose]();
});

const _post = 'post/0/18.html';

/** What would move on the page, now or when something changes. */
function movingParts(): readonly string[] {
  return [...document.querySelectorAll('*')].flatMap((item) =>
    ['', '::before', '::after']
      .filter((part) => {
        const { transitionDuration, animationName } = getComputedStyle(item, part || undefined);
        return /[1-9]/.test(transitionDuration) || animationName !== 'none';
      })
      .map((part) => `${item.localName}.${item.className}${part}`),
  );
}

test('where motion is not wanted nothing moves', async () => {
  await site.open(
    `${site.address}index.html`,
    async (page) => {
      await page.locator('a.tile').first().focus();
      await page.keyboard.press(' ');
      await page.waitForSelector('.pswp--ui-visible');
      assert.deepEqual(await page.evaluate(movingParts), []);
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Escape');
      await page.waitForSelector('.pswp', { state: 'detached' });
      assert.deepEqual(await page.evaluate(movingParts), []);
    },
    { reducedMotion: 'reduce' },
  );
});

test('where motion is not wanted, the viewer and the slideshow show the first picture of what moves', async () => {
  await site.open(
    `${site.address}search.html?q=is:animated`,
    async (page) => {
      await page.locator('.badge-animated').first().waitFor();
      await page.locator('a.tile').first().focus();
      await page.keyboard.press(' ');
      await page.waitForSelector('.pswp__img[src*="thumbs/"]');
      assert.equal(await page.locator('.pswp__img[src*="previews/"]').count(), 0);
      await page.keyboard.press('Escape');
      await page.waitForSelector('.pswp', { state: 'detached' });
      await page.locator('[data-slideshow-button]').click();
      await page.waitForSelector('dialog.slideshow img[src*="thumbs/"]');
    },
    { reducedMotion: 'reduce' },
  );
});

test('in forced colours what has the focus, what is chosen and what is marked can be told', async () => {
  await site.open(
    `${site.address}index.html`,
    async (page) => {
      await page.locator('a.tile').first().focus();
      await page.keyboard.press('ArrowRight');
      const outline = await page.$eval(
        'a.tile:focus',
        (tile) => getComputedStyle(tile, '::after').outlineStyle,
      );
      assert.equal(outline, 'solid');
      const pressed = await page.$$eval('[data-row-height]', (buttons) =>
        buttons.map((button) => getComputedStyle(button).backgroundColor),
      );
      assert.equal(new Set(pressed).size, 2, 'the chosen height stands out');
      await page.locator('input[data-search]').pressSequentially('sk');
      await page.waitForSelector('[role=option]');
      await page.keyboard.press('ArrowDown');
      const options = await page.$$eval('[role=option]', (items) =>
        items.map((item) => getComputedStyle(item).backgroundColor),
      );
      assert.equal(new Set(options).size, 2);
    },
    { forcedColors: 'active' },
  );
});
