import { restInSlices } from '../results/slices.ts';
import { firstViewEnd } from '../theme/first-view.ts';
import { Chunk } from './chunk.ts';
import { ChunkPlaces } from './chunk-places.ts';
import type { EndlessWish } from './endless-wish.ts';
import { HeldTiles } from './held-tiles.ts';
import { OwnScroll } from './own-scroll.ts';
import { PageMap } from './page-map.ts';
import { placeChunks, topTile } from './place-chunks.ts';
import { guessHeight, type RowSpace } from './row-layout.ts';
import { headHeight, spaceIn } from './row-space.ts';
import type { ShownTiles } from './shown-page.ts';
import { throttled } from './throttled.ts';
import type { TileSource } from './tile-source.ts';

/** How far from the window chunks have their tiles, in pixels. */
const margin = 1500;

/**
 * All pages of a gallery, one below the other. The whole has its height from the beginning, as far as a page can be so high,
 * and in the page are only the chunks near the window, so it costs the same however long it is.
 */
export class EndlessGallery {
  readonly #holder: HTMLElement;
  readonly #wish: EndlessWish;
  readonly #source: TileSource;
  /** Those that were near the window once. */
  readonly #chunks = new Map<number, Chunk>();
  readonly #places = new ChunkPlaces();
  readonly #map: PageMap;
  #total = 0;
  /** The chunks in the page by their places, in order. */
  #live: ReadonlyMap<number, Chunk> = new Map();
  #space: RowSpace;
  #page = 0;
  #isWatching = false;
  readonly #scroll = new OwnScroll();
  readonly #held = new HeldTiles();

  /** Begins with the first `known` posts, a page at most; `complete` adds the others. */
  constructor(holder: HTMLElement, source: TileSource, known: number, wish: EndlessWish) {
    this.#holder = holder;
    this.#source = source;
    this.#wish = wish;
    this.#map = new PageMap(wish.mostHeight);
    holder.replaceChildren();
    this.#space = spaceIn(holder);
    this.#addChunks(known);
  }

  /** Counts all posts and makes room for them below those that are shown. */
  async complete(): Promise<void> {
    const before = this.#total;
    this.#addChunks(await this.#source.count());
    if (before !== this.#total) return;
    // Now that nothing follows it, its last row stays open.
    const last = this.#places.count - 1;
    this.#chunks.get(last)?.reshape(this.#space);
    this.#settle([last]);
  }

  #addChunks(total: number): void {
    this.#total = total;
    const { size } = this.#wish;
    for (let from = this.#places.count * size; from < total; from += size) {
      this.#places.add(guessHeight(Math.min(size, total - from), this.#space));
    }
    this.#place();
  }

