/** Gives the tile that a visitor comes back to the focus, unless he has put it elsewhere by now; whether it has it. */
export function giveFocus(tile: HTMLElement | null | undefined): boolean {
  const { activeElement, body } = document;
  if (!tile || (activeElement !== null && activeElement !== body)) return false;
  tile.focus({ preventScroll: true });
  return true;
}
