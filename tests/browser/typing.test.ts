import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { type DemoSite, openDemoSite, waitUntilReady } from './demo-site.ts';

let site: DemoSite;
let root = '';

before(async () => {
  site = await openDemoSite();
  root = site.places[0]?.[1] ?? '';
});

after(async () => {
  await site?.[Symbol.asyncDispose]();
});

/** Types a letter and marks the next row of the list in one go: the list that goes with the letter is not there yet. */
async function typeAndMark(page: Page, letter: string): Promise<void> {
  await page.$eval(
    'input[data-search]',
    (field, typed) => {
      const input = field as HTMLInputElement;
      input.setRangeText(typed, input.value.length, input.value.length, 'end');
      input.dispatchEvent(new InputEvent('input', { bubbles: true }));
      input.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }));
    },
    letter,
  );
}

test('what is marked before the list of the last letter has come stays marked, and is taken whole', async () => {
  await site.open(`${root}index.html`, async (page) => {
    const field = page.locator('input[data-search]');
    for (const isWaiting of [true, false]) {
      await field.fill('');
      await field.pressSequentially('cat nig');
      const option = page.locator('[role=option][data-tag=night_sky]');
      await option.waitFor();
      const marks = page.locator('[role=option][aria-selected=true]');
      const first = await page.locator('[role=option]').first().getAttribute('data-tag');
      await typeAndMark(page, 'h');
      if (isWaiting) await page.waitForTimeout(300);
      assert.deepEqual(await marks.evaluateAll((all) => all.map((row) => row.dataset['tag'])), [
        first,
      ]);
      await field.press('Enter');
      assert.equal(await field.inputValue(), `cat ${first} `);
    }
  });
});

test('a row of the word before is not offered for the next word', async () => {
  await site.open(`${root}index.html`, async (page) => {
    const field = page.locator('input[data-search]');
    await field.pressSequentially('cat nig');
    await page.locator('[role=option][data-tag=night_sky]').waitFor();
    await typeAndMark(page, ' ');
    assert.equal(await page.locator('[role=option][aria-selected=true]').count(), 0);
    await typeAndMark(page, 's');
    assert.equal(
      await page.locator('[role=option][data-tag=night_sky][aria-selected=true]').count(),
      0,
    );
  });
});

/** What is typed is answered when its list has this length: that of less of it has another. */
async function waitForRows(page: Page, count: number): Promise<void> {
  await page.waitForFunction(
    (wished) => document.querySelectorAll('[role=option]').length === wished,
    count,
  );
}

test('an empty field offers the last searches, and to forget them; a metatag is chosen, then its value', async () => {
  await site.open(`${root}index.html`, async (page) => {
    const field = page.locator('input[data-search]');
    for (const query of ['cat', 'night_sky -cat', 'cat']) {
      await field.fill(query);
      await field.press('Enter');
      await page.waitForURL((url) => url.searchParams.get('q') === query);
      await waitUntilReady(page);
    }
    await field.fill('');
    const options = page.locator('[role=option]');
    await options.first().waitFor();
    const recent = await options.allTextContents();
    assert.deepEqual(recent.slice(0, 2), ['↺cat', '↺night_sky -cat']);
    await field.press('ArrowDown');
    await field.press('ArrowDown');
    await field.press('Enter');
    assert.equal(await field.inputValue(), 'night_sky -cat');
    await field.fill('');
    await waitForRows(page, 3);
    await field.press('ArrowUp');
    await field.press('Enter');
    await field.pressSequentially('filet');
    await waitForRows(page, 1);
    await field.press('ArrowDown');
    await field.press('Enter');
    await waitForRows(page, 5);
    await field.pressSequentially('p');
    await waitForRows(page, 1);
    await field.press('ArrowDown');
    await field.press('Tab');
    assert.equal(await field.inputValue(), 'filetype:png ');
    await field.fill('specs');
    await page.locator('[role=option][data-tag=glasses][data-category=general]').waitFor();
    const row = (await page.locator('[role=option]').first().textContent()) ?? '';
    assert.match(row.replace(/\s+/g, ' '), /^G ?specs → glasses ?6$/);
    await field.fill('');
    await waitForRows(page, 0);
  });
});
