import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';

/** The focus is on something that can be seen, wherever the keyboard has led. */
export async function assertFocusSeen(page: Page): Promise<void> {
  const place = await page.evaluate(() => {
    const { activeElement } = document;
    const box = activeElement?.getBoundingClientRect();
    return { name: activeElement?.tagName, top: box?.top ?? -1, height: innerHeight };
  });
  assert.notEqual(place.name, 'BODY');
  assert.ok(place.top >= 0 && place.top < place.height, JSON.stringify(place));
}

/** Presses the Tab key until something has the focus. */
export async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`the Tab key does not come to ${selector}`);
}
