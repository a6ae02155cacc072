import type { Page } from 'playwright-core';
import { waitUntilReady } from './demo-site.ts';

const running = '"><img src=x onerror=pwned()>';

/** What a visitor’s own storage may hold, from a file that somebody gave him. */
const settings = JSON.stringify({
  row: running,
  fit: running,
  ratings: { [running]: running },
  blacklist: `${running}\n"${running}"\n(`,
  keys: 'homebooru',
  bindings: { theme: [running], [running]: ['t'] },
});

/** Opens all that can be opened on the pages of a site whose tags are hostile: lists, dialogs, the viewer, sheets. */
export async function openStates(page: Page, root: string): Promise<void> {
  const open = async (address: string): Promise<void> => {
    await page.goto(root + address);
    await waitUntilReady(page);
  };
  await open('index.html');
  await page.evaluate(
    ([text, query]) => {
      localStorage.setItem('homebooru.settings', text ?? '');
      localStorage.setItem('homebooru.searches', JSON.stringify([query]));
      localStorage.setItem('homebooru.folded-tags', query ?? '');
      localStorage.setItem('homebooru.theme', query ?? '');
    },
    [settings, running],
  );
  await open('index.html');
  await type(page, 'input[data-search]', ['"><', 'java']);
  await page.fill('input[data-search]', running);
  await page.locator('[data-settings-button]').click();
  await page.locator('dialog.settings[open]').waitFor();
  await page.getByLabel('Blacklist').fill(`(${running}`);
  await page.keyboard.press('Tab');
  await page.getByText('Cannot be read').waitFor();
  await page.evaluate(() => localStorage.clear());
  await open('search.html?q=cat');
  await page.locator('a.tile').first().hover();
  await page.locator('.tile-info').waitFor();
  await page.keyboard.press(' ');
  await page.locator('.pswp--ui-visible').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.pswp').waitFor({ state: 'detached' });
  await page.locator('[data-slideshow-button]').click();
  await page.locator('dialog.slideshow img[src]').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('[data-reading] summary').click();
  await page.waitForSelector('[data-result-tags=ready]');
  await page.getByRole('button', { name: 'Select', exact: true }).click();
  await page.locator('a.tile').first().click();
  await page.getByText('1 selected').waitFor();
  await page.setViewportSize({ width: 390, height: 800 });
  await page.locator('[data-tags-button]').click();
  await page.locator('dialog.tag-sheet[open] .tag').first().waitFor();
  await open('post/0/1.html');
  await page.locator('[data-zoom-button]').click();
  await page.locator('.pswp--ui-visible').waitFor();
  await open('tags.html');
  await type(page, '[data-tag-filter] input', ['"', 'java']);
}

/** What is offered for each text, or that there is nothing, has come before the next one is typed. */
async function type(page: Page, field: string, texts: readonly string[]): Promise<void> {
  for (const text of texts) {
    await page.fill(field, '');
    await page.locator(field).pressSequentially(text);
    await page.waitForLoadState('networkidle');
  }
}
