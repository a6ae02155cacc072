import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { keyActionNames, keyActions } from '../../components/keys/key-bindings.ts';
import { type DemoSite, openDemoSite, waitUntilReady } from './demo-site.ts';
import { keyCases, type Preset, post, results } from './key-cases.ts';
import { onPageError } from './page-errors.ts';

let site: DemoSite;

before(async () => {
  site = await openDemoSite(['site:', '  pageSize: 10', '  blur: [s]']);
});

after(async () => {
  await site?.[Symbol.asyncDispose]();
});

/** A window of a visitor who has chosen a set of keys. */
async function withKeys(
  preset: Preset | 'off',
  work: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await site.browser.newContext({
    viewport: { width: 1280, height: 900 },
    colorScheme: 'dark',
  });
  await context.addInitScript((keys) => {
    localStorage.setItem('homebooru.settings', JSON.stringify({ keys }));
  }, preset);
  const page = await context.newPage();
  const faults: string[] = [];
  onPageError(page, ({ message }) => faults.push(message));
  await work(page);
  assert.deepEqual(faults, []);
  await context.close();
}

async function openPage(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await waitUntilReady(page);
  if (address.includes('post/')) await page.waitForSelector('#tags .count');
}

/** Presses keys; `Tile`: the focus goes to the first; `Picture`: it is opened in the viewer. */
async function press(page: Page, keys: string): Promise<void> {
  for (const key of keys.split(' ')) {
    if (key === 'Tile') await page.locator('a.tile').first().focus();
    else if (key === 'Picture') {
      await page.locator('.picture a').click();
      await page.waitForSelector('.pswp--ui-visible img[src*="originals/"]');
    } else await page.keyboard.press(key);
  }
}

/** From now on the page goes nowhere, but remembers where it was sent. */
async function stay(page: Page): Promise<void> {
  await page.evaluate(() => {
    navigation.addEventListener('navigate', (event) => {
      if (event.hashChange || event.navigationType === 'replace') return;
      document.documentElement.dataset['sentTo'] = event.destination.url;
      event.preventDefault();
    });
  });
}

/** Leaves what the last keys have opened. */
async function leave(page: Page): Promise<void> {
  await page.evaluate(async () => {
    delete document.documentElement.dataset['sentTo'];
    for (const dialog of document.querySelectorAll('dialog')) dialog.close();
    if (document.fullscreenElement) await document.exitFullscreen();
  });
  await page.keyboard.press('Escape');
  await page.waitForSelector('.pswp', { state: 'detached' });
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    scrollTo(0, 0);
  });
}

for (const [preset, place] of [
  ['homebooru', 0],
  ['danbooru', 1],
] as const) {
  test(`every key of the set ${preset} does on its page what it is for`, async () => {
    const [name, root] = site.places[place] ?? ['', ''];
    await withKeys(preset, async (page) => {
      for (const [address, keys] of keyCases[preset]) {
        await openPage(page, root + address);
        await stay(page);
        for (const [key, outcome] of keys) {
          await press(page, key);
          const wished = (outcome.startsWith('/') ? sentTo : (own: string) => own)(outcome);
          await page
            .waitForSelector(wished, { state: 'attached' })
            .catch(async (error: unknown) => {
              const sent = await page.getAttribute('html', 'data-sent-to');
              assert.fail(`${key} on ${address} over ${name}: ${error}; it was sent to ${sent}`);
            });
          await leave(page);
        }
      }
    });
  });
}

function sentTo(address: string): string {
  return `html[data-sent-to*="${address}"]`;
}

test('what scrolls, scrolls: w and s as on Danbooru, and u to the top', async () => {
  await withKeys('danbooru', async (page) => {
    await openPage(page, site.address + results);
    const isDown = (wished: boolean) =>
      page.waitForFunction((down) => scrollY > 0 === down, wished);
    await page.keyboard.press('s');
    await isDown(true);
    await page.keyboard.press('w');
    await isDown(false);
    await page.keyboard.press('s');
    await isDown(true);
    await page.keyboard.press('u');
    await isDown(false);
  });
});

