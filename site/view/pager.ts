import { galleryAddress } from '../../catalog/addresses.ts';
import { type Html, html } from '../html.ts';
import type { GalleryOrder, GalleryPage } from '../page-data.ts';
import { strings } from '../strings.ts';
import { icon } from './icon.ts';

/** The ways to the pages before and after in the gallery's order; nothing where there is neither. */
export function galleryPager(
  { page, newer, older }: GalleryPage,
  order: GalleryOrder,
  root: string,
  label: string,
): Html | undefined {
  const [before, after] = order === 'new' ? [newer, older] : [older, newer];
  if (page === undefined && after === undefined) return undefined;
  const [towards, onwards] =
    order === 'new' ? [strings.newer, strings.older] : [strings.older, strings.newer];
  const beforeHref = before === undefined ? 'index.html' : galleryAddress(before);
  return html`<nav class="pager" aria-label="${label}">${
    page !== undefined &&
    html`<a class="pager-link" rel="prev" data-page-before href="${root}${beforeHref}">${icon('newer')}${
      towards
    }</a><span class="pager-here" aria-current="page">${strings.page(page)}</span>`
  }${
    after !== undefined &&
    html`<a class="pager-link" rel="next" data-page-after href="${root}${galleryAddress(after)}">${
      onwards
    }${icon('older')}</a>`
  }</nav>`;
}
