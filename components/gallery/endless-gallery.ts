import { element } from '../element.ts';
import { restInSlices } from '../results/slices.ts';
import { Chunk } from './chunk.ts';
import { ChunkPlaces } from './chunk-places.ts';
import type { GallerySource } from './gallery-source.ts';
import { guessHeight, type RowSpace } from './row-layout.ts';
import { throttled } from './throttled.ts';

/** How far from the window chunks have their tiles, in pixels. */
const margin = 1500;

interface Wish {
  readonly root: string;
  /** Posts a chunk, which is a page. */
  readonly size: number;
  /** The page at the top of the window is another one now; from 1. */
  readonly onPage: (page: number) => void;
  readonly onFailure: (error: unknown) => void;
}

/**
 * All pages of a gallery, one below the other. The whole has its height from the beginning, and in the page are only the
 * chunks near the window, so it costs the same however long it is.
 */
export class EndlessGallery {
  readonly #holder: HTMLElement;
  readonly #wish: Wish;
  readonly #source: GallerySource;
  /** Those that were near the window once. */
  readonly #chunks = new Map<number, Chunk>();
  readonly #places = new ChunkPlaces();
  #total = 0;
  /** The chunks in the page, in order. */
  #live: readonly number[] = [];
  #space: RowSpace;
  #page = 0;
  #isWatching = false;

