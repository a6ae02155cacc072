import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import type { Figures } from '../result.ts';

/** A screen, and what its machine and its line can do. */
export interface Profile {
  readonly name: 'desktop' | 'mobile';
  readonly viewport: { readonly width: number; readonly height: number };
  /** How many times slower than this machine. */
  readonly slowdown: number;
  /** `undefined`: as fast as it goes. */
  readonly line?: { readonly latency: number; readonly bytesPerSecond: number };
}

/** Lighthouse's usual two. */
export const profiles: readonly Profile[] = [
  { name: 'desktop', viewport: { width: 1440, height: 900 }, slowdown: 1 },
  {
    name: 'mobile',
    viewport: { width: 390, height: 844 },
    slowdown: 4,
    line: { latency: 150, bytesPerSecond: 204_800 },
  },
];

declare global {
  /** What the page's own observers have seen. */
  var vitals: { lcp: number; shift: number; slowest: number };
}

/** What a visitor waits for on a page: its largest paint, shifts, the slowest answer to what he does; and its scripts' size. */
export async function measureVitals(
  browser: Browser,
  address: string,
  { viewport, slowdown, line }: Profile,
  act: (page: Page) => Promise<void>,
): Promise<Figures> {
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  const scripts: Promise<number>[] = [];
  page.on('response', (response) => {
    if (!/\/assets\/.*\.js$/.test(response.url())) return;
    scripts.push(response.body().then((body) => gzipSync(body).length));
  });
  const client = await context.newCDPSession(page);
  await client.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  if (line) {
    await client.send('Network.enable');
    await client.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: line.latency,
      downloadThroughput: line.bytesPerSecond,
      uploadThroughput: line.bytesPerSecond,
    });
  }
  await page.addInitScript(observe);
  await page.goto(address);
  await page.waitForSelector('html[data-ready]', { state: 'attached', timeout: 60_000 });
  await page.waitForFunction(picturesStand, undefined, { timeout: 60_000 });
  const kilobytes = (await Promise.all(scripts)).reduce((sum, size) => sum + size, 0) / 1024;
  await act(page);
  const { lcp, shift, slowest } = await page.evaluate(() => globalThis.vitals);
  await context.close();
  return {
    largestPaintMs: Math.round(lcp),
    layoutShift: Math.round(shift * 1e4) / 1e4,
    slowestAnswerMs: Math.round(slowest),
    scriptKilobytes: Math.round(kilobytes * 10) / 10,
  };
}

/** All pictures that are in view are there. */
function picturesStand(): boolean {
  return [...document.images].every((image) => {
    const { top, bottom, left } = image.getBoundingClientRect();
    const isNear = top < innerHeight && bottom > 0 && left < innerWidth;
    const isSeen = image.checkVisibility() && isNear;
    return image.complete || !isSeen;
  });
}

/** Runs in the page, before its own scripts. */
function observe(): void {
  globalThis.vitals = { lcp: 0, shift: 0, slowest: 0 };
  const watch = (type: string, see: (entry: PerformanceEntry) => void): void => {
    const init = { type, buffered: true, durationThreshold: 16 };
    new PerformanceObserver((list) => list.getEntries().forEach(see)).observe(init);
  };
  watch('largest-contentful-paint', ({ startTime }) => {
    globalThis.vitals.lcp = startTime;
  });
  watch('layout-shift', (entry) => {
    const { value, hadRecentInput } = entry as PerformanceEntry & {
      readonly value: number;
      readonly hadRecentInput: boolean;
    };
    if (!hadRecentInput) globalThis.vitals.shift += value;
  });
  watch('event', ({ duration }) => {
    globalThis.vitals.slowest = Math.max(globalThis.vitals.slowest, duration);
  });
}
