import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { openBrowser } from '../../tests/browser/find-browser.ts';
import { serveFolder } from '../../tests/browser/serve-folder.ts';
import { emptyShots, homeShots } from './home-shots.ts';
import { pack } from './pack.ts';
import { pageShots, phoneShots } from './page-shots.ts';
import { buildBlurringDemo, serveDemo, serveEmpty } from './serve-demo.ts';
import type { Shot } from './shot.ts';
import { blurShots, stateShots } from './state-shots.ts';
import { writeOverview } from './write-overview.ts';

// Takes the pictures of every page and state, and writes the page that shows them: `npm run build`, then
// `npm run screenshots`, which looks at `dist/`. Names say which alone; none: all.

type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>;

const folder = import.meta.dirname;
const wished = new Set(process.argv.slice(2));
const browser = await openBrowser();

if (isAnyWished([...pageShots, ...phoneShots, ...stateShots])) {
  await using site = await serveFolder(resolve('dist'), '/');
  await takeAll([...pageShots, ...phoneShots, ...stateShots], site.address);
}
if (isAnyWished(blurShots)) {
  await using built = await buildBlurringDemo();
  await using site = await serveFolder(built.site, '/');
  await takeAll(blurShots, site.address);
}
if (isAnyWished(homeShots)) {
  await using home = await serveDemo();
  await takeAll(homeShots, home.root, await stateAfter(home.login));
}
if (isAnyWished(emptyShots)) {
  await using home = await serveEmpty();
  await takeAll(emptyShots, home.root, await stateAfter(home.login));
}
await browser.close();
writeOverview(folder, [
  ['Pages', pageShots],
  ['On a phone', phoneShots],
  ['States', [...stateShots, ...blurShots, ...emptyShots]],
  ['At home: editing, and the panel', homeShots],
]);

function isWished({ name }: Shot): boolean {
  return wished.size === 0 || wished.has(name);
}

function isAnyWished(shots: readonly Shot[]): boolean {
  return shots.some(isWished);
}

/** `user`: what the browser of somebody who is logged in keeps. */
async function takeAll(shots: readonly Shot[], root: string, user?: StorageState): Promise<void> {
  for (const shot of shots.filter(isWished)) {
    const context = await browser.newContext(lookOf(shot, user));
    await take(shot, await context.newPage(), root);
    await context.close();
  }
}

function lookOf(
  { theme, width, height, as, isStranger }: Shot,
  user: StorageState | undefined,
): BrowserContextOptions {
  return {
    viewport: { width, height },
    colorScheme: theme,
    javaScriptEnabled: as !== 'without script',
    ...(as === 'forced colours' ? { forcedColors: 'active' } : {}),
    ...(user && isStranger !== true ? { storageState: user } : {}),
  };
}

async function take(shot: Shot, page: Page, root: string): Promise<void> {
  const { name, address, settings, as, before, open } = shot;
  if (settings) {
    const text = JSON.stringify(settings);
    await page.addInitScript((kept) => localStorage.setItem('homebooru.settings', kept), text);
  }
  await before?.(page);
  await page.goto(root + address);
  const isScripted = as !== 'without script' && name !== 'old-browser';
  if (isScripted) await page.waitForSelector('html[data-ready]', { state: 'attached' });
  if (as === 'paper') await page.emulateMedia({ media: 'print' });
  await open?.(page);
  if (isScripted) await page.waitForFunction(isDrawn);
  await page.evaluate(drawAll);
  writeFileSync(join(folder, `${name}.webp`), await pack(await page.screenshot()));
}

/** What can be seen has come. Not the network: an editor listens for news as long as it is open. */
function isDrawn(): boolean {
  return [...document.images].every((image) => {
    const { top, left } = image.getBoundingClientRect();
    const isSeen = image.checkVisibility() && top < innerHeight && left < innerWidth;
    return image.complete || !isSeen;
  });
}

/** Pictures may have come and not be drawn yet. */
async function drawAll(): Promise<void> {
  const whole = [...document.images].filter(
    ({ complete, naturalWidth }) => complete && naturalWidth > 0,
  );
  await Promise.all(whole.map((image) => image.decode()));
}

async function stateAfter(login: string): Promise<StorageState> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(login);
  await page.waitForURL(/\/admin\//);
  const state = await context.storageState();
  await context.close();
  return state;
}
