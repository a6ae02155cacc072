/**
 * Chromium keeps a page that is left, but takes the focus from what had it, after `pageswap` and before `pagehide`: who
 * comes back is to go on where he was.
 */
export function keepFocus(): void {
  let left: Element | null = null;
  addEventListener('pageswap', () => {
    left = document.activeElement;
  });
  addEventListener('pageshow', ({ persisted }) => {
    const isLost = document.activeElement === null || document.activeElement === document.body;
    if (persisted && isLost && left instanceof HTMLElement) left.focus({ preventScroll: true });
  });
}
