import { element } from '../element.ts';
import { Chunk } from './chunk.ts';
import type { GallerySource } from './gallery-source.ts';
import type { RowSpace } from './row-layout.ts';

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
 * All pages of a gallery, one below the other. Each has its height from the beginning, and its tiles only while it is
 * near the window, so the whole costs the same however long it is.
 */
export class EndlessGallery {
  readonly #holder: HTMLElement;
  readonly #wish: Wish;
  readonly #source: GallerySource;
  readonly #chunks: Chunk[] = [];
  readonly #near: IntersectionObserver;
  #page = 0;
  #width = 0;
  #isWatching = false;

  /** Begins with the first `known` posts, a page at most; `complete` adds the others. */
  constructor(holder: HTMLElement, source: GallerySource, known: number, wish: Wish) {
    this.#holder = holder;
    this.#source = source;
    this.#wish = wish;
    holder.replaceChildren();
    this.#width = this.#space().width;
    this.#addChunks(known);
    this.#near = new IntersectionObserver((entries) => this.#onNear(entries), {
      rootMargin: `${margin}px 0px`,
    });
  }

  /** Counts all posts and makes room for them below those that are shown. */
  async complete(): Promise<void> {
    const total = await this.#source.count();
    const before = this.#chunks.at(-1);
    this.#addChunks(total);
    // Now that nothing follows it, its last row stays open.
    if (before?.to === total) before.reshape(this.#space());
  }

  #addChunks(total: number): void {
    const { size, root } = this.#wish;
    const space = this.#space();
    for (let from = this.#chunks.length * size; from < total; from += size) {
      const place = { from, to: Math.min(from + size, total), page: from / size + 1 };
      const chunk = new Chunk(this.#source, place, space, root);
      this.#chunks.push(chunk);
      this.#holder.append(chunk.list);
    }
  }

  /** Shows the place with the post at it `offset` pixels below the window's top; `undefined`: its page's beginning. */
  async show(place: number, offset?: number): Promise<HTMLElement | undefined> {
    const at = Math.floor(place / this.#wish.size);
    const chunk = this.#chunks[at];
    if (!chunk) return undefined;
    await Promise.all(this.#windowful(at).map((near) => near.fill(() => {})));
    const tile = chunk.list.children[place - chunk.from];
    if (!(tile instanceof HTMLElement)) return undefined;
    const target = offset === undefined ? chunk.list : tile;
    if (offset !== undefined || place > 0) {
      const wished = offset ?? this.#headHeight();
      scrollBy({ top: target.getBoundingClientRect().top - wished, behavior: 'instant' });
    }
    return tile.querySelector<HTMLElement>('a') ?? undefined;
  }

  /** A chunk and those below it that fill a window: with their heights known, the window can scroll to the first. */
  #windowful(at: number): readonly Chunk[] {
    const chunks: Chunk[] = [];
    let height = 0;
    for (const chunk of this.#chunks.slice(at)) {
      chunks.push(chunk);
      height += chunk.list.offsetHeight;
      if (chunks.length > 1 && height > 2 * innerHeight) break;
    }
    return chunks;
  }

  /** Begins to fill and empty chunks as the window moves. */
  watch(): void {
    if (this.#isWatching) return;
    this.#isWatching = true;
    for (const { list } of this.#chunks) this.#near.observe(list);
    addEventListener(
      'scroll',
      throttled(250, () => this.#tellPage()),
      { passive: true },
    );
    addEventListener('scrollend', () => this.#tellPage());
    new ResizeObserver(() => {
      if (this.#space().width !== this.#width) this.reshape();
    }).observe(this.#holder);
  }

  /** Lays everything out anew; what is at the window's top stays there. */
  reshape(): void {
    const space = this.#space();
    this.#width = space.width;
    const top = this.#topTile();
    const before = top?.getBoundingClientRect().top ?? 0;
    for (const chunk of this.#chunks) chunk.reshape(space);
    if (top) scrollBy({ top: top.getBoundingClientRect().top - before, behavior: 'instant' });
  }

  #onNear(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      const chunk = this.#chunks.find(({ list }) => list === target);
      if (!chunk) continue;
      if (isIntersecting) this.#fill(chunk);
      else chunk.empty();
    }
  }

  #fill(chunk: Chunk): void {
    chunk
      .fill((before) => {
        // What is in view below it stays where it is; a page that has become shorter may have moved by itself.
        const { top, bottom } = chunk.list.getBoundingClientRect();
        if (top < 0 && bottom !== before) scrollBy({ top: bottom - before, behavior: 'instant' });
      })
      .catch(this.#wish.onFailure);
  }

  #tellPage(): void {
    const head = this.#headHeight() + 1;
    const at = this.#chunks.findIndex(({ list }) => list.getBoundingClientRect().bottom > head);
    const page = at < 0 ? this.#chunks.length : at + 1;
    if (page === this.#page) return;
    this.#page = page;
    this.#wish.onPage(page);
  }

  #topTile(): Element | undefined {
    const head = this.#headHeight();
    for (const { list } of this.#chunks) {
      if (list.childElementCount === 0 || list.getBoundingClientRect().bottom < head) continue;
      return [...list.children].find((tile) => tile.getBoundingClientRect().bottom > head);
    }
    return undefined;
  }

  #headHeight(): number {
    const header = document.querySelector('.site-header');
    const isSticky = header && getComputedStyle(header).position === 'sticky';
    return isSticky ? header.getBoundingClientRect().height : 0;
  }

  /** The styles say how high rows are and how far apart. */
  #space(): RowSpace {
    const probe = element('div', 'row-probe');
    this.#holder.append(probe);
    const { width, height } = probe.getBoundingClientRect();
    probe.remove();
    const gap = Number.parseFloat(getComputedStyle(this.#holder).rowGap) || 0;
    return { width, row: height, gap };
  }
}

function throttled(milliseconds: number, work: () => void): () => void {
  let isWaiting = false;
  return () => {
    if (isWaiting) return;
    isWaiting = true;
    setTimeout(() => {
      isWaiting = false;
      work();
    }, milliseconds);
  };
}
