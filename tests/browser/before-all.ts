import { rmSync } from 'node:fs';
import { installNginx } from '../fixtures/nginx.ts';
import { makeReadyDemo, readyDemo } from './demo-collection.ts';
import { installBrowser } from './install-browser.ts';

/** What the test runner does once, before any test file. */
export async function globalSetup(): Promise<void> {
  installBrowser();
  installNginx();
  await makeReadyDemo();
}

/** And once, after all of them. */
export function globalTeardown(): void {
  const path = readyDemo();
  if (path !== undefined) rmSync(path, { recursive: true, force: true });
}
