import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { type DemoSite, openDemoSite } from './demo-site.ts';

test('a post’s page shows the posts related to it, and why', async () => {
  await using site = await openDemoSite();
  for (const [name, root] of site.places) {
    await site.open(`${root}post/0/10.html`, async (page) => {
      const reasons = await reasonsIn(page);
      assert.ok(reasons.length > 5, name);
      assert.deepEqual(reasons[0], 'same character: pim (the lantern post)', name);
      assert.ok(
        reasons.some((reason) =>
          /^same (character|copyright|artist): .|^\d+ tags? in common$/.test(reason),
        ),
        name,
      );
      assert.equal(await page.locator('[data-related] a[data-number="10"]').count(), 0, name);
    });
  }
  await isMovedByButtons(site);
  await staysInPlace(site);
  await saysThatThereAreNone(site);
});

function reasonsIn(page: Page): Promise<string[]> {
  return page.locator('[data-related] a[data-number] .reason').allTextContents();
}

async function isMovedByButtons(site: DemoSite): Promise<void> {
  await site.open(`${site.address}post/0/10.html`, async (page) => {
    const isAt = (start: boolean) =>
      page.waitForFunction(
        (wished) => (document.querySelector('[data-related] ul')?.scrollLeft === 0) === wished,
        start,
      );
    await page.getByRole('button', { name: 'More related pictures' }).click();
    await isAt(false);
    await page.getByRole('button', { name: 'Related pictures before' }).click();
    await isAt(true);
  });
}

/** The strip's place is kept before it is filled. */
async function staysInPlace(site: DemoSite): Promise<void> {
  await site.open(`${site.address}post/0/10.html`, async (page) => {
    const filled = await page.locator('[data-related]').boundingBox();
    await page.locator('[data-related] ul').evaluate((list) => list.replaceChildren());
    assert.equal((await page.locator('[data-related]').boundingBox())?.height, filled?.height);
  });
}

async function saysThatThereAreNone(site: DemoSite): Promise<void> {
  const untagged = await findUntagged(site);
  await site.open(`${site.address}post/0/${untagged}.html`, async (page) => {
    assert.match(await page.locator('[data-related] li').innerText(), /No other picture/);
    assert.equal(await page.locator('[data-related] a[data-number]').count(), 0);
  });
}

/** The demo has pictures that nobody knows. */
async function findUntagged(site: DemoSite): Promise<number> {
  let found = 0;
  await site.open(`${site.address}search.html?q=is:untagged`, async (page) => {
    found = Number(await page.locator('a.tile').first().getAttribute('data-number'));
  });
  return found;
}
