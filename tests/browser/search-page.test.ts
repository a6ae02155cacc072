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

function search(query: string, work: (page: Page) => Promise<void>): Promise<void> {
  return site.open(`${root}search.html?q=${encodeURIComponent(query)}`, work);
}

async function totalOf(page: Page): Promise<number> {
  await waitUntilReady(page);
  return Number(await page.getAttribute('[data-result-count]', 'data-result-count'));
}

/** The rows of a list: what they say, without their links, and where those lead. */
function rowsOf(page: Page, box: string): Promise<readonly (readonly string[])[]> {
  return page.$$eval(`${box} li`, (rows) =>
    rows.map((row) => [...row.children].map((part) => part.textContent ?? '')),
  );
}

test('where nothing is found, it says what each word has, what may be meant, and what to leave out', async () => {
  await search('night_skyy cat -width:<5', async (page) => {
    assert.equal(await totalOf(page), 0);
    assert.deepEqual(await rowsOf(page, '[data-no-results]'), [
      ['night_skyy', 'No posts', 'try night_sky', 'try *night_skyy*'],
      ['cat', '6 posts'],
      ['width:<5', 'No posts'],
      ['without night_skyy', '6 posts'],
    ]);
    await page.getByRole('link', { name: 'without night_skyy' }).click();
    await page.waitForURL(/q=cat\+-width%3A%3C5$|q=cat\+-width:<5$|q=-width.*cat$/);
    assert.equal(await totalOf(page), 6);
    await page.goBack();
    await waitUntilReady(page);
    await page.getByRole('link', { name: 'try night_sky', exact: true }).click();
    await page.waitForURL(/q=night_sky\+cat/);
    assert.ok((await totalOf(page)) > 0);
  });
});

test('a metatag with a typing error is a tag, and the metatag is proposed', async () => {
  await search('cat raiting:g', async (page) => {
    const [, row] = await rowsOf(page, '[data-no-results]');
    assert.deepEqual(row, ['raiting:g', 'No posts', 'try rating:g', 'try *raiting:g*']);
    await page.getByRole('link', { name: 'try rating:g' }).click();
    await page.waitForURL(/q=cat\+rating/);
    assert.ok((await totalOf(page)) > 0);
  });
});

test('results say how they were read, and how many posts each word has by itself', async () => {
  await search('moon_(sky) or CAT -night_sky', async (page) => {
    const reading = page.locator('[data-reading]');
    await reading.locator('li').first().waitFor({ state: 'attached' });
    const summary = await reading.locator('summary').textContent();
    assert.equal(summary, 'Read as moon_(sky) or (cat -night_sky)');
    const rows = await rowsOf(page, '[data-reading]');
    assert.deepEqual(
      rows.map(([word]) => word),
      ['moon_(sky) → moon', 'cat', 'night_sky'],
    );
    for (const [word = '', count] of rows) {
      const [own = ''] = word.split(' ');
      await page.goto(`${root}search.html?q=${own}`);
      assert.equal(`${await totalOf(page)} posts`, count, word);
    }
  });
});

test('a query that cannot be read is shown with the place marked', async () => {
  await search('cat width:big dog', async (page) => {
    const error = page.locator('[data-query-error]');
    assert.match((await error.textContent()) ?? '', /width: wants a number or a range, got "big"/);
    assert.equal(await error.locator('mark').textContent(), 'width:big');
    assert.equal(await page.getAttribute('html', 'data-ready'), 'error');
  });
});

test('posts like one come with how alike they are, the most alike first', async () => {
  await site.open(`${root}search.html?similar=20`, async (page) => {
    assert.equal(await page.inputValue('input[data-search]'), 'similar:20');
    const shares = await page.$$eval('.tile-mark', (marks) =>
      marks.map((mark) => Number.parseInt(mark.textContent ?? '', 10)),
    );
    assert.ok(shares.length > 10 && shares.every((share) => share >= 0 && share < 100));
    assert.deepEqual(
      shares,
      shares.toSorted((a, b) => b - a),
    );
  });
});

/** What the list below the search field offers, once the totals of the query have come. */
async function offered(page: Page, typed: string): Promise<readonly (readonly [string, string])[]> {
  const field = page.locator('input[data-search]');
  await field.fill('');
  await field.pressSequentially(typed);
  await page.locator('[role=option] .count[title*="with this query"]').first().waitFor();
  return page.$$eval('[role=option][data-tag]', (rows) =>
    rows.map((row): [string, string] => [
      row.getAttribute('data-tag') ?? '',
      row.querySelector('.count')?.textContent ?? '',
    ]),
  );
}

test('completion counts what the query would find with each tag, and puts those with nothing last', async () => {
  await site.open(`${root}index.html`, async (page) => {
    const counts = new Map<string, string>();
    for (const [typed, rest] of [
      ['cat ni', 'cat '],
      ['sky -ni', 'sky -'],
      ['moon (cat or ni', 'moon (cat or '],
    ] as const) {
      const rows = await offered(page, typed);
      assert.ok(rows.length > 1, typed);
      const isEmpty = rows.map(([, count]) => count === '0');
      assert.ok(!isEmpty.includes(true) || isEmpty.lastIndexOf(false) < isEmpty.indexOf(true));
      const [tag, count] = rows[0] ?? ['', ''];
      counts.set(`${rest}${tag}${rest.includes('(') ? ')' : ''}`, count);
    }
    for (const [query, count] of counts) {
      await page.goto(`${root}search.html?q=${encodeURIComponent(query)}`);
      assert.equal(String(await totalOf(page)), count, query);
    }
  });
});

test('to those who hear the page it is said how much is offered, and how many posts the query has', async () => {
  await site.open(`${root}index.html`, async (page) => {
    const said = page.locator('.search-field [role=status]');
    const field = page.locator('input[data-search]');
    await field.pressSequentially('nig');
    await said.filter({ hasText: /^\d+ suggestions$/ }).waitFor();
    await field.pressSequentially('ht');
    await field.fill('cat night_sky ');
    await said.filter({ hasText: /^\d+ posts? with this query$/ }).waitFor();
    const total = Number.parseInt((await said.textContent()) ?? '', 10);
    await field.press('Enter');
    await page.waitForURL(/search\.html/);
    assert.equal(await totalOf(page), total);
  });
});
