import type { SiteRequest } from '../../pipeline/library/site-request.ts';
import type { PageStyle, PlannedPage } from './plan-pages.ts';
import { noPages, type RenderBatch } from './render-messages.ts';
import { RenderPool } from './render-pool.ts';

/** Pages a run of Eleventy: few enough that a renderer's memory stays small. */
const batchSize = 1000;
const galleryBatchSize = 200;

/** Renders pages in bounded batches, as many at a time as there are cores. `take` hears of each batch. */
export async function renderPages(
  { settings, out }: SiteRequest,
  style: PageStyle,
  pages: readonly PlannedPage[],
  take: (addresses: readonly string[], written: number, done: number) => void,
): Promise<void> {
  if (pages.length === 0) return;
  await using pool = new RenderPool({
    state: settings.paths.state,
    out,
    frame: style.frame,
    preview: settings.thumbnails.preview,
    originalsAddress: /^https?:/.test(settings.originals)
      ? settings.originals.replace(/\/$/, '')
      : undefined,
  });
  let done = 0;
  await Promise.all(
    batchesOf(pages).map(async (batch) => {
      const { addresses, written } = await pool.render(batch);
      done += addresses.length;
      take(addresses, written, done);
    }),
  );
}

function batchesOf(pages: readonly PlannedPage[]): readonly RenderBatch[] {
  const posts = pages.flatMap(({ post }) => (post === undefined ? [] : [post]));
  const others = pages.filter(({ post }) => post === undefined);
  // A small site is one batch for each renderer, not one for each kind of page.
  if (pages.length <= galleryBatchSize) return [{ posts, work: gather(others) }];
  return [
    ...cut(others, galleryBatchSize).map((part) => ({ posts: [], work: gather(part) })),
    ...cut(posts, batchSize).map((part) => ({ posts: part, work: noPages })),
  ];
}

function gather(pages: readonly PlannedPage[]): RenderBatch['work'] {
  return {
    home: pages.flatMap(({ work }) => work?.home ?? []),
    galleries: pages.flatMap(({ work }) => work?.galleries ?? []),
    tagPages: pages.flatMap(({ work }) => work?.tagPages ?? []),
    fixedPages: pages.flatMap(({ work }) => work?.fixedPages ?? []),
  };
}

function cut<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, part) =>
    items.slice(part * size, (part + 1) * size),
  );
}
