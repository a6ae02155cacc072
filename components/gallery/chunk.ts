import { hasFlag } from '../../catalog/index/post-flags.ts';
import type { Rest } from '../../catalog/search/rest.ts';
import { element } from '../element.ts';
import { strings } from '../strings.ts';
import { firstViewEnd } from '../theme/first-view.ts';
import { type DrawnTile, drawTile } from '../tile.ts';
import { drawBadges } from './draw-badges.ts';
import type { HeldTiles } from './held-tiles.ts';
import { offerPreview } from './offer-preview.ts';
import { guessHeight, layoutRows, type RowLayout, type RowSpace } from './row-layout.ts';
import type { TileSource } from './tile-source.ts';

/** How a chunk is drawn. */
interface Drawing {
  readonly rest: Rest;
  readonly held: HeldTiles;
  /** Where its top is in the gallery, in pixels; so is `seenFrom`. */
  readonly top: number;
  /** Where the top of the window is, if somebody sees it already: what is in it is drawn at once, and its pictures are loaded at once. */
  readonly seenFrom?: number;
}

/**
 * A page's worth of an endless gallery. It is in the page only while it is near the window: then first its tiles are loaded,
 * which tells how high it is, and then they are drawn.
 */
export class Chunk {
  readonly list = element('ul', 'chunk');
  readonly from: number;
  readonly to: number;
  readonly #source: TileSource;
  readonly #root: string;
  #ratios: readonly number[] | undefined;
  #layout: RowLayout | undefined;
  #loading: Promise<readonly DrawnTile[]> | undefined;
  #drawing: Promise<void> | undefined;
  #badging: Promise<void> | undefined;
  #tiles: readonly DrawnTile[] | undefined;

  constructor(
    source: TileSource,
    place: { readonly from: number; readonly to: number; readonly page: number },
    root: string,
  ) {
    this.#source = source;
    this.from = place.from;
    this.to = place.to;
    this.#root = root;
    this.list.setAttribute('aria-label', strings.page(place.page));
    this.list.dataset['page'] = String(place.page);
  }

  /** Its tiles have their places, and it has its height. */
  get isLaidOut(): boolean {
    return this.#loading !== undefined && this.#layout !== undefined;
  }

  /** Some of its tiles are to be seen, in their places. */
  get isDrawn(): boolean {
    return this.list.childElementCount > 0;
  }

  /** What is to be seen, where that is all of it. */
  get tiles(): readonly DrawnTile[] | undefined {
    return this.list.childElementCount === this.to - this.from ? this.#tiles : undefined;
  }

  /** How high it is in this space, as far as that is known: loaded or not. */
  heightIn(space: RowSpace): number {
    if (this.#layout) return this.#layout.height;
    const count = this.to - this.from;
    const sum = this.#ratios?.reduce((all, ratio) => all + ratio, 0);
    return guessHeight(count, space, sum && sum / count);
  }

  /** How far below its top one of its places is, in pixels, once it is laid out. */
  topOf(place: number): number {
    return this.#layout?.boxes[place - this.from]?.top ?? 0;
  }

  /** Finds what its tiles show. */
  load(): Promise<readonly DrawnTile[]> {
    this.#loading ??= this.#source.tiles(this.from, this.to).catch((error: unknown) => {
      this.#loading = undefined;
      throw error;
    });
    return this.#loading;
  }

  /** Lays the tiles out once they are loaded, in the space that there is then. */
  async layOut(space: () => RowSpace): Promise<void> {
    this.#ratios = (await this.load()).map(({ ratio }) => ratio / 100);
    this.#layout ??= layoutRows(this.#ratios, space(), this.#isLast);
  }

  /** Draws the tiles, a slice after the other; at once, where they are drawn already. */
  draw(drawing: Drawing): Promise<void> {
    this.#drawing ??= this.#draw(drawing).catch((error: unknown) => {
      this.#drawing = undefined;
      throw error;
    });
    return this.#drawing;
  }

  /** Adds to the drawn tiles what the index says of them: nobody waits for it. */
  drawBadges(rest: Rest): Promise<void> {
    this.#badging ??= this.#drawBadges(rest).catch((error: unknown) => {
      this.#badging = undefined;
      throw error;
    });
    return this.#badging;
  }

  /** Takes it out of the page. */
  remove(): void {
    this.#loading = undefined;
    this.#drawing = undefined;
    this.#badging = undefined;
    this.#tiles = undefined;
    this.list.remove();
    this.list.replaceChildren();
  }

  /** Lays the tiles out anew, in another space, or as the last ones; of a chunk that is not in the page only the height changes. */
  reshape(space: RowSpace): void {
    const ratios = this.#loading && this.#ratios;
    this.#layout = ratios && layoutRows(ratios, space, this.#isLast);
    for (const [place, item] of [...this.list.children].entries()) this.#place(item, place);
  }

  /** Nothing comes after it: its last row may be open. Not known before all are counted. */
  get #isLast(): boolean {
    return this.to >= (this.#source.total ?? Number.POSITIVE_INFINITY);
  }

  async #draw({ rest, held, top, seenFrom = Number.POSITIVE_INFINITY }: Drawing): Promise<void> {
    const loading = this.load();
    const tiles = await loading;
    for (const [place, tile] of tiles.entries()) {
      const box = this.#layout?.boxes[place];
      const from = top + (box?.top ?? 0);
      const to = from + (box?.height ?? 0);
      const isSeen = to > seenFrom && from < seenFrom + innerHeight;
      if (!isSeen) await rest();
      // It was taken out in the meantime.
      if (this.#loading !== loading) return;
      const item = drawTile(tile, this.#root, !isSeen);
      const link = item.firstElementChild;
      if (link instanceof HTMLElement) link.tabIndex = -1;
      this.#place(item, place);
      if (box) held.hold(item, from, to);
      this.list.append(item);
    }
    this.#tiles = tiles;
  }

  async #drawBadges(rest: Rest): Promise<void> {
    const loading = this.load();
    // What they say would share the line with the pictures in view.
    await firstViewEnd();
    const tiles = await loading;
    const facts = await this.#source.badges(tiles.map(({ number }) => number));
    if (this.#loading !== loading) return;
    const links = [...this.list.querySelectorAll<HTMLElement>('a.tile')];
    for (const [place, tile] of tiles.entries()) {
      const own = facts[place];
      const link = links[place];
      if (!own || !link) continue;
      const image = link.querySelector('img');
      const width = this.#layout?.boxes[place]?.width;
      if (image && width && !hasFlag(own.flags, 'animated')) {
        offerPreview(image, tile, width, this.#root);
      }
      const badges = drawBadges(own, tile.ratio);
      if (!badges) continue;
      await rest();
      link.append(badges);
    }
  }

  #place(item: Element, place: number): void {
    const box = this.#layout?.boxes[place];
    if (!(item instanceof HTMLElement) || !box) return;
    item.style.transform = `translate(${box.left}px, ${box.top}px)`;
    item.style.width = `${box.width}px`;
    item.style.height = `${box.height}px`;
  }
}
