import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { openBrowser } from '../../tests/browser/find-browser.ts';

interface Shot {
  readonly name: string;
  readonly address: string;
  readonly theme: 'dark' | 'light';
  readonly width: number;
  readonly height: number;
  /** What is done before the picture is taken. */
  readonly open?: (page: Page) => Promise<unknown>;
}

const wide = { theme: 'dark', width: 1440, height: 900 } as const;
const phone = { theme: 'light', width: 390, height: 844 } as const;

// The pictures of the README: `npm run build`, then `npm run screenshots`, which looks at `dist/`.
const shots: readonly Shot[] = [
  { ...wide, name: 'gallery', address: 'index.html' },
  { ...wide, name: 'search', address: 'search.html?q=no_humans+-night' },
  { ...wide, name: 'post', address: 'post/0/21.html#q=no_humans' },
  { ...wide, name: 'stats', address: 'stats.html' },
  { ...wide, name: 'tags', address: 'tags.html', theme: 'light' },
  {
    ...wide,
    name: 'settings',
    address: 'index.html',
    open: (page) => page.keyboard.press('?'),
  },
  {
    ...wide,
    name: 'slideshow',
    address: 'search.html?q=sky',
    open: (page) => page.locator('[data-slideshow-button]').click(),
  },
  { ...phone, name: 'phone-gallery', address: 'index.html' },
  { ...phone, name: 'phone-search', address: 'search.html?q=no_humans+-night' },
  { ...phone, name: 'phone-post', address: 'post/0/21.html#q=no_humans' },
];

const site = pathToFileURL(`${resolve('dist')}/`).href;
const browser = await openBrowser();
for (const { name, address, theme, width, height, open } of shots) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme });
  const page = await context.newPage();
  await page.goto(site + address);
  await page.waitForSelector('html[data-ready=ok]', { state: 'attached' });
  await open?.(page);
  await page.waitForLoadState('networkidle');
  const picture = await sharp(await page.screenshot())
    .webp({ quality: 80 })
    .toBuffer();
  writeFileSync(join(import.meta.dirname, `${name}.webp`), picture);
  await context.close();
}
await browser.close();
