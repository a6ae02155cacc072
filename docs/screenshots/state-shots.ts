import type { Page } from 'playwright-core';
import { type Shot, small, wide } from './shot.ts';

const filter = { ratings: { s: 'blur', q: 'blur' } };

/** States of the demo's pages: what is empty, hidden, wrong or missing, and other ways to look at them. */
export const stateShots: readonly Shot[] = [
  {
    ...small,
    name: 'suggestions',
    title: 'Completion, with how many posts each would leave',
    address: 'search.html?q=no_humans',
    open: async (page) => {
      await page.locator('input[data-search]').press('End');
      await page.keyboard.type(' la');
      await page.locator('[role=option]').first().waitFor();
    },
  },
  {
    ...small,
    name: 'reading',
    title: 'How a search was read',
    address: 'search.html?q=~fox+~owl+-night+rating:g',
    open: (page) => page.locator('[data-reading] summary').click(),
  },
  {
    ...wide,
    name: 'no-results',
    title: 'Nothing found: what may be meant',
    address: 'search.html?q=landscpe+-night',
    theme: 'light',
    height: 560,
  },
  {
    ...small,
    name: 'query-error',
    title: 'A search that cannot be read',
    address: 'search.html?q=fox+(owl+or+cat',
  },
  {
    ...wide,
    name: 'blurred',
    title: 'Results of which the visitor covers some',
    address: 'search.html?q=~rating:s+~rating:q+~moon+~fox',
    settings: filter,
  },
  {
    ...wide,
    name: 'blurred-post',
    title: 'A post that the visitor blurs',
    address: 'post/0/31.html',
    settings: filter,
  },
  {
    ...small,
    name: 'some-hidden',
    title: 'Results of which the visitor’s blacklist hides some',
    address: 'search.html?q=sky',
    theme: 'light',
    settings: { blacklist: 'fox\nmoon' },
  },
  {
    ...small,
    name: 'all-hidden',
    title: 'All that was found is hidden',
    address: 'search.html?q=fox',
    settings: { blacklist: 'fox' },
  },
  {
    ...small,
    name: 'part-missing',
    title: 'A part of the index did not load',
    address: 'search.html?q=~fox+~tagcount:30',
    before: (page) => without(page, /columns\/tagcount/),
  },
  {
    ...small,
    name: 'index-missing',
    title: 'The index did not load',
    address: 'search.html?q=fox',
    theme: 'light',
    before: (page) => without(page, /data\/manifest/),
  },
  {
    ...wide,
    name: 'original-gone',
    title: 'A picture that is not there',
    address: 'post/0/21.html',
    before: (page) => without(page, /(previews|originals)\/0\/21\./),
  },
  {
    ...small,
    name: 'nothing-kept',
    title: 'A browser that keeps nothing',
    address: 'index.html',
    before: (page) =>
      page.addInitScript(() => {
        Object.defineProperty(window, 'localStorage', {
          get: () => {
            throw new DOMException('no storage', 'SecurityError');
          },
        });
      }),
    open: (page) => page.keyboard.press('?'),
  },
  {
    ...small,
    name: 'no-script',
    title: 'The search without a script',
    address: 'search.html?q=fox',
    as: 'without script',
  },
  {
    ...small,
    name: 'old-browser',
    title: 'The search in a browser that is too old',
    address: 'search.html?q=fox',
    theme: 'light',
    before: makeOld,
  },
  {
    ...wide,
    name: 'forced-colours',
    title: 'The gallery in forced colours',
    address: 'index.html',
    as: 'forced colours',
  },
  {
    ...wide,
    name: 'on-paper',
    title: 'A post on paper',
    address: 'post/0/21.html',
    width: 720,
    height: 1018,
    as: 'paper',
  },
];

/** What the settings of a site blur: its own build. */
export const blurShots: readonly Shot[] = [
  {
    ...wide,
    name: 'site-blur',
    title: 'Results of which the site blurs some',
    address: 'search.html?q=~rating:s+~rating:q+~moon+~fox',
  },
];

function without(page: Page, files: RegExp): Promise<unknown> {
  return page.route(files, (route) => route.fulfill({ status: 404, body: '' }));
}

/** A browser that knows neither the colours nor the language of the scripts. */
async function makeOld(page: Page): Promise<void> {
  await page.route('**/*.css', async (route) => {
    const answer = await route.fetch();
    const body = (await answer.text()).replaceAll('light-dark(', 'not-known-yet(');
    await route.fulfill({ response: answer, body });
  });
  await page.route('**/*.js', (route) => route.fulfill({ body: '' }));
}
