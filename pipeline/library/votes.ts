import { categoryRanks } from '../../catalog/merge-tags.ts';
import { type TagCategory, tagCategories } from '../../catalog/tag.ts';

/** How many posts give a tag a category, by how good a source. */
export interface Vote {
  readonly category: TagCategory;
  readonly rank: number;
  readonly count: number;
}

export function readVote(row: Readonly<Record<string, unknown>>): Vote {
  return {
    category: tagCategories[Number(row['category'])] ?? 'general',
    rank: Number(row['rank']),
    count: Number(row['count']),
  };
}

/** The category that most posts' best sources give; ties go to the better source. A guess counts only alone. */
export function winningCategory(votes: readonly Vote[]): TagCategory | undefined {
  const given = votes.filter(({ rank }) => rank !== categoryRanks.none);
  const sums = new Map<TagCategory, { count: number; rank: number }>();
  for (const { category, rank, count } of given) {
    const sum = sums.get(category) ?? { count: 0, rank };
    sums.set(category, { count: sum.count + count, rank: Math.min(sum.rank, rank) });
  }
  const place = (category: TagCategory): number => tagCategories.indexOf(category);
  return [...sums].toSorted(
    ([a, x], [b, y]) => y.count - x.count || x.rank - y.rank || place(a) - place(b),
  )[0]?.[0];
}