test('keys work over the page too, in the viewer and in the slideshow, and are the visitor’s own', async () => {
  await withKeys('homebooru', async (page) => {
    await openPage(page, site.address + results);
    await press(page, 'Tile Space');
    const shown = page.locator('.pswp--open .pswp__counter');
    await shown.filter({ hasText: /^1 / }).waitFor();
    await page.keyboard.press('d');
    await shown.filter({ hasText: /^2 / }).waitFor();
    await page.keyboard.press('h');
    await shown.filter({ hasText: /^1 / }).waitFor();
    await page.keyboard.press('Space');
    await page.waitForSelector('.pswp', { state: 'detached' });
    await page.keyboard.press('y');
    const place = page.locator('.slideshow-place');
    await page.getByRole('button', { name: 'Pause' }).click();
    await place.filter({ hasText: /^1 of/ }).waitFor();
    await page.keyboard.press('d');
    await place.filter({ hasText: /^2 of/ }).waitFor();
    await page.keyboard.press('a');
    await place.filter({ hasText: /^1 of/ }).waitFor();
    await page.keyboard.press('y');
    await page.locator('dialog.slideshow').waitFor({ state: 'detached' });
  });
});

test('with keys switched off no letter does anything, over the page either; arrows and Esc do', async () => {
  await withKeys('off', async (page) => {
    await openPage(page, site.address + results);
    const before = await page.evaluate(() => [location.href, scrollY]);
    await press(page, 'Tile');
    const letters = keyActionNames.flatMap((name) => keyActions[name].homebooru).filter(isLetter);
    assert.ok(letters.length > 20);
    for (const key of letters) await page.keyboard.press(key);
    assert.deepEqual(await page.evaluate(() => [location.href, scrollY]), before);
    assert.equal(await page.locator('dialog[open], .pswp, [data-selected]').count(), 0);
    await page.locator('[data-slideshow-button]').click();
    const place = page.locator('.slideshow-place');
    await page.getByRole('button', { name: 'Pause' }).click();
    await place.filter({ hasText: /^1 of/ }).waitFor();
    for (const key of ['d', 'y', 'l']) await page.keyboard.press(key);
    assert.match((await place.textContent()) ?? '', /^1 of/);
    await page.keyboard.press('ArrowRight');
    await place.filter({ hasText: /^2 of/ }).waitFor();
    await page.keyboard.press('Escape');
    await page.goto(site.address + post);
    await waitUntilReady(page);
    await press(page, 'Picture z Space');
    assert.equal(await page.locator('.pswp--zoomed-in').count(), 0);
    await page.keyboard.press('Escape');
    await page.waitForSelector('.pswp', { state: 'detached' });
  });
});

function isLetter(key: string): boolean {
  return key.length === 1 && key !== ' ';
}

test('no key does anything with a modifier, or while one types', async () => {
  await withKeys('homebooru', async (page) => {
    await openPage(page, site.address + post);
    for (const modifier of ['Control', 'Alt', 'Meta']) {
      await page.keyboard.press(`${modifier}+i`);
      assert.equal(await page.locator('.post[data-info=off]').count(), 0, modifier);
    }
    await page.locator('input[data-search]').focus();
    await page.keyboard.press('i');
    assert.equal(await page.locator('.post[data-info=off]').count(), 0);
    assert.equal(await page.inputValue('input[data-search]'), 'no_humansi');
  });
});

test('Ctrl+Enter searches for what is written, whatever is marked in the list', async () => {
  await withKeys('homebooru', async (page) => {
    await openPage(page, `${site.address}index.html`);
    await page.locator('input[data-search]').pressSequentially('sk');
    await page.waitForSelector('[role=option]');
    await page.keyboard.press('ArrowDown');
    await page.waitForSelector('[role=option][aria-selected=true]');
    await page.keyboard.press('Control+Enter');
    await page.waitForURL(/search\.html\?q=sk$/);
  });
});

test('keys go to the page before and after where there is one, on a narrow window too', async () => {
  await site.open(
    site.address + results,
    async (page) => {
      let loads = 0;
      page.on('load', () => {
        loads += 1;
      });
      await page.keyboard.press('a');
      await page.keyboard.press('d');
      await page.waitForURL(/p=2$/);
      await waitUntilReady(page);
      assert.equal(loads, 1);
      await page.keyboard.press('a');
      await page.waitForURL((url) => !url.search.includes('p='));
    },
    { viewport: { width: 390, height: 844 } },
  );
});
