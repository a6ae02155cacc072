import type { Rating } from '../../catalog/rating.ts';
import type { RatingWish, VisitorSettings } from '../settings/visitor-settings.ts';

/** What becomes of a rating: the visitor's word, else the site's. */
export function wishOf(
  rating: Rating,
  settings: Pick<VisitorSettings, 'ratings'>,
  siteBlur: readonly Rating[],
): RatingWish {
  return settings.ratings.get(rating) ?? (siteBlur.includes(rating) ? 'blur' : 'show');
}
