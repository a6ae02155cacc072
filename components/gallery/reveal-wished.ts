import { parseRating } from '../../catalog/rating.ts';
import { wishOf } from '../filter/rating-wish.ts';
import { siteBlur } from '../filter/site-blur.ts';
import type { PageContext } from '../page-context.ts';
import { revealTile } from '../tile.ts';

/** Shows what the site blurs and the visitor wants to see, of the tiles that are not hidden. */
export function revealWished(
  grid: HTMLElement,
  { root, settings }: Pick<PageContext, 'root' | 'settings'>,
): void {
  const site = siteBlur();
  for (const tile of grid.querySelectorAll<HTMLElement>('li:not([hidden]) > a.tile')) {
    const rating = parseRating(tile.parentElement?.dataset['rating']);
    if (rating !== undefined && wishOf(rating, settings.current, site) === 'show') {
      revealTile(tile, root);
    }
  }
}
