import { giveFocus } from './give-focus.ts';
import { OwnScroll } from './own-scroll.ts';
import { readPlace } from './place-memory.ts';

/** The tile of a post among a page's own. */
export function ownTile(grid: HTMLElement, number: number): HTMLElement | null {
  return grid.querySelector<HTMLElement>(`a.tile[data-number="${number}"]`);
}

/**
 * Gives the tile that a visitor comes back to the focus; `false` where he comes back to none of the page's own. `isMoved`: it may not
 * be where the browser thinks.
 */
export function focusOwnTile(
  grid: HTMLElement,
  isMoved = history.scrollRestoration === 'manual',
): boolean {
  const left = readPlace(history.state);
  const tile = left?.page === 0 ? ownTile(grid, left.number) : null;
  if (!left || !tile) return false;
  if (giveFocus(tile) && isMoved) {
    new OwnScroll().by(tile.getBoundingClientRect().top - left.offset);
  }
  return true;
}
