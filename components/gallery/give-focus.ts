/** Gives the tile that a visitor comes back to the focus, unless he has put it elsewhere by now. */
export function giveFocus(tile: HTMLElement | null | undefined): void {
  const { activeElement, body } = document;
  if (activeElement === null || activeElement === body) tile?.focus({ preventScroll: true });
}
