import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BrowserContext, Page } from 'playwright-core';
import sharp from 'sharp';
import { openBrowser } from '../../tests/browser/find-browser.ts';
import { serveDemo } from './serve-demo.ts';

type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>;

interface Shot {
  readonly name: string;
  readonly address: string;
  readonly theme: 'dark' | 'light';
  readonly width: number;
  readonly height: number;
  /** What is done before the picture is taken. */
  readonly open?: (page: Page) => Promise<unknown>;
}

const mostBytes = 60_000;
const packings = [
  [1, 80],
  [1, 65],
  [0.83, 70],
  [0.83, 55],
  [0.75, 55],
  [0.67, 50],
  [0.6, 45],
] as const;

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
  {
    ...wide,
    name: 'viewer',
    address: 'index.html',
    open: async (page) => {
      await page.locator('a.tile').nth(1).focus();
      await page.keyboard.press('Space');
      await page
        .locator('.pswp--ui-visible .pswp__img:not(.pswp__img--placeholder)')
        .first()
        .waitFor();
    },
  },
  { ...wide, name: 'similar', address: 'search.html?q=similar:21', theme: 'light' },
  { ...wide, name: 'no-results', address: 'search.html?q=landscpe+-night', theme: 'light' },
  { ...wide, name: 'help', address: 'help.html' },
  { ...wide, name: 'not-found', address: '404.html', theme: 'light' },
  {
    ...wide,
    name: 'blurred',
    address: 'search.html?q=~rating:s+~rating:q+~moon+~fox',
    open: async (page) => {
      const settings = '{"ratings":{"s":"blur","q":"blur"}}';
      await page.evaluate((text) => localStorage.setItem('homebooru.settings', text), settings);
      await page.reload();
      await page.locator('a.tile[data-veiled]').first().waitFor();
    },
  },
  { ...phone, name: 'phone-gallery', address: 'index.html' },
  { ...phone, name: 'phone-tall', address: 'post/0/9.html' },
  { ...phone, name: 'phone-search', address: 'search.html?q=no_humans+-night' },
  { ...phone, name: 'phone-post', address: 'post/0/21.html#q=no_humans' },
  {
    ...phone,
    name: 'phone-tags-of-results',
    address: 'search.html?q=no_humans+-night',
    open: async (page) => {
      await page.locator('[data-tags-button]').click();
      await page.locator('dialog .tag-list').first().waitFor();
    },
  },
  { ...phone, name: 'phone-tags', address: 'tags.html' },
  { ...phone, name: 'phone-stats', address: 'stats.html', theme: 'dark' },
];

// The same, where the site is at home.
const homeShots: readonly Shot[] = [
  {
    ...wide,
    name: 'editor',
    address: 'post/0/21.html#edit',
    open: async (page) => {
      await page.locator('.tag-input:focus').waitFor();
      await page.keyboard.type('golden_hour ');
      await page.locator('[data-suggested]').first().waitFor();
      await page.keyboard.type('li');
      await page.locator('[role=option]').first().waitFor();
    },
  },
  {
    ...wide,
    name: 'editing-many',
    address: 'search.html?q=no_humans+-night',
    theme: 'light',
    open: async (page) => {
      await page
        .locator('a.tile')
        .nth(1)
        .click({ modifiers: ['Shift'] });
      await page
        .locator('a.tile')
        .nth(5)
        .click({ modifiers: ['Shift'] });
      await page.getByText('5 selected').waitFor();
      await page.getByRole('button', { name: 'Edit tags' }).click();
      await page.locator('dialog .tag-input:focus').waitFor();
      await page.keyboard.type('wallpaper -highres ');
      await page.getByText('would change').waitFor();
    },
  },
  { ...wide, name: 'panel', address: 'admin/', height: 700 },
  { ...wide, name: 'panel-edits', address: 'admin/#edits', theme: 'light', height: 700 },
  { ...phone, name: 'phone-panel', address: 'admin/' },
  {
    ...phone,
    name: 'phone-editor',
    address: 'post/0/21.html#edit',
    open: async (page) => {
      await page.locator('.tag-input:focus').waitFor();
    },
  },
];

const site = pathToFileURL(`${resolve('dist')}/`).href;
const browser = await openBrowser();
const states = new Map<string, StorageState>();
// Names say which alone; none: all.
const wished = new Set(process.argv.slice(2));
const isWished = ({ name }: Shot): boolean => wished.size === 0 || wished.has(name);
for (const shot of shots.filter(isWished)) await take(shot, site);
if (homeShots.some(isWished)) {
  await using home = await serveDemo();
  for (const shot of homeShots.filter(isWished)) await take(shot, home.root, home.login);
}
await browser.close();

/** `login`: opened before, where one has to be logged in; good for one time, so what it gives is kept. */
async function take(
  { name, address, theme, width, height, open }: Shot,
  root: string,
  login?: string,
) {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    ...(login === undefined ? {} : { storageState: await stateAfter(login) }),
  });
  const page = await context.newPage();
  await page.goto(root + address);
  await page.waitForSelector('html[data-ready=ok]', { state: 'attached' });
  await open?.(page);
  // Not the network: an editor listens for news as long as it is open.
  await page.waitForFunction(() =>
    [...document.images].every((image) => {
      const { top, left } = image.getBoundingClientRect();
      const isSeen = image.checkVisibility() && top < innerHeight && left < innerWidth;
      return image.complete || !isSeen;
    }),
  );
  writeFileSync(join(import.meta.dirname, `${name}.webp`), await pack(await page.screenshot()));
  await context.close();
}

/** As sharp as so many bytes allow: smaller before it gets coarse. */
async function pack(picture: Buffer): Promise<Buffer> {
  const { width } = await sharp(picture).metadata();
  let packed = picture;
  for (const [scale, quality] of packings) {
    packed = await sharp(picture)
      .resize({ width: Math.round(width * scale) })
      .webp({ quality, effort: 6 })
      .toBuffer();
    if (packed.length <= mostBytes) break;
  }
  return packed;
}

async function stateAfter(login: string): Promise<StorageState> {
  const known = states.get(login);
  if (known) return known;
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(login);
  await page.waitForURL(/\/admin\//);
  const state = await context.storageState();
  await context.close();
  states.set(login, state);
  return state;
}
