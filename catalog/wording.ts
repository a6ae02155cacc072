import type { Rating } from './rating.ts';
import type { TagCategory } from './tag.ts';

/** How pages write what the catalogue holds: the same on static pages and in the browser, in any locale. */

/** A tag as people read it: spaces for underscores, but for faces such as `^_^`. */
export function tagText(name: string): string {
  const isFace = name.length <= 3 || !/[\p{L}\p{N}]{2}/u.test(name);
  return isFace ? name : name.replace(/_/g, ' ').trim() || name;
}

/** What a category is called. */
export const categoryTitles: Readonly<Record<TagCategory, string>> = {
  artist: 'Artist',
  copyright: 'Copyright',
  character: 'Character',
  species: 'Species',
  general: 'General',
  meta: 'Meta',
  lore: 'Lore',
};

/** What a rating is called. */
export const ratingTitles: Readonly<Record<Rating, string>> = {
  general: 'General',
  sensitive: 'Sensitive',
  questionable: 'Questionable',
  explicit: 'Explicit',
};

/** The letter that stands for a category where there is no room for its name; `H`: cHaracter. */
export const categoryLetters: Readonly<Record<TagCategory, string>> = {
  artist: 'A',
  copyright: 'C',
  character: 'H',
  species: 'S',
  general: 'G',
  meta: 'M',
  lore: 'L',
};

/** A whole number with its thousands apart: `12,408`. */
export function countText(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** So many of a thing: `1 child`, `2 children`, `12,408 posts`. */
export function countedText(count: number, one: string, many = `${one}s`): string {
  return count === 1 ? `1 ${one}` : `${countText(count)} ${many}`;
}

/** A count in at most four characters: `312`, `1.2k`, `11k`, `3.4M`. */
export function shortCount(count: number): string {
  if (count < 1000) return String(count);
  const [scaled, unit] = count < 999_500 ? [count / 1000, 'k'] : [count / 1_000_000, 'M'];
  return `${scaled < 9.95 ? scaled.toFixed(1) : Math.round(scaled)}${unit}`;
}

/** A file's size in the unit that leaves few digits: `812 B`, `64 KB`, `3.1 MB`. */
export function fileSizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 999_500) return `${Math.round(bytes / 1000)} KB`;
  if (bytes < 999_500_000) return `${(bytes / 1_000_000).toFixed(1)} MB`;
  return `${(bytes / 1_000_000_000).toFixed(1)} GB`;
}
