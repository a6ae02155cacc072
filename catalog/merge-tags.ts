import type { Answer } from './answer.ts';
import type { Edits } from './edits.ts';
import { compareTags, maximumTags, type TagCategory } from './tag.ts';
import type { TagRules } from './tag-rules.ts';

/** How far a category may be trusted: the lower, the better. */
export const categoryRanks = {
  edits: 0,
  danbooru: 1,
  e621: 2,
  booru: 3,
  tagger: 4,
  none: 5,
} as const;
export type CategoryRank = (typeof categoryRanks)[keyof typeof categoryRanks];

/** A source's answer, and what kind of witness it is. */
export interface Witness {
  readonly source: string;
  readonly answer: Answer;
  /** A model's guesses: shown only while no other source knows the picture. */
  readonly isTagger: boolean;
}

/** A tag as shown on a post, with who gave its category. */
export interface MergedTag {
  readonly name: string;
  readonly category: TagCategory;
  readonly rank: CategoryRank;
}

/** The witnesses whose tags count: a tagger's only where nobody else found the picture. */
export function countedWitnesses(witnesses: readonly Witness[]): readonly Witness[] {
  const people = witnesses.filter(({ isTagger }) => !isTagger);
  return people.length > 0 ? people : witnesses;
}

/**
 * The tags shown on a post, sorted by name: the sources' union, plus the tags that the user added, less the ones
 * removed; then aliases, implications and hidden tags. A tag that the user removed is not implied back.
 */
export function mergeTags(
  witnesses: readonly Witness[],
  edits: Edits,
  rules: TagRules,
): readonly MergedTag[] {
  const named = (name: string): string => rules.aliases.get(name) ?? name;
  const removed = new Set(edits.remove.map(named));
  const merged = new Map<string, MergedTag>();
  const put = (raw: string, category: TagCategory | undefined, rank: CategoryRank): void => {
    const name = named(raw);
    if (removed.has(name)) return;
    const known = merged.get(name);
    const given = category === undefined ? categoryRanks.none : rank;
    if (known && known.rank <= given) return;
    merged.set(name, { name, category: category ?? 'general', rank: given });
  };
  for (const { source, answer, isTagger } of countedWitnesses(witnesses)) {
    const rank = rankOf(source, isTagger);
    for (const [name, category] of answer.tags) {
      if (merged.size < maximumTags || merged.has(named(name))) put(name, category, rank);
    }
  }
  for (const { name, category } of edits.add) put(name, category, categoryRanks.edits);
  for (const name of [...merged.keys()]) {
    for (const implied of rules.implications.get(name) ?? [])
      put(implied, undefined, categoryRanks.none);
  }
  return [...merged.values()]
    .filter(({ name }) => !rules.hidden.has(name))
    .map((tag) => {
      const category = rules.categories.get(tag.name);
      return category === undefined ? tag : { ...tag, category };
    })
    .toSorted((a, b) => compareTags(a.name, b.name));
}

function rankOf(source: string, isTagger: boolean): CategoryRank {
  if (isTagger) return categoryRanks.tagger;
  if (source === 'danbooru') return categoryRanks.danbooru;
  return source === 'e621' ? categoryRanks.e621 : categoryRanks.booru;
}
