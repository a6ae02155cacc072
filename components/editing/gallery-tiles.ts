import { element } from '../element.ts';
import { words } from './editing-words.ts';

export function isDeleted(tile: HTMLElement): boolean {
  return tile.dataset['deleted'] !== undefined;
}

/** The tile stays in its place, so that nothing moves; it is no more than a way back. */
export function markDeleted(tile: HTMLElement): void {
  if (isDeleted(tile)) return;
  tile.dataset['deleted'] = '';
  tile.append(element('span', 'tile-deleted', words.inTrash));
}

export function unmark(tile: HTMLElement): void {
  delete tile.dataset['deleted'];
  tile.querySelector('.tile-deleted')?.remove();
}
