import { previewAddress, searchAddress } from '../../catalog/addresses.ts';
import { countText } from '../../catalog/wording.ts';
import type { PageContext } from '../page-context.ts';
import { strings } from '../strings.ts';
import { goBackToResults } from './back-to-results.ts';
import { pictureCame } from './picture-came.ts';
import { findTrail, type Trail } from './trail.ts';
import { trailAddress, trailQuery } from './trail-address.ts';

/** The ways to the posts before and after: in the search that led here, else in the order of arrival. */
export async function showTrail(
  number: number,
  neighbours: { readonly previous: number | undefined; readonly next: number | undefined },
  context: PageContext,
): Promise<void> {
  const { root } = context;
  const query = trailQuery(location.hash);
  const trail = query === undefined ? undefined : await findTrail(number, query, context);
  const { previous, next } = trail ?? neighbours;
  link('prev', previous, trail?.query, root);
  link('next', next, trail?.query, root);
  if (trail) showPlace(trail, root);
  void pictureCame().then(() => {
    // What comes next is looked at next.
    for (const neighbour of trail?.seen ?? []) preload(root + previewAddress(neighbour));
  });
}

function link(
  relation: 'prev' | 'next',
  number: number | undefined,
  query: string | undefined,
  root: string,
): void {
  const selector = relation === 'prev' ? '[data-previous]' : '[data-next]';
  const anchor = document.querySelector<HTMLAnchorElement>(selector);
  if (!anchor || number === undefined) return;
  anchor.rel = relation;
  anchor.href = root + trailAddress(number, query);
  anchor.hidden = false;
}

function showPlace({ query, place, total }: Trail, root: string): void {
  const back = document.querySelector<HTMLAnchorElement>('[data-results-link]');
  if (!back) return;
  back.href = root + searchAddress(query);
  back.textContent = strings.placeOf(countText(place), countText(total));
  back.title = query === '' ? strings.allPosts : query;
  back.hidden = false;
  back.addEventListener('click', (event) => {
    const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (isPlain && goBackToResults(query)) event.preventDefault();
  });
  const input = document.querySelector<HTMLInputElement>('input[data-search]');
  if (input?.value === '') input.value = query;
}

function preload(address: string): void {
  const image = new Image();
  image.fetchPriority = 'low';
  image.src = address;
}
