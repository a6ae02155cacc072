import { type Html, html } from '../html.ts';
import { strings } from '../strings.ts';

/** The buttons above a gallery, which a script wires; their place is kept, so that nothing moves when it does. */
export function toolbar(kind: 'gallery' | 'results'): Html {
  return html`<div class="toolbar" role="group" aria-label="${strings.view}" data-toolbar><select class="select" aria-label="${
    strings.order
  }" data-order>${strings.orders.map(([value, text]) => html`<option value="${value}">${text}</option>`)}</select>${
    kind === 'results' && pageSize()
  }<div class="segments" role="group" aria-label="${strings.rowHeight}">${strings.rowHeights.map(
    ([value, text, meaning]) =>
      html`<button type="button" class="segment" data-row-height="${value}" aria-pressed="false" title="${meaning}">${text}</button>`,
  )}</div><button class="button" type="button" data-select-button>${strings.select}</button>${kind === 'results' && html`<button class="button" type="button" data-slideshow-button>${strings.slideshow}</button><a class="button" href="#content" data-save-link>${strings.saveLink}</a>`}</div>`;
}

/** Opens the tags over the page, where the window is too narrow for them to stand beside it. */
export function tagsButton(): Html {
  return html`<button class="button" type="button" data-tags-button>${strings.tags}</button>`;
}

function pageSize(): Html {
  return html`<select class="select" aria-label="${strings.pageSize}" data-page-size><option value="">${
    strings.usualPageSize
  }</option>${[25, 50, 100, 200].map((size) => html`<option value="${size}">${size}</option>`)}</select>`;
}
