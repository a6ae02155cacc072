import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBrowser } from '../../tests/browser/find-browser.ts';
import { type Bench, type BenchStep, resultOf } from '../result.ts';
import { IndexSite } from './index-site.ts';
import { goBack, type Returned } from './measure-back.ts';
import { scrollThrough } from './measure-scroll.ts';
import { serveSite } from './serve-site.ts';
import { measurePages } from './vitals.ts';

/** The result that is opened and come back from. */
const place = 3000;

/**
 * How the gallery bears `--count` results in Chromium: scrolled from end to end (tiles alive at once, heap, the longest time
 * between two frames, shifts of the layout), and Back to the 3,000th result: how far from its place, and after how long it
 * has the focus again; from the browser's own memory, without it, and after a post has come in between. Then what visitors
 * of the demo collection wait for: the largest paint, shifts, the slowest answer to a key, on a desk and a phone. On a busy machine
 * only the longest task's processor time can be trusted; what a clock measures holds the others' work too.
 */
export const bench: Bench = async ({ count, say }) => {
  const folder = mkdtempSync(join(tmpdir(), 'homebooru-bench-'));
  try {
    const site = new IndexSite(folder);
    say(`writing an index of ${count} posts …`);
    await site.build(count);
    site.addPostPage(count - place + 1);
    await using server = await serveSite(folder);
    const address = `${server.address}search.html?q=`;
    const steps: BenchStep[] = [];
    const back = async (name: string, isKept: boolean, change = (): void => {}): Promise<void> => {
      say(`${name} …`);
      const browser = await openBrowser({ keepsPages: isKept });
      steps.push(stepOf(name, await goBack(browser, address, place, change)));
      await browser.close();
    };
    if (count > place) {
      await back('back, page kept', true);
      await back('back', false);
      await back('back after a change', false, () => site.addPosts(1));
    }
    say('scrolling from end to end …');
    const browser = await openBrowser();
    const figures = await scrollThrough(browser, address);
    steps.push({
      name: 'scroll',
      figures,
      bars: {
        liveTiles: 300,
        heapMegabytes: 60,
        longestFrameMs: 100,
        longestSteadyFrameMs: 100,
        longestTaskCpuMs: 100,
        layoutShift: 0.01,
      },
    });
    await browser.close();
    steps.push(...(await measurePages(say)));
    return resultOf('browser', count, steps);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

function stepOf(
  name: string,
  { pixelsOff, milliseconds, longestTaskCpuMs, isFocused, isKept }: Returned,
): BenchStep {
  return {
    name: isKept ? `${name} (was kept)` : name,
    figures: {
      pixelsOff,
      milliseconds,
      longestTaskCpuMs: Math.round(longestTaskCpuMs),
      notFocused: isFocused ? 0 : 1,
    },
    bars: { pixelsOff: 2, milliseconds: 300, longestTaskCpuMs: 100, notFocused: 0 },
  };
}
