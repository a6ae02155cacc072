import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Debian's: the same engine as `chromium`, in a quarter of its processor time. */
export const browserPackage = 'chromium-headless-shell';

const usualPlaces = [
  `/usr/bin/${browserPackage}`,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** What to do where the browser tests find no browser. */
export const browserWish = `the browser tests need Chromium or Chrome: install one (Debian: \`apt-get install ${browserPackage}\`), or name it in CHROMIUM_PATH`;

/**
 * Starts a Chromium without a window. Throws what to do where there is none. `keepsPages`: with the memory of pages left by
 * links, which Playwright switches off otherwise, and which the small engine does not have.
 */
export async function openBrowser({ keepsPages = false } = {}): Promise<Browser> {
  const executablePath = keepsPages ? (wholeBrowser() ?? findBrowser()) : findBrowser();
  if (executablePath === undefined) throw new Error(browserWish);
  return chromium.launch({
    executablePath,
    ...(keepsPages ? { ignoreDefaultArgs: ['--disable-back-forward-cache'] } : {}),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
    ],
  });
}

function wholeBrowser(): string | undefined {
  return usualPlaces.find((path) => !path.endsWith(browserPackage) && existsSync(path));
}

/** The program that browser tests start; undefined where there is none. */
export function findBrowser(): string | undefined {
  const named = process.env['CHROMIUM_PATH'];
  if (named !== undefined && !existsSync(named)) {
    throw new Error(`CHROMIUM_PATH names ${named}, which is not there`);
  }
  return named ?? usualPlaces.find((path) => existsSync(path));
}
