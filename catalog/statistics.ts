import { firstOf } from './first-of.ts';
import { ratings } from './rating.ts';
import { allPosts } from './search/system-terms.ts';
import { compareTags, type TagCategory, tagCategories } from './tag.ts';

/** So many of the most used tags are named. */
const topTagCount = 20;

export interface NamedCount {
  readonly name: string;
  readonly count: number;
}

interface TagUse extends NamedCount {
  readonly category: TagCategory;
}

/**
 * The dashboard's numbers, and what `homebooru stats --json` prints. Lists are sorted by count, the highest first, then
 * by name, unless something else is said. A post that was deleted, or whose file is gone, counts nowhere.
 */
export interface Statistics {
  /** All posts. */
  readonly posts: number;
  /** Posts of which a source, a tag file or a model knew something, and the others. */
  readonly withMetadata: number;
  readonly withoutMetadata: number;
  /** Different tags. */
  readonly tags: number;
  /** Tags a post, over the posts that have any; to one decimal. */
  readonly tagsPerPost: number;
  /** Posts that SauceNAO found. */
  readonly saucenao: number;
  /** Posts that only a model knows. */
  readonly ai: number;
  /** Posts by source; one that several know counts for each. */
  readonly sources: readonly NamedCount[];
  readonly topTags: readonly TagUse[];
  /** How often tags of each category are used, all of them, in the order in which pages list them. */
  readonly categories: readonly { readonly name: TagCategory; readonly count: number }[];
  /** Posts by rating, all of them, in their order; `none` last. */
  readonly ratings: readonly NamedCount[];
  /** Posts by file type: jpg, png, gif, webp, avif. */
  readonly formats: readonly NamedCount[];
  /** Posts by the month in which they were added, `2026-11`, the earliest first; months without any are left out. */
  readonly months: readonly NamedCount[];
}

/**
 * Computes the numbers from an index's terms, with the months counted apart: the terms hold all else, so that no post
 * needs to be read.
 */
export function summarise(
  terms: Iterable<NamedCount & { readonly category: TagCategory | undefined }>,
  months: ReadonlyMap<string, number>,
): Statistics {
  const facts = new Map<string, number>();
  const tags: TagUse[] = [];
  const uses = new Map<TagCategory, number>();
  let allUses = 0;
  for (const { name, category, count } of terms) {
    if (category === undefined) facts.set(name, count);
    else {
      tags.push({ name, count, category });
      uses.set(category, (uses.get(category) ?? 0) + count);
      allUses += count;
    }
  }
  const fact = (name: string): number => facts.get(name) ?? 0;
  const posts = fact(allPosts);
  const tagged = posts - fact(' is:untagged');
  return {
    posts,
    withMetadata: fact(' metadata:found'),
    withoutMetadata: fact(' metadata:missing'),
    tags: tags.length,
    tagsPerPost: tagged === 0 ? 0 : Math.round((allUses / tagged) * 10) / 10,
    saucenao: fact(' source:saucenao'),
    ai: fact(' source:tagger'),
    // The index calls every model `tagger` too, beside its own name.
    sources: valuesOf(facts, 'source').filter(({ name }) => name !== 'tagger' && name !== 'none'),
    topTags: firstOf(tags, byCount, topTagCount),
    categories: tagCategories.map((name) => ({ name, count: uses.get(name) ?? 0 })),
    ratings: [...ratings, 'none'].map((name) => ({ name, count: fact(` rating:${name}`) })),
    formats: valuesOf(facts, 'filetype'),
    months: [...months]
      .map(([name, count]) => ({ name, count }))
      .toSorted((a, b) => compareTags(a.name, b.name)),
  };
}

function valuesOf(facts: ReadonlyMap<string, number>, metatag: string): readonly NamedCount[] {
  const start = ` ${metatag}:`;
  return [...facts]
    .filter(([name]) => name.startsWith(start))
    .map(([name, count]) => ({ name: name.slice(start.length), count }))
    .toSorted(byCount);
}

function byCount(a: NamedCount, b: NamedCount): number {
  return b.count - a.count || compareTags(a.name, b.name);
}
