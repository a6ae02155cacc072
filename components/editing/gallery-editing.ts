import { editPost } from './edit-post.ts';
import { showInSheet } from './editor-sheet.ts';
import { isDeleted, markDeleted, unmark } from './gallery-tiles.ts';
import { deletePost, type PostPlace, restorePost, toggleFavourite } from './post-actions.ts';
import type { SidecarWork } from './sidecar-work.ts';

/** Editing in a gallery: of the tile that has the focus. */
export class GalleryEditing {
  readonly #work: SidecarWork;

  constructor(work: SidecarWork) {
    this.#work = work;
  }

  start(): void {
    this.#work.context.keys.add(
      new Map([
        ['edit', () => this.#with((tile, number) => this.#edit(tile, number))],
        ['favourite', () => this.#with((_tile, number) => this.#favourite(number))],
        ['delete', () => this.#with((tile, number) => this.#remove(tile, number))],
      ]),
    );
  }

  #with(act: (tile: HTMLElement, number: number) => void): boolean {
    const { activeElement } = document;
    if (!(activeElement instanceof HTMLElement) || !activeElement.matches('a.tile')) return false;
    act(activeElement, Number(activeElement.dataset['number']));
    return true;
  }

  #edit(tile: HTMLElement, number: number): void {
    if (isDeleted(tile)) return;
    void editPost(this.#work, {
      number,
      show: (editor) => showInSheet(editor, this.#work.context.root),
      onSaved: () => {},
      onPublished: () => {},
      focusBack: () => tile.focus(),
    });
  }

  #favourite(number: number): void {
    void toggleFavourite(this.#work, number, () => {});
  }

  #remove(tile: HTMLElement, number: number): void {
    const place: PostPlace = {
      number,
      onDeleted: () => markDeleted(tile),
      onRestored: () => unmark(tile),
      focusBack: () => tile.focus(),
    };
    void (isDeleted(tile) ? restorePost(this.#work, place) : deletePost(this.#work, place));
  }
}
