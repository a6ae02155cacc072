import { parseRating, type Rating } from '../../catalog/rating.ts';

/** The ratings that the site shows blurred until the visitor says otherwise. */
export function siteBlur(): readonly Rating[] {
  const letters = document.documentElement.dataset['blur']?.split(' ') ?? [];
  return letters.map(parseRating).filter((rating) => rating !== undefined);
}
