import { isObject, ownCount, ownInteger } from '../../catalog/json.ts';
import { keptWish } from '../filter/shows-hidden.ts';
import { markAsResults } from '../post/back-to-results.ts';
import { trailQuery } from '../post/trail-address.ts';
import type { ShownPage } from './shown-page.ts';

/** Where a visitor was in a gallery when he left it. */
export interface RememberedPlace {
  readonly number: number;
  /** The tile's distance from the window's top, in pixels. */
  readonly offset: number;
  /** The page of the endless gallery that holds it, from 1; 0: the page's own tiles. */
  readonly page: number;
}

/** What the history's entry remembers; `undefined`: nothing. */
export function readPlace(state: unknown): RememberedPlace | undefined {
  if (!isObject(state)) return undefined;
  const number = ownCount(state, 'number');
  const offset = ownInteger(state, 'offset');
  const page = ownCount(state, 'page');
  if (number === undefined || offset === undefined || page === undefined) return undefined;
  return { number, offset, page };
}

/** Remembers a tile that is being opened, and what was shown around it, so that Back finds it in its place. */
export function rememberPlace(link: HTMLElement, shown: ShownPage | undefined): void {
  const place: RememberedPlace = {
    number: Number(link.dataset['number']),
    offset: Math.round(link.getBoundingClientRect().top),
    page: Number(link.closest<HTMLElement>('.chunk')?.dataset['page'] ?? 0),
  };
  history.replaceState({ ...place, ...(shown ? { shown } : {}), ...keptWish() }, '');
  const query = link instanceof HTMLAnchorElement ? trailQuery(link.hash) : undefined;
  if (query !== undefined) markAsResults(query);
}
