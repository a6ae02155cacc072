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

/** Opens a query as an endless gallery in a holder. Rejects with a QueryError or a ShardError. */
export async function openGallery(
  holder: HTMLElement,
  { query, text }: { readonly query: Query; readonly text: string },
  { root, shards, settings }: PageContext,
  onPage: (page: number) => void,
): Promise<OpenedGallery> {
  const filter = visitorFilter(settings.current, siteBlur());
  const opened = await shards.ask(async (manifest, load, isLast = false) => {
    const source = await GallerySource.open({ manifest, load, isLast, filter, query, text });
    // The first tiles too: where they cannot be read, a newer manifest is asked for.
    await source.tiles(0, 1);
    return { source, size: settings.current.pageSize ?? Math.max(1, manifest.pageSize) };
  });
  const gallery = new EndlessGallery(holder, opened.source, {
    root,
    size: opened.size,
    onPage,
    onFailure: showFailure,
  });
  return { ...opened, gallery };
}

/** What did not load while one scrolls is said once, above. */
function showFailure(error: unknown): void {
  if (!(error instanceof ShardError)) throw error;
  const box = document.querySelector<HTMLElement>('[data-query-error]');
  if (box?.hidden === true) drawFailure(box, error);
}
