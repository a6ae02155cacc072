import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { normaliseTag } from '../../catalog/tag.ts';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { recordPlace, temporaryCollection } from '../fixtures/collection.ts';
import { siteOf } from '../fixtures/site.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { waitUntilReady } from './demo-site.ts';
import { openBrowser } from './find-browser.ts';
import { openStates } from './hostile-states.ts';
import { serveFolder } from './serve-folder.ts';

/** Texts that run where they are pasted instead of written. */
export const runningTexts = [
  '<script>pwned()</script>',
  '"><img src=x onerror=pwned()>',
  "'onmouseover='pwned()",
  '</title><script>pwned()</script>',
  'javascript:pwned()',
  '</script><svg onload=pwned()>',
];

/** Three pictures whose tags and addresses are such texts, and whose site is called by one. */
export async function checkTexts(texts: readonly string[]): Promise<void> {
  await using pool = new DecoderPool(15);
  await using collection = await temporaryCollection(pool);
  await using folder = await temporaryFolder();
  const pictures = 3;
  const tagged = new Map<string, readonly string[]>();
  for (let at = 0; at < pictures; at++) {
    const md5 = await collection.picture(`${at}.png`, at, at);
    const own = texts.filter((_, place) => place % pictures === at);
    const danbooru = { tag_string_general: 'cat', source: own[0] ?? '', rating: 'g' };
    await collection.put(recordPlace(md5), JSON.stringify({ md5, sources: { danbooru } }));
    tagged.set(
      md5,
      own.map(normaliseTag).filter((name) => name !== ''),
    );
  }
  await collection.put('homebooru.yaml', `site: { title: ${JSON.stringify(runningTexts[1])} }`);
  await collection.process();
  for (const [md5, names] of tagged) {
    await collection.edit(md5, { add: names.map((name) => ({ name, category: 'general' })) });
  }
  await collection.process();
  const site = join(folder.path, 'site');
  await siteOf(collection.path, site);
  for (const address of readdirSync(site, { recursive: true, encoding: 'utf8' })) {
    if (!address.endsWith('.html')) continue;
    assert.doesNotMatch(readFileSync(join(site, address), 'utf8'), /<[^>]*\sstyle=/, address);
  }
  assert.deepEqual(await faultsOf(site), [], 'under the policy');
  removePolicies(site);
  assert.deepEqual(await faultsOf(site), [], 'without the policy');
}

function removePolicies(site: string): void {
  for (const address of readdirSync(site, { recursive: true, encoding: 'utf8' })) {
    if (!address.endsWith('.html')) continue;
    const path = join(site, address);
    const page = readFileSync(path, 'utf8');
    writeFileSync(path, page.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, ''));
  }
}

/** Opens every kind of page; tells what ran that should not, and what the policy had to stop. */
async function faultsOf(site: string): Promise<readonly string[]> {
  await using server = await serveFolder(site, '/');
  await using browser = await openBrowser();
  const faults: string[] = [];
  const page = await browser.newPage();
  await page.exposeFunction('pwned', () => faults.push(`ran on ${page.url()}`));
  await page.exposeFunction('blocked', (what: string) => faults.push(`${what} on ${page.url()}`));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      const { blocked } = globalThis as unknown as { blocked: (what: string) => void };
      blocked(`${violatedDirective} ${blockedURI}`);
    });
  });
  page.on('dialog', (dialog) => {
    faults.push(`a dialog on ${page.url()}`);
    dialog.dismiss().catch(() => {});
  });
  const top = readdirSync(site).filter(
    (name) =>
      name.endsWith('.html') &&
      // Most letters have no tags.
      (!name.startsWith('tags') || readFileSync(join(site, name), 'utf8').includes('data-tag=')),
  );
  const posts = readdirSync(join(site, 'post/0')).map((name) => `post/0/${name}`);
  const wishes = runningTexts.map(encodeURIComponent);
  const [, broken = ''] = wishes;
  const asked = wishes.map((text) => `search.html?q=${text}`);
  const trails = [`search.html?similar=${broken}`, `post/0/1.html#q=${broken}`];
  for (const address of [...top, 'page/1.html', ...posts, ...asked, ...trails]) {
    // What is behind the `#` alone would not load the page anew.
    if (address.includes('#')) await page.goto('about:blank');
    await page.goto(server.address + address);
    await waitUntilReady(page);
  }
  await openStates(page, server.address);
  return faults;
}
