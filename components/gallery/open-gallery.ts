import { ShardError } from '../../catalog/index/shard.ts';
import type { Query } from '../../catalog/search/query.ts';
import { siteBlur } from '../filter/site-blur.ts';
import { visitorFilter } from '../filter/visitor-filter.ts';
import type { PageContext } from '../page-context.ts';
import { drawFailure } from '../results/draw-problem.ts';
import { EndlessGallery } from './endless-gallery.ts';
import { GallerySource } from './gallery-source.ts';

export interface OpenedGallery {
  readonly source: GallerySource;
  readonly gallery: EndlessGallery;
  readonly size: number;
}

/**
 * Opens a query as an endless gallery in a holder, and goes to where the visitor begins. With `isAtTop` the first page's
 * tiles stand before all posts are counted, where the order allows that. Rejects with a QueryError or a ShardError.
 */
export async function openGallery(
  holder: HTMLElement,
  { query, text, isAtTop, onPatterns, begin }: Wish,
  { root, shards, settings }: PageContext,
  onPage: (page: number) => void,
): Promise<OpenedGallery> {
  const filter = visitorFilter(settings.current, siteBlur());
  // All of it: what cannot be read is asked for again with a newer manifest, and drawn anew.
  return shards.ask(async (manifest, load, isLast = false) => {
    const index = { manifest, load, isLast };
    const source = await GallerySource.open({ ...index, filter, query, text, onPatterns });
    const size = settings.current.pageSize ?? Math.max(1, manifest.pageSize);
    const wish = { root, size, onPage, onFailure: showFailure };
    const first = await source.matches.slice(0, size);
    const gallery = new EndlessGallery(holder, source, first.length, wish);
    if (isAtTop) await gallery.show(0);
    else await source.tiles(0, 1);
    await gallery.complete();
    const opened = { source, gallery, size };
    await begin?.(opened);
    return opened;
  });
}

interface Wish {
  readonly query: Query;
  readonly text: string;
  /** The visitor begins at the first page. */
  readonly isAtTop: boolean;
  /** Shows the place where the visitor begins, once all posts are counted. */
  readonly begin?: (opened: OpenedGallery) => Promise<void>;
  /** Hears about how many bytes the query's patterns load, before they are. */
  readonly onPatterns: (bytes: number) => Promise<void>;
}

/** What did not load while one scrolls is said once, above. */
function showFailure(error: unknown): void {
  if (!(error instanceof ShardError)) throw error;
  const box = document.querySelector<HTMLElement>('[data-query-error]');
  if (box?.hidden === true) drawFailure(box, error);
}
