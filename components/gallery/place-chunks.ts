import type { Chunk } from './chunk.ts';
import type { ChunkPlaces } from './chunk-places.ts';
import type { PageMap } from './page-map.ts';
import { headHeight } from './row-space.ts';

/** Puts what has its layout into its place in the holder; the order in the page is the order that is seen. */
export function placeChunks(
  holder: HTMLElement,
  live: ReadonlyMap<number, Chunk>,
  places: ChunkPlaces,
  map: PageMap,
): void {
  map.total = places.height;
  holder.style.height = `${map.height}px`;
  let before: Element | undefined;
  for (const [at, { list, isLaidOut }] of live) {
    if (!isLaidOut) continue;
    const top = places.topOf(at);
    const height = places.topOf(at + 1) - top;
    // One in use, which is far from the window, may have no place on the page: it waits at its end.
    const place = Math.max(0, Math.min(top - map.ahead, map.height - height));
    list.style.top = `${place}px`;
    list.style.height = `${height}px`;
    if (!list.isConnected) {
      if (before) before.after(list);
      else holder.prepend(list);
    }
    before = list;
  }
}

/** The first tile that the page's head does not cover, and the place of its chunk. */
export function topTile(live: ReadonlyMap<number, Chunk>): readonly [Element, number] | undefined {
  const head = headHeight();
  for (const [at, { list }] of live) {
    const tile = [...list.children].find((item) => item.getBoundingClientRect().bottom > head);
    if (tile) return [tile, at];
  }
  return undefined;
}