  /** `undefined`: there is none. */
  #chunk(at: number): Chunk | undefined {
    const from = at * this.#wish.size;
    if (from >= this.#total) return undefined;
    const known = this.#chunks.get(at);
    if (known) return known;
    const place = { from, to: Math.min(from + this.#wish.size, this.#total), page: at + 1 };
    const chunk = new Chunk(this.#source, place, this.#wish.root);
    this.#chunks.set(at, chunk);
    return chunk;
  }

  /** Shows the place with the post at it `offset` pixels below the window's top; `undefined`: its page's beginning. */
  async show(place: number, offset?: number): Promise<HTMLElement | undefined> {
    const at = Math.floor(place / this.#wish.size);
    const chunk = this.#chunk(at);
    if (!chunk) return undefined;
    this.#setLive([...this.#live.keys(), at]);
    await chunk.layOut(() => this.#space);
    this.#settle([at]);
    const top = this.#places.topOf(at);
    const isMoved = offset !== undefined || place > 0;
    const inset = isMoved ? (offset ?? headHeight()) : 0;
    const below = offset === undefined ? 0 : chunk.topOf(place);
    const from = isMoved ? top + below - inset : this.#distance;
    this.#held.holdUntil(firstViewEnd(), from);
    const rest = restInSlices();
    await chunk.draw({ rest, held: this.#held, top, seenFrom: from });
    chunk.drawBadges(rest).catch(this.#wish.onFailure);
    const tile = chunk.list.children[place - chunk.from];
    if (!(tile instanceof HTMLElement)) return undefined;
    if (isMoved) {
      this.#map.goTo(this.#places.topOf(at));
      this.#place();
      const target = offset === undefined ? chunk.list : tile;
      this.#scroll.by(target.getBoundingClientRect().top - inset);
    }
    return tile.querySelector<HTMLElement>('a') ?? undefined;
  }

  /** The tiles of the page that this one is on, as far as they are drawn; `undefined`: it is none of this gallery's. */
  shownWith(tile: Element): ShownTiles | undefined {
    const { from = 0, tiles } =
      [...this.#live.values()].find(({ list }) => list.contains(tile)) ?? {};
    return tiles && { from, total: this.#total, tiles };
  }

  /** Begins to fill and empty the gallery as the window moves. */
  watch(): void {
    if (this.#isWatching) return;
    this.#isWatching = true;
    // The visitor may have chosen other rows while the index was on its way.
    if (spaceIn(this.#holder).row !== this.#space.row) this.reshape();
    this.#held.moveTo(this.#distance);
    const tellPage = throttled(250, () => this.#tellPage());
    addEventListener('scroll', () => {
      this.#keepTrack();
      this.#held.moveTo(this.#distance);
      this.#follow();
      tellPage();
    });
    addEventListener('resize', () => this.#follow());
    new ResizeObserver(([entry]) => {
      if (entry && entry.contentRect.width !== this.#space.width) this.reshape();
    }).observe(this.#holder);
    this.#follow();
  }

  /** Lays everything out anew; what is at the window's top stays there. */
  reshape(): void {
    this.#held.release();
    this.#space = spaceIn(this.#holder);
    const [top, page = 0] = topTile(this.#live) ?? [];
    const before = top?.getBoundingClientRect().top ?? 0;
    const { size } = this.#wish;
    for (let at = 0; at < this.#places.count; at++) {
      const chunk = this.#chunks.get(at);
      chunk?.reshape(this.#space);
      const count = Math.min(size, this.#total - at * size);
      this.#places.setHeight(at, chunk?.heightIn(this.#space) ?? guessHeight(count, this.#space));
    }
    this.#map.total = this.#places.height;
    this.#map.goTo(this.#places.topOf(page));
    this.#place();
    if (top) this.#scroll.by(top.getBoundingClientRect().top - before);
    if (this.#isWatching) this.#follow();
  }

  /** How far down the gallery the window's top is. */
  get #distance(): number {
    return this.#map.ahead - this.#holder.getBoundingClientRect().top;
  }

  /** Where the gallery is higher than a page can be: a jump leads to another part of it, and what has moved a bit stays true. */
  #keepTrack(): void {
    const before = this.#map.ahead;
    if (this.#scroll.hasJumped()) this.#map.jumpTo(this.#distance - before);
    const drift = this.#map.correct(this.#distance);
    if (this.#map.ahead === before) return;
    this.#place();
    this.#scroll.by(drift);
  }

  /** Brings the chunks near the window into the page, and takes the others out, but for one in use. */
  #follow(): void {
    const distance = this.#distance;
    const near = this.#places.between(distance - margin, distance + innerHeight + margin);
    const inUse = [...this.#live].flatMap(([at, { list }]) =>
      !near.includes(at) && list.contains(document.activeElement) ? [at] : [],
    );
    const added = near.filter((at) => !this.#live.has(at));
    this.#setLive([...near, ...inUse]);
    if (added.length > 0) this.#held.waitFor(this.#fill(added).catch(this.#wish.onFailure));
  }

  /** What came near together gets its height together, and is drawn after that: nothing drawn is moved by it. */
  async #fill(added: readonly number[]): Promise<void> {
    const chunks = added.flatMap((at) => this.#chunk(at) ?? []);
    await Promise.all(chunks.map((chunk) => chunk.layOut(() => this.#space)));
    this.#settle(added);
    const middle = this.#places.at(this.#distance + innerHeight / 2);
    const nearest = added.toSorted((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
    const rest = restInSlices();
    for (const at of nearest) {
      const top = this.#places.topOf(at);
      await this.#live.get(at)?.draw({ rest, held: this.#held, top });
    }
    for (const at of nearest) await this.#live.get(at)?.drawBadges(rest);
  }

  #setLive(wished: readonly number[]): void {
    const before = this.#live;
    const live = new Map<number, Chunk>();
    for (const at of wished.toSorted((a, b) => a - b)) {
      const chunk = this.#chunk(at);
      if (chunk) live.set(at, chunk);
    }
    this.#live = live;
    for (const [at, chunk] of before) if (!live.has(at)) chunk.remove();
  }

  /** Takes over how high some chunks have turned out to be; what is drawn in the window stays where it is. */
  #settle(turnedOut: readonly number[]): void {
    if (this.#isWatching) this.#keepTrack();
    const distance = this.#distance;
    const first = this.#places.at(distance);
    const [kept] =
      [...this.#live].find(
        ([at, { isDrawn }]) =>
          at >= first && this.#places.topOf(at) < distance + innerHeight && isDrawn,
      ) ?? [];
    const before = kept === undefined ? 0 : this.#places.topOf(kept);
    for (const at of turnedOut) {
      const height = this.#chunks.get(at)?.heightIn(this.#space);
      if (height !== undefined) this.#places.setHeight(at, height);
    }
    const moved = kept === undefined || distance <= 0 ? 0 : this.#places.topOf(kept) - before;
    this.#map.total = this.#places.height;
    const wished = scrollY + moved + this.#map.correct(distance + moved);
    this.#scroll.during(() => {
      this.#place();
      // A page that has become shorter may have moved by itself: where to is said, not how far.
      if (distance > 0) scrollTo({ top: wished, behavior: 'instant' });
    });
    this.#held.shiftTo(this.#distance);
    if (this.#isWatching) this.#follow();
  }

  #place(): void {
    placeChunks(this.#holder, this.#live, this.#places, this.#map);
  }

  #tellPage(): void {
    const page = this.#places.at(this.#distance + headHeight() + 1) + 1;
    if (page === this.#page) return;
    this.#page = page;
    this.#wish.onPage(page);
  }
}
