import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { browserWish, findBrowser } from './find-browser.ts';

/**
 * What the test runner does once, before any test file: installs Debian's Chromium where there is none and it may. Done here, and
 * not by the test that needs it, as files run side by side, and one must not start what another is still unpacking.
 * Throws what to do where it cannot.
 */
export function globalSetup(): void {
  if (findBrowser() !== undefined) return;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) throw new Error(browserWish);
  try {
    execFileSync('apt-get', ['update'], { stdio: 'ignore' });
    execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], {
      stdio: 'ignore',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  } catch (cause) {
    throw new Error(browserWish, { cause });
  }
}
