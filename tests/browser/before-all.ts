import { useFastDisk } from '../fixtures/fast-disk.ts';
import { installNginx } from '../fixtures/nginx.ts';
import { makeReadyDemo, removeReadyDemo } from './demo-collection.ts';
import { installBrowser } from './install-browser.ts';

let removeAll: (() => void) | undefined;

/** What the test runner does once, before any test file. */
export async function globalSetup(): Promise<void> {
  installBrowser();
  installNginx();
  removeAll = useFastDisk();
  await makeReadyDemo();
}

/** And once, after all of them. */
export function globalTeardown(): void {
  removeReadyDemo();
  removeAll?.();
}
