import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { openDemoSite } from './demo-site.ts';

test('beside results stand their tags, counted, to add to the search or leave out', async () => {
  await using site = await openDemoSite();
  for (const [name, root] of site.places) {
    await site.open(`${root}search.html?q=lantern`, async (page) => {
      await waitForTags(page);
      await rowsAreExact(page, root, name);
    });
  }
  await site.open(`${site.address}search.html`, async (page) => {
    await waitForTags(page);
    assert.ok((await page.locator('[data-result-tags] a.tag').count()) > 10);
    assert.equal(await page.locator('[data-tags-button]').isVisible(), false);
    await foldsAndRemembers(page);
    await leadsFurther(page);
  });
  await site.open(
    `${site.address}search.html`,
    async (page) => {
      await waitForTags(page);
      assert.equal(await page.locator('[data-result-tags]').isVisible(), false);
      await page.locator('[data-tags-button]').click();
      const sheet = page.locator('dialog.tag-sheet');
      const row = sheet.locator('.tag-list li').first();
      assert.ok(((await row.boundingBox())?.height ?? 0) >= 44);
      await sheet.getByRole('button', { name: 'Close' }).click();
      assert.equal(await sheet.isVisible(), false);
      assert.equal((await page.locator('[data-result-tags] .tag-list').count()) > 0, true);
    },
    { viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true },
  );
});

test('on a phone the tags of the first page are a sheet over it, not below a gallery without end', async () => {
  await using site = await openDemoSite();
  const phone = { viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true };
  for (const [name, root] of site.places) {
    await site.open(
      `${root}index.html`,
      async (page) => {
        assert.equal(await page.locator('#tags').isVisible(), false, name);
        await page.locator('[data-tags-button]').click();
        const sheet = page.locator('dialog.tag-sheet');
        await sheet.getByRole('link', { name: 'All tags' }).waitFor();
        await sheet.locator('.tag-fold').first().click();
        assert.equal(await sheet.locator('.tag-list').first().isVisible(), false);
        await sheet.locator('.tag-fold').first().click();
        await sheet.getByRole('link', { name: /^Add / }).first().click();
        await page.waitForURL(/search\.html\?q=./);
      },
      phone,
    );
  }
});

async function waitForTags(page: Page): Promise<void> {
  await page.waitForSelector('[data-result-tags="ready"]', { state: 'attached', timeout: 30_000 });
}

/** What stands beside a tag is what the search with both finds. */
async function rowsAreExact(page: Page, root: string, name: string): Promise<void> {
  const rows = page.locator('[data-result-tags] .tag-list li');
  const row = rows.nth(Math.floor((await rows.count()) / 2));
  const count = await row.locator('.count').getAttribute('title');
  const address = await row.getByRole('link', { name: /^Add / }).getAttribute('href');
  assert.match(address ?? '', /q=lantern\+./, name);
  await page.goto(new URL(address ?? '', root).href);
  await page.waitForSelector('html[data-ready="ok"]', { state: 'attached', timeout: 30_000 });
  const total = await page.locator('[data-result-count]').getAttribute('data-result-count');
  assert.equal(total, count?.replaceAll(',', ''), name);
}

async function foldsAndRemembers(page: Page): Promise<void> {
  const fold = page.locator('[data-result-tags] .tag-fold').last();
  await fold.click();
  assert.equal(await fold.getAttribute('aria-expanded'), 'false');
  await page.reload();
  await waitForTags(page);
  assert.equal(await fold.getAttribute('aria-expanded'), 'false');
  assert.equal(await page.locator('[data-result-tags] .tag-list').last().isVisible(), false);
  await fold.click();
}

async function leadsFurther(page: Page): Promise<void> {
  const before = Number(
    await page.locator('[data-result-count]').getAttribute('data-result-count'),
  );
  const row = page.locator('[data-result-tags] .tag-list li').last();
  const count = Number((await row.locator('.count').getAttribute('title'))?.replaceAll(',', ''));
  await row.getByRole('link', { name: /^Leave / }).click();
  await page.waitForSelector('[data-token], .token-without', { timeout: 30_000 });
  await page.waitForSelector('html[data-ready="ok"]', { state: 'attached', timeout: 30_000 });
  const after = await page.locator('[data-result-count]').getAttribute('data-result-count');
  assert.equal(Number(after), before - count);
}
