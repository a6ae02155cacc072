import type { TagCategory } from '../tag.ts';

/** How likeness is measured. `flask`: every general tag counts the same; `idf`: a rare one counts for more. */
export type RelatedFormula = 'flask' | 'idf';

/** Related posts shown of each post. */
export const relatedCount = 20;

/** What a shared tag of a category is worth, in the order in which it is given as the reason. */
export const sharedPoints = { character: 100, copyright: 50, artist: 30 } as const;
export type NamedCategory = keyof typeof sharedPoints;
export const namedCategories: readonly NamedCategory[] = ['character', 'copyright', 'artist'];

/** What the same general tags are worth. */
export const generalPoints = 10;

export function isNamedCategory(category: TagCategory | undefined): category is NamedCategory {
  return category === 'character' || category === 'copyright' || category === 'artist';
}

/**
 * `points` of the shared named tags, and the general tags' Jaccard: `shared` of `union`, both whole numbers, so that
 * equal likenesses are equal doubles on any machine.
 */
export function scoreOf(points: number, shared: number, union: number): number {
  return union === 0 ? points : points + generalPoints * (shared / union);
}

/**
 * What a general tag of `count` posts weighs in a collection of `posts`. `idf`: one more for each halving of the
 * share, in whole steps, so that one picture more changes no weight as a rule.
 */
export function weightOf(formula: RelatedFormula, count: number, posts: number): number {
  if (formula === 'flask') return 1;
  return 1 + Math.max(0, wholeLog2(posts) - wholeLog2(count));
}

function wholeLog2(count: number): number {
  return 31 - Math.clz32(Math.max(1, count));
}
