import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { readAnswer } from '../../catalog/answer.ts';
import { parseRecord } from '../../catalog/record.ts';
import { filesOf } from '../fixtures/site.ts';
import { demo } from './demo-collection.ts';
import { type DemoSite, openDemoSite, waitUntilReady } from './demo-site.ts';
import { onPageError } from './page-errors.ts';
import { serveFolder } from './serve-folder.ts';

let site: DemoSite;

before(async () => {
  site = await openDemoSite();
});

after(async () => {
  await site?.[Symbol.asyncDispose]();
});

async function search(
  root: string,
  query: string,
): Promise<{ total: string | null; tiles: number[]; error: string }> {
  let result = { total: null as string | null, tiles: [] as number[], error: '' };
  await site.open(`${root}search.html?q=${encodeURIComponent(query)}`, async (page) => {
    result = {
      total: await page.getAttribute('[data-result-count]', 'data-result-count'),
      tiles: await page.$$eval('a.tile[data-number]', (tiles) =>
        tiles.map((tile) => Number(tile.getAttribute('data-number'))),
      ),
      error: (await page.textContent('[data-query-error]'))?.trim() ?? '',
    };
  });
  return result;
}

/** How many of the demo's records have a source that gives this tag. */
function postsWith(tag: string): number {
  const places = [...filesOf(join(demo, 'metadata')).keys()];
  return places.filter((place) => {
    const record: unknown = JSON.parse(readFileSync(join(demo, 'metadata', place), 'utf8'));
    const { sources } = parseRecord(record, place.slice(-37, -5));
    return [...sources.values()].some((raw) => readAnswer(raw)?.tags.has(tag));
  }).length;
}

for (const [place, name] of ['file://', 'a sub-path over http'].entries()) {
  const root = (): string => site.places[place]?.[1] ?? '';

  test(`a search finds and counts over ${name}`, async () => {
    const everything = await search(root(), '');
    assert.equal(everything.total, '43');
    const cats = await search(root(), 'sable_(the_lantern_post)');
    assert.equal(cats.total, String(postsWith('sable_(the_lantern_post)')));
    assert.equal(cats.tiles.length, Number(cats.total));
    assert.deepEqual(
      cats.tiles,
      cats.tiles.toSorted((a, b) => b - a),
    );
    const without = await search(root(), '-sable_(the_lantern_post)');
    assert.equal(Number(without.total), 43 - Number(cats.total));
    const wild = await search(root(), 'sable*');
    assert.equal(wild.total, cats.total);
    const none = await search(root(), 'no_such_tag_anywhere');
    assert.equal(none.total, '0');
  });

  test(`a query that cannot be read says where over ${name}`, async () => {
    await site.open(`${root()}search.html?q=${encodeURIComponent('cat (dog')}`, async (page) => {
      assert.equal(await page.getAttribute('html', 'data-ready'), 'error');
      assert.match((await page.textContent('[data-query-error]')) ?? '', /"\(" is never closed/);
    });
  });

  test(`typing completes a tag over ${name}`, async () => {
    await site.open(`${root()}index.html`, async (page) => {
      await page.locator('input[data-search]').pressSequentially('-sab');
      const option = page.locator('[role=option][data-tag="sable_(the_lantern_post)"]');
      await option.waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      assert.equal(
        (await page.inputValue('input[data-search]')).trim(),
        '-sable_(the_lantern_post)',
      );
    });
  });

  test(`tags are found as one types, in the place of the page's, over ${name}`, async () => {
    await site.open(`${root()}tags-a.html`, async (page) => {
      await page.fill('[data-tag-filter] input', 'night s');
      await page.locator('[data-found-tags] [data-tag=night_sky]').waitFor();
      assert.equal(await page.locator('[data-tag-page]').isVisible(), false);
      const found = await page.locator('[data-found-tags] li').count();
      assert.match(
        await page.locator('main [role=status]').innerText(),
        new RegExp(`^${found} tags?$`),
      );
      await page.fill('[data-tag-filter] input', '');
      await page.locator('[data-tag-page]').waitFor();
      assert.equal(await page.locator('[data-found-tags]').isVisible(), false);
    });
  });

  test(`a post shows its tags, its picture and its family over ${name}`, async () => {
    await site.open(`${root()}index.html`, async (page) => {
      await page.locator('a.tile[data-number="20"]').first().click();
      await waitUntilReady(page);
      assert.ok((await page.locator('a[data-tag][data-category]').count()) > 5);
      const width = await page.$eval(
        '.picture img',
        (image) => (image as HTMLImageElement).naturalWidth,
      );
      assert.ok(width > 0);
      assert.equal(await page.textContent('[data-results-link]'), '24 of 43');
      await page.locator('[data-next]').click();
      await page.waitForURL(/post\/0\/19\.html#q=$/);
    });
  });
}

for (const [missing, isAtTop] of [
  ['404.html', false],
  ['post/99/99999.html', false],
  ['a/b/c/d/e/f.html', true],
] as const) {
  const host = isAtTop ? 'at the top of a host' : 'below a path';
  test(`at ${missing} ${host} the page for what is not there has its styles, a dozen posts by chance, and a way on`, async () => {
    await using server = await serveFolder(site.folder, isAtTop ? '/' : '/some/where/');
    const context = await site.browser.newContext();
    const page = await context.newPage();
    const failures: string[] = [];
    onPageError(page, ({ message }) => failures.push(message));
    await page.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', () => {
        throw new Error('the policy stopped something');
      });
    });
    await page.goto(server.address + missing);
    await waitUntilReady(page);
    assert.equal(await page.locator('[data-surprise] a.tile').count(), 12);
    await page.waitForFunction(() =>
      [...document.querySelectorAll<HTMLImageElement>('a.tile img')].some(
        ({ naturalWidth }) => naturalWidth > 0,
      ),
    );
    assert.equal(
      await page.$eval('.site-header', (header) => getComputedStyle(header).position),
      'sticky',
    );
    await page.fill('input[data-search]', 'sky');
    await page.press('input[data-search]', 'Enter');
    await page.waitForURL(`${server.address}search.html?q=sky`);
    await page.goBack();
    await page.locator('main .button').click();
    await page.waitForURL(`${server.address}index.html`);
    assert.deepEqual(failures, []);
    await context.close();
  });
}

