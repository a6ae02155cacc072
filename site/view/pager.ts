import { galleryAddress } from '../../catalog/addresses.ts';
import { type Html, html } from '../html.ts';
import type { GalleryPage } from '../page-data.ts';
import { strings } from '../strings.ts';
import { icon } from './icon.ts';

/** The ways to the newer and the older page; nothing where there is neither. */
export function galleryPager(
  { page, newer, older }: GalleryPage,
  root: string,
  label: string,
): Html | undefined {
  if (page === undefined && older === undefined) return undefined;
  const newerHref = newer === undefined ? 'index.html' : galleryAddress(newer);
  return html`<nav class="pager" aria-label="${label}">${
    page !== undefined &&
    html`<a class="pager-link" rel="prev" data-page-newer href="${root}${newerHref}">${icon('newer')}${
      strings.newer
    }</a><span class="pager-here" aria-current="page">${strings.page(page)}</span>`
  }${
    older !== undefined &&
    html`<a class="pager-link" rel="next" data-page-older href="${root}${galleryAddress(older)}">${
      strings.older
    }${icon('older')}</a>`
  }</nav>`;
}