  /** Begins with the first `known` posts, a page at most; `complete` adds the others. */
  constructor(holder: HTMLElement, source: GallerySource, known: number, wish: Wish) {
    this.#holder = holder;
    this.#source = source;
    this.#wish = wish;
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
    this.#setLive([...new Set([...this.#live, at])].toSorted((a, b) => a - b));
    await chunk.layOut(this.#space);
    this.#settle([at]);
    await chunk.draw(restInSlices());
    const tile = chunk.list.children[place - chunk.from];
    if (!(tile instanceof HTMLElement)) return undefined;
    const target = offset === undefined ? chunk.list : tile;
    if (offset !== undefined || place > 0) {
      const wished = offset ?? headHeight();
      scrollBy({ top: target.getBoundingClientRect().top - wished, behavior: 'instant' });
    }
    return tile.querySelector<HTMLElement>('a') ?? undefined;
  }

  /** Begins to fill and empty the gallery as the window moves. */
  watch(): void {
    if (this.#isWatching) return;
    this.#isWatching = true;
    const tellPage = throttled(250, () => this.#tellPage());
    const onScroll = (): void => {
      this.#follow();
      tellPage();
    };
    addEventListener('scroll', onScroll, { passive: true });
    addEventListener('resize', () => this.#follow());
    new ResizeObserver(([entry]) => {
      if (entry && entry.contentRect.width !== this.#space.width) this.reshape();
    }).observe(this.#holder);
    this.#follow();
  }

  /** Lays everything out anew; what is at the window's top stays there. */
  reshape(): void {
    this.#space = spaceIn(this.#holder);
    const top = this.#topTile();
    const before = top?.getBoundingClientRect().top ?? 0;
    const { size } = this.#wish;
    for (let at = 0; at < this.#places.count; at++) {
      const chunk = this.#chunks.get(at);
      chunk?.reshape(this.#space);
      const count = Math.min(size, this.#total - at * size);
      this.#places.setHeight(at, chunk?.heightIn(this.#space) ?? guessHeight(count, this.#space));
    }
    this.#place();
    if (top) scrollBy({ top: top.getBoundingClientRect().top - before, behavior: 'instant' });
    if (this.#isWatching) this.#follow();
  }

  /** Brings the chunks near the window into the page, and takes the others out, but for one in use. */
  #follow(): void {
    const top = this.#holder.getBoundingClientRect().top;
    const first = this.#places.at(-top - margin);
    const last = this.#places.at(-top + innerHeight + margin);
    const isNear = (at: number): boolean => at >= first && at <= last;
    const near = Array.from({ length: last - first + 1 }, (_, step) => first + step);
    const inUse = this.#live.filter(
      (at) => !isNear(at) && this.#chunk(at)?.list.contains(document.activeElement),
    );
    const added = near.filter((at) => !this.#live.includes(at));
    this.#setLive([...near, ...inUse].toSorted((a, b) => a - b));
    if (added.length > 0) this.#fill(added).catch(this.#wish.onFailure);
  }

  /** What came near together gets its height together, and is drawn after that: nothing drawn is moved by it. */
  async #fill(added: readonly number[]): Promise<void> {
    const chunks = added.flatMap((at) => this.#chunk(at) ?? []);
    await Promise.all(chunks.map((chunk) => chunk.layOut(this.#space)));
    this.#settle(added);
    const middle = this.#places.at(innerHeight / 2 - this.#holder.getBoundingClientRect().top);
    const nearest = added.toSorted((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
    const rest = restInSlices();
    for (const at of nearest) {
      if (this.#live.includes(at)) await this.#chunk(at)?.draw(rest);
    }
  }

  #setLive(wished: readonly number[]): void {
    for (const at of this.#live) if (!wished.includes(at)) this.#chunks.get(at)?.remove();
    this.#live = wished;
  }

  /** Takes over how high some chunks have turned out to be; what is drawn in the window stays where it is. */
  #settle(turnedOut: readonly number[]): void {
    const top = this.#holder.getBoundingClientRect().top;
    const first = this.#places.at(-top);
    const kept = this.#live.find(
      (at) =>
        at >= first &&
        this.#places.topOf(at) + top < innerHeight &&
        this.#chunks.get(at)?.isDrawn === true,
    );
    const before = kept === undefined ? 0 : this.#places.topOf(kept);
    for (const at of turnedOut) {
      const height = this.#chunks.get(at)?.heightIn(this.#space);
      if (height !== undefined) this.#places.setHeight(at, height);
    }
    const moved = kept === undefined ? 0 : this.#places.topOf(kept) - before;
    const wished = scrollY + moved;
    this.#place();
    // A page that has become shorter may have moved by itself: where to is said, not how far.
    if (top < 0 && moved !== 0) scrollTo({ top: wished, behavior: 'instant' });
    if (this.#isWatching) this.#follow();
  }

  /** Puts what has its layout into its place; the order in the page is the order that is seen. */
  #place(): void {
    this.#holder.style.height = `${this.#places.height}px`;
    let before: Element | undefined;
    for (const at of this.#live) {
      const chunk = this.#chunks.get(at);
      if (!chunk?.isLaidOut) continue;
      const { list } = chunk;
      const top = this.#places.topOf(at);
      list.style.top = `${top}px`;
      list.style.height = `${this.#places.topOf(at + 1) - top}px`;
      if (!list.isConnected) {
        if (before) before.after(list);
        else this.#holder.prepend(list);
      }
      before = list;
    }
  }

  #tellPage(): void {
    const top = this.#holder.getBoundingClientRect().top;
    const page = this.#places.at(headHeight() + 1 - top) + 1;
    if (page === this.#page) return;
    this.#page = page;
    this.#wish.onPage(page);
  }

  #topTile(): Element | undefined {
    const head = headHeight();
    return this.#live
      .flatMap((at) => [...(this.#chunk(at)?.list.children ?? [])])
      .find((tile) => tile.getBoundingClientRect().bottom > head);
  }
}

function headHeight(): number {
  const header = document.querySelector('.site-header');
  const isSticky = header && getComputedStyle(header).position === 'sticky';
  return isSticky ? header.getBoundingClientRect().height : 0;
}

/** The styles say how high rows are and how far apart. */
function spaceIn(holder: HTMLElement): RowSpace {
  const probe = element('div', 'row-probe');
  holder.append(probe);
  const { width, height } = probe.getBoundingClientRect();
  probe.remove();
  const gap = Number.parseFloat(getComputedStyle(holder).rowGap) || 0;
  return { width, row: height, gap };
}
