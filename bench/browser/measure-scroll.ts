import type { Browser } from 'playwright-core';
import type { Figures } from '../result.ts';
import { longestTaskOf } from './task-trace.ts';

/** Long jumps over the whole gallery; then as many frames of steady scrolling, a row or so a frame. */
const jumps = 60;
const steadyFrames = 240;

interface Measured {
  readonly longest: number;
  readonly live: number;
  readonly shift: number;
  readonly middle: number;
  readonly worst: number;
  readonly end: number;
}

const nothing: Measured = { longest: 0, live: 0, shift: 0, middle: 0, worst: 0, end: 0 };

/** Scrolls a gallery from its beginning to its end, and then along. */
export async function scrollThrough(browser: Browser, address: string): Promise<Figures> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(address);
  await page.waitForSelector('html[data-ready=ok]', { state: 'attached' });
  let measured: Measured = nothing;
  const longestTaskCpuMs = await longestTaskOf(browser, page, async () => {
    measured = await page.evaluate(
      async ({ jumps: far, steadyFrames: near }) => {
        let shift = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) {
            shift += (entry as PerformanceEntry & { readonly value: number }).value;
          }
        }).observe({ type: 'layout-shift', buffered: true });
        const frame = (): Promise<number> => new Promise((done) => requestAnimationFrame(done));
        let longest = 0;
        let live = 0;
        const gaps: number[] = [];
        let before = await frame();
        const step = async (): Promise<void> => {
          const now = await frame();
          gaps.push(now - before);
          longest = Math.max(longest, now - before);
          before = now;
          live = Math.max(live, document.querySelectorAll('a.tile').length);
        };
        const end = document.documentElement.scrollHeight;
        for (let jump = 1; jump <= far; jump++) {
          scrollTo({ top: (end * jump) / far, behavior: 'instant' });
          for (let rest = 0; rest < 8; rest++) await step();
        }
        scrollTo({ top: end / 2, behavior: 'instant' });
        for (let rest = 0; rest < 30; rest++) await step();
        gaps.length = 0;
        for (let moved = 0; moved < near; moved++) {
          scrollBy({ top: 60, behavior: 'instant' });
          await step();
        }
        const middle = gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 0;
        return { longest, live, shift, middle, worst: Math.max(...gaps), end };
      },
      { jumps, steadyFrames },
    );
  });
  const client = await page.context().newCDPSession(page);
  await client.send('HeapProfiler.collectGarbage');
  await client.send('Performance.enable');
  const { metrics } = await client.send('Performance.getMetrics');
  const heap = metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN;
  await page.close();
  return {
    liveTiles: measured.live,
    heapMegabytes: Math.round(heap / 1e5) / 10,
    longestFrameMs: Math.round(measured.longest),
    longestTaskCpuMs: Math.round(longestTaskCpuMs),
    usualFrameMs: Math.round(measured.middle * 10) / 10,
    longestSteadyFrameMs: Math.round(measured.worst),
    layoutShift: Math.round(measured.shift * 1e4) / 1e4,
    pageMegapixels: Math.round(measured.end / 1e5) / 10,
  };
}
