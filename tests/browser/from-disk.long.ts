import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeOwnCollection } from '../../bench/own-collection.ts';
import { makeReadyCollection } from '../../bench/ready-collection.ts';
import { runCommand } from '../../bench/run-measured.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { waitUntilReady } from './demo-site.ts';
import { openBrowser } from './find-browser.ts';
import { numbersOn } from './gallery-page.ts';
import { addressOf, openFromDisk } from './open-from-disk.ts';

const count = 10_000;

/** The posts whose records have two tags, the newest first. */
function withBoth(collection: string, tags: readonly string[]): readonly number[] {
  const metadata = join(collection, 'metadata');
  return readdirSync(metadata, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(join(metadata, name), 'utf8')))
    .filter(({ sources: { danbooru } }) => {
      const { tag_string_general: general, tag_string_artist: artist } = danbooru;
      const own = new Set(`${general} ${artist}`.split(' '));
      return tags.every((tag) => own.has(tag));
    })
    .map(({ number }): number => number)
    .toSorted((a, b) => b - a);
}

test('R72: ten thousand posts work from disk: gallery, search, post and keys, with no error and no request to anybody', {
  skip: process.platform === 'linux' ? false : 'needs /proc',
}, async (context) => {
  await using folder = await temporaryFolder();
  const [collection, site] = [join(folder.path, 'collection'), join(folder.path, 'site')];
  await makeReadyCollection(collection, count, makeOwnCollection);
  const words = ['build', '--offline', '--collection', collection, '--out', site] as const;
  const { cpuSeconds } = await runCommand(...words);
  context.diagnostic(`${cpuSeconds.toFixed(0)} s of the processor to build it`);
  const expected = withBoth(collection, ['general_1', 'artist_1']);
  assert.ok(expected.length > 100, `${expected.length} have both`);
  await using browser = await openBrowser();
  const { requests, errors } = await openFromDisk(
    browser,
    addressOf(site, 'index.html'),
    async (page) => {
      const newest = await numbersOn(page);
      assert.deepEqual(newest.slice(0, 3), [count, count - 1, count - 2]);
      await page.locator('input[data-search]').fill('general_1 artist_1');
      await page.locator('input[data-search]').press('Enter');
      await page.waitForURL(/search\.html\?q=general_1/);
      await waitUntilReady(page);
      const found = await numbersOn(page);
      assert.ok(found.length >= 20);
      assert.deepEqual(found, expected.slice(0, found.length));
      assert.match(await page.locator('main').innerText(), new RegExp(`\\b${expected.length}\\b`));
      const [first = 0, second = 0] = found;
      await page.locator(`a.tile[data-number="${first}"]`).click();
      await page.waitForURL(new RegExp(`/post/\\d+/${first}\\.html`));
      await waitUntilReady(page);
      await page.keyboard.press('d');
      await page.waitForURL(new RegExp(`/post/\\d+/${second}\\.html`));
      await waitUntilReady(page);
      assert.ok((await page.locator('a[data-tag]').count()) > 2);
    },
  );
  assert.deepEqual([errors, requests], [[], []]);
});
