import type { Page } from 'playwright-core';
import { openDemoSite } from '../../tests/browser/demo-site.ts';
import type { BenchStep } from '../result.ts';
import { measureVitals, profiles } from './measure-vitals.ts';

const pages: readonly (readonly [name: string, address: string])[] = [
  ['home', 'index.html'],
  ['results', 'search.html?q=no_humans'],
  ['post', 'post/0/21.html'],
  ['tags', 'tags.html'],
  ['stats', 'stats.html'],
];

/** What visitors wait for on the pages of the demo collection, on a desk and on a phone. */
export async function measurePages(say: (line: string) => void): Promise<readonly BenchStep[]> {
  await using site = await openDemoSite();
  const steps: BenchStep[] = [];
  for (const profile of profiles) {
    for (const [page, address] of pages) {
      const name = `${page}, ${profile.name}`;
      say(`${name} …`);
      const figures = await measureVitals(site.browser, site.address + address, profile, typeAndGo);
      const isDesktop = profile.name === 'desktop';
      steps.push({
        name,
        figures,
        bars: {
          largestPaintMs: isDesktop ? 800 : 1800,
          layoutShift: 0.01,
          slowestAnswerMs: 150,
          scriptKilobytes: 60,
        },
      });
    }
  }
  return steps;
}

/** Types a search, letter by letter, and moves through the page. */
async function typeAndGo(page: Page): Promise<void> {
  const field = page.locator('input[data-search]');
  await field.click();
  await field.press('Control+a');
  for (const letter of 'landscape') await page.keyboard.press(letter);
  await page.locator('[role=option]').first().waitFor();
  await page.keyboard.press('Escape');
  await page.mouse.wheel(0, 1500);
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 200))),
  );
}
