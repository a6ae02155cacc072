import type { Page } from 'playwright-core';

/**
 * Tells of every error of a page but one, which is Chromium's own: where it skips the transition between two pages before the
 * second has begun, it complains of it by a promise that no page can have.
 */
export function onPageError(page: Page, tell: (error: Error) => void): void {
  page.on('pageerror', (error) => {
    if (error.message !== 'Transition was skipped') tell(error);
  });
}
