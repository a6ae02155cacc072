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
  match: 4,
  tagger: 5,
  none: 6,
} as const;
export type CategoryRank = (typeof categoryRanks)[keyof typeof categoryRanks];

/**
 * How a witness came to speak, best first: of this very picture; of a post that the file's name tells of; of a post that
 * looks like it; a model's guesses. `file`: a tag file beside the picture, which counts beside any of them.
 */
export const witnessKinds = ['file', 'exact', 'name', 'similar', 'tagger'] as const;
export type WitnessKind = (typeof witnessKinds)[number];

/** A source's answer, and what kind of witness it is. */
export interface Witness {
  readonly source: string;
  readonly answer: Answer;
  readonly kind: WitnessKind;
}

/** A tag as shown on a post, with who gave its category. */
export interface MergedTag {
  readonly name: string;
  readonly category: TagCategory;
  readonly rank: CategoryRank;
}

/**
 * The witnesses whose tags count: tag files, and of the others those of the best kind there is. What steps back stays
 * in the record.
 */
export function countedWitnesses(witnesses: readonly Witness[]): readonly Witness[] {
  const best = witnessKinds.find(
    (wish) => wish !== 'file' && witnesses.some(({ kind }) => kind === wish),
  );
  return witnesses.filter(({ kind }) => kind === 'file' || kind === best);
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
  for (const { source, answer, kind } of countedWitnesses(witnesses)) {
    const rank = rankOf(source, kind);
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

function rankOf(source: string, kind: WitnessKind): CategoryRank {
  if (kind === 'tagger') return categoryRanks.tagger;
  if (kind === 'name' || kind === 'similar') return categoryRanks.match;
  if (source === 'danbooru') return categoryRanks.danbooru;
  return source === 'e621' ? categoryRanks.e621 : categoryRanks.booru;
}
