import { type TagCategory, tagCategories } from '../../catalog/tag.ts';

/** First characters that have pages of their own: letters without their marks, all digits, and whatever else. */
export const tagLetters = ['0-9', ...'abcdefghijklmnopqrstuvwxyz', 'other'] as const;

/** A row of pages of tags: the commonest, the newest, those of a letter by name, those of a category by count. */
export type TagSection = 'commonest' | 'new' | (typeof tagLetters)[number] | TagCategory;

/** Every section, whether it has tags or not: so every page can lead to all of them, and need not change with them. */
export const tagSections: readonly TagSection[] = [
  'commonest',
  'new',
  ...tagCategories,
  ...tagLetters,
];

const sections = new Map<string, TagSection>([
  ...[...'0123456789'].map((digit) => [digit, '0-9'] as const),
  ...[...'abcdefghijklmnopqrstuvwxyz'].map((letter) => [letter, letter as TagSection] as const),
]);

/** The letter under which a tag is found: `éclair` under e, `1girl` under 0-9, `初音` under other. */
export function letterOf(name: string): TagSection {
  const code = name.charCodeAt(0);
  // Nearly all begin with a character of ASCII, and there are very many.
  const first = code < 128 ? name.charAt(0) : (Array.from(name.normalize('NFD'))[0] ?? '');
  return sections.get(first.toLowerCase()) ?? 'other';
}

/** Below the root. `page`: `undefined` for the section's first. */
export function tagsAddress(section: TagSection, page?: string): string {
  if (section === 'commonest') return 'tags.html';
  return page === undefined ? `tags-${section}.html` : `tags-${section}-${page}.html`;
}
