import type { Rating } from '../../catalog/rating.ts';
import type { IndexSource } from '../../catalog/search/index-source.ts';
import type { QueryNode } from '../../catalog/search/query.ts';
import { among, ratingNode } from '../filter/visitor-filter.ts';
import { Matches } from '../results/matches.ts';

/** Which of these numbers match. */
export async function membersOf(
  numbers: readonly number[],
  node: QueryNode,
  index: IndexSource,
): Promise<ReadonlySet<number>> {
  if (numbers.length === 0) return new Set();
  const matches = await Matches.open(among(numbers, node), index);
  return new Set(await matches.slice(0, numbers.length));
}

/** Which of these posts are not shown at once, and for which rating. */
export async function veilsOf(
  numbers: readonly number[],
  blurred: readonly Rating[],
  index: IndexSource,
): Promise<ReadonlyMap<number, Rating>> {
  const found = await Promise.all(
    blurred.map(async (rating) => {
      const members = await membersOf(numbers, ratingNode(rating), index);
      return [...members].map((number): [number, Rating] => [number, rating]);
    }),
  );
  return new Map(found.flat());
}

/** The number of the post that a tile shows. */
export function numberOf({ dataset }: HTMLElement): number {
  return Number(dataset['number']);
}
