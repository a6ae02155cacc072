import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { BrowserContextOptions, Page } from 'playwright-core';
import sharp from 'sharp';
import { type DemoSite, openDemoSite, waitUntilReady } from './demo-site.ts';

let site: DemoSite;

before(async () => {
  site = await openDemoSite();
});

after(async () => {
  await site?.[Symbol.asyncDispose]();
});

const post = 'post/0/18.html';
const pages = [
  'index.html',
  'search.html?q=no_humans+-night',
  'search.html?q=no_such_tag',
  post,
  'tags.html',
  'stats.html',
  'help.html',
];

/** What is in view, once all its pictures are. */
async function seen(root: string, address: string): Promise<Buffer> {
  let picture: Buffer | undefined;
  await site.open(root + address, async (page) => {
    await page.waitForSelector(address === post ? '#tags .count' : 'main');
    await page.waitForLoadState('networkidle');
    await page.waitForFunction(() =>
      [...document.images].every((image) => {
        const { top, left } = image.getBoundingClientRect();
        return image.complete || top > innerHeight || left > innerWidth;
      }),
    );
    picture = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  });
  assert.ok(picture);
  return sharp(picture).removeAlpha().raw().toBuffer();
}

test('from disk and over http one sees the same', async () => {
  for (const address of pages) {
    const [disk, http] = await Promise.all(site.places.map(([, root]) => seen(root, address)));
    assert.ok(disk && http);
    assert.equal(disk.length, http.length, address);
    let other = 0;
    for (let at = 0; at < disk.length; at += 3) {
      const isSame = [0, 1, 2].every(
        (part) => Math.abs((disk[at + part] ?? 0) - (http[at + part] ?? 0)) < 8,
      );
      if (!isSame) other += 1;
    }
    const share = other / (disk.length / 3);
    assert.ok(share < 0.005, `${address}: ${(share * 100).toFixed(2)} % differ`);
  }
});

/** WCAG 1.4.12: the spacing that every page must bear. */
const spacing = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
word-spacing: 0.16em !important } p { margin-bottom: 2em !important }`;
const enlarged: readonly (readonly [
  name: string,
  options: BrowserContextOptions,
  styles: string,
])[] = [
  ['a window at 200 %', { viewport: { width: 640, height: 450 } }, ''],
  ['text at 200 %', { viewport: { width: 1280, height: 900 } }, 'html { font-size: 200% }'],
  ['wide spacing on a small phone', { viewport: { width: 320, height: 700 } }, spacing],
];

for (const [name, options, styles] of enlarged) {
  test(`in ${name} nothing is cut off, and nothing scrolls sideways`, async () => {
    for (const address of pages) {
      await site.open(
        site.address + address,
        async (page) => {
          await page.evaluate((text) => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(text);
            document.adoptedStyleSheets.push(sheet);
          }, styles);
          assert.deepEqual(await page.evaluate(cutTexts), [], address);
        },
        options,
      );
    }
  });
}

/** Texts that one cannot read to their end, and whether the page is wider than the window. */
function cutTexts(): readonly string[] {
  const { scrollWidth, clientWidth } = document.documentElement;
  const wide = scrollWidth > clientWidth ? [`the page by ${scrollWidth - clientWidth}`] : [];
  const texts = document.querySelectorAll<HTMLElement>(
    'main *, aside *, .site-header a, .site-header button',
  );
  const isCut = (item: HTMLElement): boolean => {
    const hasText = [...item.childNodes].some(
      ({ nodeType, textContent }) => nodeType === Node.TEXT_NODE && textContent?.trim() !== '',
    );
    const { overflowX, overflowY } = getComputedStyle(item);
    const isCutAside = overflowX !== 'visible' && item.scrollWidth > item.clientWidth + 1;
    const isCutBelow = overflowY !== 'visible' && item.scrollHeight > item.clientHeight + 2;
    return hasText && item.clientWidth > 1 && (isCutAside || isCutBelow);
  };
  // Whoever hears the page has the words of signs, and reasons have theirs in a title.
  const others = '.visually-hidden, .tile, .site-nav a, .picture-bar span, .pager-link span';
  const cut = [...texts].filter((item) => item.checkVisibility() && !item.closest(others));
  return [...wide, ...cut.filter(isCut).map(({ textContent }) => textContent ?? '')];
}

test('the theme that one has chosen holds on the next page, from before the first paint, anywhere', async () => {
  for (const [name, root] of site.places) {
    await site.open(
      `${root}index.html`,
      async (page) => {
        await page.locator('[data-theme-toggle]').click();
        assert.equal(await page.getAttribute('html', 'data-theme'), 'light', name);
        const background = await page.evaluate(
          () => getComputedStyle(document.documentElement).backgroundColor,
        );
        assert.equal(background, 'rgb(255, 255, 255)', name);
        await page.addInitScript(() => {
          addEventListener('DOMContentLoaded', () => {
            const { dataset } = document.documentElement;
            dataset['early'] = dataset['theme'] ?? 'none';
          });
        });
        await page.goto(root + post);
        await waitUntilReady(page);
        assert.equal(await page.getAttribute('html', 'data-early'), 'light', name);
        await page.locator('[data-theme-toggle]').click();
        assert.equal(await page.getAttribute('html', 'data-theme'), 'dark', name);
      },
      { colorScheme: 'dark' },
    );
  }
});

/** How many sheets of paper a page takes. */
async function sheets(page: Page): Promise<number> {
  const paper = (await page.pdf({ format: 'A4' })).toString('latin1');
  return paper.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}

test('on paper a post is one sheet with its picture, tags and sources, and galleries have pictures alone', async () => {
  await site.open(`${site.address}post/0/21.html`, async (page) => {
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    assert.equal(await sheets(page), 1);
    for (const part of ['h1', '.picture img', '#tags .tag', '.facts']) {
      assert.ok(await page.locator(part).first().isVisible(), part);
    }
    for (const part of ['.site-header', '.picture-bar', '.tag-step', '.related', '.actions']) {
      assert.equal(await page.locator(part).first().isVisible(), false, part);
    }
    const [source] = await page.$$eval('.facts a[href^="http"]', (links) =>
      links.map((link) => getComputedStyle(link, '::after').content),
    );
    assert.match(source ?? '', /https?:/);
    const { background, text } = await page.evaluate(() => {
      const { backgroundColor, color } = getComputedStyle(document.body);
      return { background: backgroundColor, text: color };
    });
    assert.match(`${background} ${text}`, /^rgba\(0, 0, 0, 0\) rgb\(26, 29, 35\)$/);
  });
  for (const address of ['index.html', 'search.html?q=no_humans']) {
    await site.open(site.address + address, async (page) => {
      await page.emulateMedia({ media: 'print' });
      for (const part of ['.site-header', '.toolbar', '.pager', '.side']) {
        assert.equal(await page.locator(part).first().isVisible(), false, `${part} on ${address}`);
      }
      const lefts = await page.$$eval('a.tile', (tiles) =>
        tiles.slice(0, 8).map((tile) => Math.round(tile.getBoundingClientRect().left)),
      );
      assert.equal(new Set(lefts).size, 4, `four in a row on ${address}`);
    });
  }
});
