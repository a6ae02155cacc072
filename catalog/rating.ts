export const ratings = ['general', 'sensitive', 'questionable', 'explicit'] as const;
export type Rating = (typeof ratings)[number];

/** The rating's letter in queries and badges: g, s, q or e. */
export function ratingLetter(rating: Rating): string {
  return rating.slice(0, 1);
}

/** A rating in Danbooru's words or letters, or `undefined`. */
export function parseRating(value: unknown): Rating | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.toLowerCase().replace(/^rating[:_ ]/, '');
  return ratings.find((rating) => rating === text || ratingLetter(rating) === text);
}

/** A rating as e621, Moebooru and the old Gelbooru write it: there `s` and `safe` mean general. */
export function parseSafeRating(value: unknown): Rating | undefined {
  return value === 's' || value === 'safe' ? 'general' : parseRating(value);
}
