import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Manifest } from '../../catalog/index/manifest.ts';
import { wrapShard } from '../../catalog/index/shard.ts';
import { type DemoSite, openDemoSite, waitUntilReady } from './demo-site.ts';

let site: DemoSite;

before(async () => {
  site = await openDemoSite();
});

after(async () => {
  await site?.[Symbol.asyncDispose]();
});

type ManifestText = Pick<Manifest, 'highest' | 'shapes' | 'vocabulary'>;

/** The site's manifest with some of it changed, as a script. */
function manifestWith(change: (manifest: ManifestText) => Partial<ManifestText>): string {
  const file = readFileSync(join(site.folder, 'data/manifest.js'), 'utf8');
  const [, literal = ''] = /"t",("(?:[^"\\]|\\.)*")\);/.exec(file) ?? [];
  const manifest: ManifestText = JSON.parse(JSON.parse(literal));
  return wrapShard('manifest', JSON.stringify({ ...manifest, ...change(manifest) })).script;
}

test('where the manifest is of another time than the shards, the newer one is asked for', async () => {
  for (const list of ['shapes', 'vocabulary'] as const) {
    const context = await site.browser.newContext({ viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    const old = manifestWith((manifest) => ({ [list]: '0'.repeat(manifest[list].length) }));
    let fresh = 0;
    await page.route(/\/data\/manifest\.js/, async (route) => {
      const isFresh = route.request().url().includes('?fresh=');
      if (isFresh) fresh += 1;
      if (isFresh) await route.continue();
      else await route.fulfill({ contentType: 'text/javascript', body: old });
    });
    await page.goto(`${site.address}search.html?q=-night&p=2`);
    await waitUntilReady(page);
    assert.equal(await page.locator('html').getAttribute('data-ready'), 'ok', list);
    assert.ok(fresh > 0, list);
    assert.equal(await page.locator('[data-query-error]').isHidden(), true, list);
    assert.ok((await page.locator('a.tile').count()) >= 10, list);
    await context.close();
  }
});

for (const address of ['index.html', 'search.html?q=&p=2']) {
  test(`who comes back to the window is told of posts that have come, and sees them when he asks: ${address}`, async () => {
    const context = await site.browser.newContext();
    const page = await context.newPage();
    await page.clock.install();
    const newer = manifestWith(({ highest }) => ({ highest: highest + 2 }));
    let isNewer = false;
    await page.route('**/data/manifest.js*', async (route) => {
      if (isNewer) await route.fulfill({ contentType: 'text/javascript', body: newer });
      else await route.continue();
    });
    await page.goto(site.address + address);
    await waitUntilReady(page);
    isNewer = true;
    const comeBack = (): Promise<unknown> =>
      page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await comeBack();
    await page.clock.fastForward(61_000);
    assert.equal(await page.locator('.newer-posts').count(), 0);
    await comeBack();
    await page.getByRole('link', { name: 'Show 2 new posts' }).click();
    await page.waitForURL(site.address + address.replace('&p=2', ''));
    await context.close();
  });
}
