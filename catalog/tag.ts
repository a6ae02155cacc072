/** What a tag tells about; the order in which pages list them. */
export const tagCategories = [
  'artist',
  'copyright',
  'character',
  'species',
  'general',
  'meta',
  'lore',
] as const;
export type TagCategory = (typeof tagCategories)[number];

export interface Tag {
  readonly name: string;
  readonly category: TagCategory;
}

/** Longest tag kept, in code points, and most tags kept on a post from its sources. */
export const maximumTagLength = 200;
export const maximumTags = 1000;

/** Nearly every tag is spelt so already: visible ASCII without capitals. */
const plainTag = /^[!-@[-~]{1,200}$/;

/**
 * The one spelling of a tag: well-formed NFC, lower case by Unicode's default, white space as `_`, no
 * control, format or zero-width characters, at most 200 code points. `''` where nothing is left.
 * Normalising twice changes nothing.
 */
export function normaliseTag(raw: string): string {
  if (plainTag.test(raw)) return raw;
  const cleaned = clean(raw).toLowerCase().normalize('NFC');
  if (cleaned.length <= maximumTagLength) return cleaned;
  return [...cleaned].slice(0, maximumTagLength).join('').normalize('NFC');
}

function clean(raw: string): string {
  return raw
    .toWellFormed()
    .replace(/[\t\n\v\f\r\u0085]/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .normalize('NFC')
    .trim()
    .replace(/\s+/gu, '_');
}

/** By UTF-16 code units: the order of every sorted list of tags, the same in any locale. */
export function compareTags(a: string, b: string): number {
  if (a < b) return -1;
  return a > b ? 1 : 0;
}

export function isTagCategory(value: unknown): value is TagCategory {
  return tagCategories.some((category) => category === value);
}
