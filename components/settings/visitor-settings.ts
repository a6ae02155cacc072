import { isObject, own, ownArray, ownObject, ownText } from '../../catalog/json.ts';
import { type Rating, ratingLetter, ratings } from '../../catalog/rating.ts';

export const rowHeights = ['s', 'm', 'l'] as const;
export type RowHeight = (typeof rowHeights)[number];

export const fits = ['screen', 'width', 'full'] as const;
export type Fit = (typeof fits)[number];

export const pageSizes = [25, 50, 100, 200] as const;
export type PageSize = (typeof pageSizes)[number];

export const ratingWishes = ['show', 'blur', 'hide'] as const;
export type RatingWish = (typeof ratingWishes)[number];

export const keyPresets = ['homebooru', 'danbooru', 'off'] as const;
export type KeyPreset = (typeof keyPresets)[number];

/** What a visitor chose in this browser. What is left out is as the site says. */
export interface VisitorSettings {
  readonly row: RowHeight;
  readonly fit: Fit;
  /** Posts a page of results; `undefined`: as many as the gallery's pages hold. */
  readonly pageSize: PageSize | undefined;
  /** What becomes of each rating; a rating that is left out is shown, or blurred where the site says so. */
  readonly ratings: ReadonlyMap<Rating, RatingWish>;
  /** Queries, one a line: what matches any of them is not shown. */
  readonly blacklist: string;
  readonly keys: KeyPreset;
  /** Action → its keys, where the visitor chose other ones than the preset's; none: switched off. */
  readonly bindings: ReadonlyMap<string, readonly string[]>;
  /** Seconds a picture stands in the slideshow. */
  readonly interval: number;
}

/** Seconds between two pictures of the slideshow. */
export const intervals = { least: 1, usual: 5, most: 120 } as const;

/** Reads settings that this or another version wrote; what it does not understand is as if not chosen. */
export function parseVisitorSettings(value: unknown): VisitorSettings {
  const raw = isObject(value) ? value : {};
  const chosen = <T>(options: readonly T[], key: string): T | undefined =>
    options.find((option) => option === own(raw, key));
  const interval = own(raw, 'interval');
  const isInterval =
    typeof interval === 'number' && interval >= intervals.least && interval <= intervals.most;
  return {
    row: chosen(rowHeights, 'row') ?? 'm',
    fit: chosen(fits, 'fit') ?? 'screen',
    pageSize: chosen(pageSizes, 'pageSize'),
    ratings: parseWishes(ownObject(raw, 'ratings') ?? {}),
    blacklist: ownText(raw, 'blacklist') ?? '',
    keys: chosen(keyPresets, 'keys') ?? 'homebooru',
    bindings: parseBindings(ownObject(raw, 'bindings') ?? {}),
    interval: isInterval ? interval : intervals.usual,
  };
}

function parseWishes(raw: Readonly<Record<string, unknown>>): ReadonlyMap<Rating, RatingWish> {
  return new Map(
    ratings.flatMap((rating): [Rating, RatingWish][] => {
      const wish = ratingWishes.find((known) => known === own(raw, ratingLetter(rating)));
      return wish === undefined ? [] : [[rating, wish]];
    }),
  );
}

function parseBindings(
  raw: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, readonly string[]> {
  return new Map(
    Object.keys(raw).map((action) => [
      action,
      ownArray(raw, action).filter((key): key is string => typeof key === 'string' && key !== ''),
    ]),
  );
}

/** As JSON, for this browser's storage and for a file to keep. */
export function formatVisitorSettings(settings: VisitorSettings): string {
  const { ratings: wishes, bindings, ...plain } = settings;
  return JSON.stringify({
    ...plain,
    ratings: Object.fromEntries([...wishes].map(([rating, wish]) => [ratingLetter(rating), wish])),
    bindings: Object.fromEntries(bindings),
  });
}
