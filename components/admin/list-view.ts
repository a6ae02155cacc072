import { html, nothing, type TemplateResult } from 'lit';
import { postAddress, thumbnailAddress } from '../../catalog/addresses.ts';
import { words } from './panel-words.ts';

/** What a button asks of the server. */
export type Ask = (method: 'POST' | 'DELETE', path: string, body?: unknown) => void;

/** A card with a list, or with what to know where there is nothing in it. */
export interface ListWishes<T> {
  readonly id: string;
  readonly title: string;
  /** `undefined`: on its way. */
  readonly items: readonly T[] | undefined;
  /** What the list is of. */
  readonly why?: string;
  readonly none: string;
  readonly row: (item: T) => TemplateResult;
  /** Beside the title, and below the list. */
  readonly more?: TemplateResult | typeof nothing;
  readonly end?: TemplateResult | typeof nothing;
}

/** Draws a list. */
export function listView<T>({
  id,
  title,
  items,
  why,
  none,
  row,
  more = nothing,
  end = nothing,
}: ListWishes<T>): TemplateResult {
  return html`<section class="card" aria-labelledby=${id}>
    <div class="card-head"><h2 id=${id}>${title}</h2>${more}</div>
    ${items === undefined ? html`<p class="soft">${words.loading}</p>` : contentOf(items, why, none, row)}
    ${end}
  </section>`;
}

function contentOf<T>(
  items: readonly T[],
  why: string | undefined,
  none: string,
  row: (item: T) => TemplateResult,
): TemplateResult {
  if (items.length === 0) return html`<p class="soft">${none}</p>`;
  return html`${why === undefined ? nothing : html`<p class="soft">${why}</p>`}
    <ul class="rows" role="list">${items.map(row)}</ul>`;
}

export function postLink(number: number, text: string): TemplateResult {
  return html`<a href="/${postAddress(number)}">${text}</a>`;
}

/** A post's small picture, for the eye alone: the link with its name is beside it. */
export function smallPicture(number: number): TemplateResult {
  return html`<img class="small" src="/${thumbnailAddress(number)}" alt="" loading="lazy">`;
}

export function button(text: string, act: () => void, about?: string): TemplateResult {
  return html`<button class="button" aria-label=${about === undefined ? nothing : `${text}: ${about}`} @click=${act}>${text}</button>`;
}
