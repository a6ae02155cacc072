import { element } from '../element.ts';
import { strings } from '../strings.ts';
import { type DrawnTile, drawTile } from '../tile.ts';
import { drawBadges } from './draw-badges.ts';
import type { GallerySource } from './gallery-source.ts';
import { guessHeight, layoutRows, type RowLayout, type RowSpace } from './row-layout.ts';

/** A page's worth of an endless gallery: of a known height always, with its tiles only while it is near the window. */
export class Chunk {
  readonly list = element('ul', 'chunk');
  readonly from: number;
  readonly to: number;
  readonly #source: GallerySource;
  readonly #root: string;
  #space: RowSpace;
  #ratios: readonly number[] | undefined;
  #layout: RowLayout | undefined;
  #isWanted = false;
  #filling: Promise<void> | undefined;

  constructor(
    source: GallerySource,
    place: { readonly from: number; readonly to: number; readonly page: number },
    space: RowSpace,
    root: string,
  ) {
    this.#source = source;
    this.from = place.from;
    this.to = place.to;
    this.#space = space;
    this.#root = root;
    this.list.setAttribute('aria-label', strings.page(place.page));
    this.list.dataset['page'] = String(place.page);
    this.#setHeight();
  }

  /** Draws the tiles; at once, where they are drawn already. `onHeight` hears where the end was in the window before. */
  fill(onHeight: (before: number) => void): Promise<void> {
    this.#isWanted = true;
    this.#filling ??= this.#draw(onHeight).catch((error: unknown) => {
      this.#filling = undefined;
      throw error;
    });
    return this.#filling;
  }

  /** Takes the tiles out, but for those in use. */
  empty(): void {
    if (this.list.contains(document.activeElement)) return;
    this.#isWanted = false;
    this.#filling = undefined;
    this.list.replaceChildren();
  }

  /** Nothing comes after it: its last row may be open. Not known before all are counted. */
  get #isLast(): boolean {
    return this.to >= (this.#source.total ?? Number.POSITIVE_INFINITY);
  }

  /** Lays the tiles out anew, in another space. */
  reshape(space: RowSpace): void {
    this.#space = space;
    if (this.#ratios) this.#layout = layoutRows(this.#ratios, space, this.#isLast);
    this.#setHeight();
    this.#placeTiles();
  }

  async #draw(onHeight: (before: number) => void): Promise<void> {
    const tiles = await this.#source.tiles(this.from, this.to);
    if (!this.#isWanted) return;
    const before = this.list.getBoundingClientRect().bottom;
    if (!this.#ratios) {
      this.#ratios = tiles.map(({ ratio }) => ratio / 100);
      this.#layout = layoutRows(this.#ratios, this.#space, this.#isLast);
      this.#setHeight();
    }
    this.list.replaceChildren(...tiles.map((tile) => this.#drawTile(tile)));
    this.#placeTiles();
    onHeight(before);
    await this.#drawBadges(tiles);
  }

  #drawTile(tile: DrawnTile): HTMLLIElement {
    const item = drawTile(tile, this.#root);
    const link = item.firstElementChild;
    if (link instanceof HTMLElement) link.tabIndex = -1;
    return item;
  }

  async #drawBadges(tiles: readonly DrawnTile[]): Promise<void> {
    const facts = await this.#source.badges(tiles.map(({ number }) => number));
    const links = this.list.querySelectorAll<HTMLElement>('a.tile');
    for (const [place, tile] of tiles.entries()) {
      const own = facts[place];
      const link = links[place];
      if (!own || !link || link.querySelector('.badges')) continue;
      const badges = drawBadges(own, tile.ratio);
      if (badges) link.append(badges);
    }
  }

  #setHeight(): void {
    const height = this.#layout?.height ?? guessHeight(this.to - this.from, this.#space);
    this.list.style.height = `${height}px`;
  }

  #placeTiles(): void {
    const boxes = this.#layout?.boxes ?? [];
    [...this.list.children].forEach((item, place) => {
      const box = boxes[place];
      if (!(item instanceof HTMLElement) || !box) return;
      item.style.transform = `translate(${box.left}px, ${box.top}px)`;
      item.style.width = `${box.width}px`;
      item.style.height = `${box.height}px`;
    });
  }
}
