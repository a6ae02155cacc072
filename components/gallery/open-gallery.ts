import { ShardError } from '../../catalog/index/shard.ts';
import type { Query } from '../../catalog/search/query.ts';
import { pageFilter } from '../filter/page-filter.ts';
import type { PageContext } from '../page-context.ts';
import { drawFailure } from '../results/draw-failure.ts';
import { EndlessGallery } from './endless-gallery.ts';
import { GallerySource } from './gallery-source.ts';
import { giveFocus } from './give-focus.ts';
import { type RememberedPlace, readPlace } from './place-memory.ts';
import { ReturningSource } from './returning-source.ts';
import { nameOfShown, readShownPage, type ShownPage } from './shown-page.ts';

export interface OpenedGallery {
  readonly source: GallerySource;
  readonly gallery: EndlessGallery;
  readonly size: number;
  /** What it shows around a tile. */
  readonly shownWith: (tile: HTMLElement) => ShownPage | undefined;
}

/**
 * Opens a query as an endless gallery in a holder, and goes to where the visitor begins. With `isAtTop` the first page's
 * tiles stand before all posts are counted, where the order allows that. Rejects with a QueryError or a ShardError.
 */
export async function openGallery(
  holder: HTMLElement,
  { query, text, name = text, isAtTop, again, onPatterns, onOnlyPage, begin }: Wish,
  { root, shards, settings }: PageContext,
  onPage: (page: number) => void,
): Promise<OpenedGallery> {
  const filter = pageFilter(settings.current);
  // All of it: what cannot be read is asked for again with a newer manifest, and drawn anew.
  return shards.ask(async (manifest, load, isLast = false) => {
    const index = { manifest, load, isLast };
    const source = await GallerySource.open({ ...index, filter, query, text, onPatterns });
    const size = settings.current.pageSize ?? Math.max(1, manifest.pageSize);
    const shownWith = (gallery: EndlessGallery) => (tile: HTMLElement) => {
      const tiles = gallery.shownWith(tile);
      return tiles && { ...tiles, of: nameOfShown(name, settings.current), size };
    };
    if (again?.size === size && (await again.source.goOnFrom(source))) {
      const { gallery } = again;
      return { source, gallery, size, shownWith: shownWith(gallery) };
    }
    const wish = { root, size, onPage, onFailure: showFailure };
    const first = await source.matches.slice(0, size);
    if (first.length < size) onOnlyPage?.();
    const gallery = new EndlessGallery(holder, source, first.length, wish);
    if (isAtTop) await gallery.show(0);
    else await source.tiles(0, 1);
    await gallery.complete();
    const opened = { source, gallery, size, shownWith: shownWith(gallery) };
    await begin?.(opened);
    return opened;
  });
}

interface Wish {
  readonly query: Query;
  readonly text: string;
  /** By which what is shown is known again, where the text does not say which posts they are. */
  readonly name?: string;
  /** The visitor begins at the first page. */
  readonly isAtTop: boolean;
  /** What is shown again already; where it is as it was, the gallery goes on from that, and nothing begins anew. */
  readonly again?: ShownAgain | undefined;
  /** Hears, before the first post is drawn, that one page has them all. */
  readonly onOnlyPage?: () => void;
  /** Shows the place where the visitor begins, once all posts are counted. */
  readonly begin?: (opened: OpenedGallery) => Promise<void>;
  /** Hears about how many bytes the query's patterns load, before they are. */
  readonly onPatterns: (bytes: number) => Promise<void>;
}

/** A gallery as a visitor left it. */
export interface ShownAgain {
  readonly source: ReturningSource;
  readonly gallery: EndlessGallery;
  readonly size: number;
}

/** What a visitor comes back to: what was shown, and the place in it of the tile that he opened. */
export interface LeftPage {
  readonly shown: ShownPage;
  readonly place: RememberedPlace;
  readonly at: number;
}

/** What the history's entry remembers of a search, or of what goes by that name; `undefined`: nothing, or the visitor sees it differently now. */
export function leftPage(name: string, { settings }: PageContext): LeftPage | undefined {
  const shown = readShownPage(history.state);
  const place = readPlace(history.state);
  if (!shown || !place || shown.of !== nameOfShown(name, settings.current)) return undefined;
  const at = shown.tiles.findIndex(({ number }) => number === place.number);
  return at < 0 ? undefined : { shown, place, at: shown.from + at };
}

/** Shows it again, in its place and with the focus, before anything of the index has come. */
export async function showAgain(
  holder: HTMLElement,
  { shown, place, at }: LeftPage,
  root: string,
  onPage: (page: number) => void,
): Promise<ShownAgain> {
  history.scrollRestoration = 'manual';
  const { size, total } = shown;
  const source = new ReturningSource(shown);
  const wish = { root, size, onPage, onFailure: showFailure };
  const gallery = new EndlessGallery(holder, source, total, wish);
  giveFocus(await gallery.show(at, place.offset));
  return { source, gallery, size };
}

/** Where a post stands that a visitor has left; if it is gone, the nearest of those around it that is still there. */
export async function placeNear(
  { matches }: GallerySource,
  number: number,
): Promise<number | undefined> {
  const shown = readShownPage(history.state)?.tiles.map((tile) => tile.number) ?? [];
  const at = shown.indexOf(number);
  const distance = (other: number): number => Math.abs(shown.indexOf(other) - at);
  const near = at < 0 ? [] : shown.toSorted((a, b) => distance(a) - distance(b));
  for (const one of [number, ...near]) {
    const place = await matches.placeOf(one);
    if (place !== undefined) return place;
  }
  return undefined;
}

/** What did not load while one scrolls is said once, above. */
function showFailure(error: unknown): void {
  if (!(error instanceof ShardError)) throw error;
  const box = document.querySelector<HTMLElement>('[data-query-error]');
  if (box?.hidden === true) drawFailure(box, error);
}