test('no page has a style attribute or an inline script', () => {
  for (const address of filesOf(site.folder).keys()) {
    if (!address.endsWith('.html')) continue;
    const text = readFileSync(join(site.folder, address), 'utf8');
    assert.doesNotMatch(text, /<[^>]*\sstyle=/, address);
    assert.doesNotMatch(text, /<script(?![^>]*\ssrc=)/, address);
    assert.doesNotMatch(text, /(?:src|href)="\//, address);
  }
});

test('a bar of the statistics leads where its name does, also a month', async () => {
  await site.open(`${site.address}stats.html`, async (page) => {
    // By the mouse alone: what lies over it is the link.
    const bar = await page.locator('tr', { hasText: 'Questionable' }).locator('svg').boundingBox();
    await page.mouse.click((bar?.x ?? 0) + 5, (bar?.y ?? 0) + 5);
    await page.waitForURL(/search\.html\?q=rating:q/);
    await page.goBack();
    await page.locator('.months a').last().click();
    await page.waitForURL(/search\.html\?q=date:\d{4}-\d{2}$/);
    await waitUntilReady(page);
    assert.ok(Number(await page.getAttribute('[data-result-count]', 'data-result-count')) > 0);
  });
});

test('without script the pages can be read and lead on', async () => {
  const context = await site.browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${site.address}index.html`);
  assert.ok((await page.locator('a.tile').count()) > 20);
  await page.locator('a.tile').first().click();
  assert.match(page.url(), /post\/0\/43\.html$/);
  assert.ok((await page.locator('a[data-tag]').count()) > 3);
  await context.close();
});

test('in a browser that is too old for the scripts the pages can be read, and the search says why it finds nothing', async () => {
  const context = await site.browser.newContext();
  const page = await context.newPage();
  await page.route('**/*.css', async (route) => {
    const answer = await route.fetch();
    const text = (await answer.text()).replaceAll('light-dark(', 'not-known-yet(');
    await route.fulfill({ response: answer, body: text });
  });
  await page.route('**/*.js', (route) => route.fulfill({ body: 'x?.#y = 1;' }));
  await page.goto(`${site.address}index.html`);
  assert.ok(await page.locator('a.tile img').first().isVisible());
  await page.goto(`${site.address}search.html?q=sky`);
  const main = page.locator('main');
  assert.match(await main.innerText(), /^Searching needs a newer browser/);
  assert.doesNotMatch(await main.innerText(), /Searching…/);
  await context.close();
});

test('a tile shows its placeholder until its picture has come', async () => {
  const context = await site.browser.newContext();
  const page = await context.newPage();
  const { promise, resolve } = Promise.withResolvers<void>();
  await page.route('**/thumbs/**', async (route) => {
    await promise;
    await route.continue();
  });
  await page.goto(`${site.address}index.html`, { waitUntil: 'domcontentloaded' });
  const first = page.locator('.grid > li').first();
  await page.waitForFunction(() =>
    document
      .querySelector<HTMLElement>('.grid > li')
      ?.style.backgroundImage.startsWith('url("data:image/png'),
  );
  const height = (await first.boundingBox())?.height;
  resolve();
  await page.waitForFunction(
    () => document.querySelector<HTMLElement>('.grid > li')?.style.backgroundImage === '',
  );
  assert.equal((await first.boundingBox())?.height, height);
  await context.close();
});
