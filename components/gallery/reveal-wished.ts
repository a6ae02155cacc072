import { parseRating, type Rating } from '../../catalog/rating.ts';
import { wishOf } from '../filter/rating-wish.ts';
import { siteBlur } from '../filter/site-blur.ts';
import type { PageContext } from '../page-context.ts';
import type { RatingWish, VisitorSettings } from '../settings/visitor-settings.ts';
import { revealTile } from '../tile.ts';

/** A visitor's settings hide and blur nothing that the site does not blur by itself. */
export function wantsNoLess({ ratings, blacklist }: VisitorSettings): boolean {
  const site = siteBlur();
  const isAsShown = ([rating, wish]: readonly [Rating, RatingWish]): boolean =>
    wish === 'show' || (wish === 'blur' && site.includes(rating));
  return blacklist.trim() === '' && [...ratings].every(isAsShown);
}

/** Shows what the site blurs and the visitor wants to see, of the tiles that are not hidden. */
export function revealWished(
  grid: HTMLElement,
  { root, settings }: Pick<PageContext, 'root' | 'settings'>,
): void {
  const site = siteBlur();
  for (const tile of grid.querySelectorAll<HTMLElement>('li:not([hidden]) > a.tile')) {
    const rating = parseRating(tile.parentElement?.dataset['rating']);
    if (rating !== undefined && wishOf(rating, settings.current, site) === 'show') {
      revealTile(tile, root, true);
    }
  }
}
