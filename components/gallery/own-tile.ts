import { giveFocus } from './give-focus.ts';
import { readPlace } from './place-memory.ts';

/** The tile of a post among a page's own. */
export function ownTile(grid: HTMLElement, number: number): HTMLElement | null {
  return grid.querySelector<HTMLElement>(`a.tile[data-number="${number}"]`);
}

/** Gives the tile that a visitor comes back to the focus; `false` where he comes back to none of the page's own. */
export function focusOwnTile(grid: HTMLElement): boolean {
  const left = readPlace(history.state);
  const tile = left && ownTile(grid, left.number);
  giveFocus(tile);
  return tile != null;
}
