import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { browserPackage, browserWish, findBrowser } from './find-browser.ts';

/**
 * Installs Debian's Chromium without windows where there is no browser and it may. Done before all tests, and not by the one that
 * needs it, as files run side by side, and one must not start what another is still unpacking. Throws what to do where it cannot.
 */
export function installBrowser(): void {
  if (findBrowser() !== undefined) return;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) throw new Error(browserWish);
  try {
    execFileSync('apt-get', ['update'], { stdio: 'ignore' });
    execFileSync('apt-get', ['install', '-y', '--no-install-recommends', browserPackage], {
      stdio: 'ignore',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  } catch (cause) {
    throw new Error(browserWish, { cause });
  }
}
