import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import sharp from 'sharp';
import { openBrowser } from '../../tests/browser/find-browser.ts';

// The pictures of the README: `npm run build`, then `npm run screenshots`, which looks at `dist/`.
const shots: readonly (readonly [name: string, address: string])[] = [
  ['gallery', 'index.html'],
  ['search', 'search.html?q=no_humans+-night'],
  ['post', 'post/0/21.html'],
];

const site = pathToFileURL(`${resolve('dist')}/`).href;
const browser = await openBrowser();
const page = await browser.newPage({
  viewport: { width: 1440, height: 900 },
  colorScheme: 'dark',
});
for (const [name, address] of shots) {
  await page.goto(site + address);
  await page.waitForSelector('html[data-ready=ok]', { state: 'attached' });
  await page.waitForLoadState('networkidle');
  const picture = await sharp(await page.screenshot())
    .webp({ quality: 80 })
    .toBuffer();
  writeFileSync(join(import.meta.dirname, `${name}.webp`), picture);
}
await browser.close();
