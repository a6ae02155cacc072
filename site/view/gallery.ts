import { type Html, html } from '../html.ts';
import type { Frame, GalleryPage } from '../page-data.ts';
import { strings } from '../strings.ts';
import { galleryPager } from './pager.ts';
import { tileGrid } from './tile.ts';
import { tagsButton, toolbar } from './toolbar.ts';

/** A heading, pictures and the ways on: what the home page and the pages of the gallery share. */
export function gallery(
  page: GalleryPage,
  { order, sizes }: Frame,
  {
    title,
    root,
    totals,
  }: { readonly title: string; readonly root: string; readonly totals?: string },
): Html {
  const pager = galleryPager(page, order, root, strings.pages);
  const grid =
    page.tiles.length > 0
      ? tileGrid(page.tiles, root, sizes)
      : html`<div class="empty"><p>${strings.noPosts}</p><p>${strings.noPostsWhy} <code>${strings.noPostsCommand}</code></p></div>`;
  return html`<main id="content" class="gallery">
<div class="page-bar"><h1>${title}</h1>${totals !== undefined && html`<p class="totals">${totals}</p>${tagsButton()}`}${page.tiles.length > 0 && toolbar('gallery')}${pager}</div>
<div class="notice error" role="alert" data-query-error hidden></div>
${grid}
<div class="page-end">${galleryPager(page, order, root, strings.pagesBelow)}</div>
</main>`;
}
