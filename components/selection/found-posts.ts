import { ShardIndex } from '../../catalog/index/shard-index.ts';
import { parseQuery } from '../../catalog/search/parse-query.ts';
import { pageFilter } from '../filter/page-filter.ts';
import { without } from '../filter/visitor-filter.ts';
import type { PageContext } from '../page-context.ts';
import { Matches } from '../results/matches.ts';
import { restInSlices } from '../results/slices.ts';

/** The numbers of all posts that a gallery shows, in its order: what its visitor hides is not among them. */
export function findAll(
  query: string,
  { shards, settings }: PageContext,
): Promise<readonly number[]> {
  const { hidden } = pageFilter(settings.current);
  return shards.ask(async (manifest, load) => {
    const index = new ShardIndex(manifest, load);
    const matches = await Matches.open(without(parseQuery(query), hidden), index, restInSlices());
    return matches.slice(0, await matches.total());
  });
}

/** The numbers from one to another in a list, both included; the last alone where the first is not in it. */
export function between(
  numbers: readonly number[],
  first: number,
  last: number,
): readonly number[] {
  const from = numbers.indexOf(first);
  const to = numbers.indexOf(last);
  if (from < 0 || to < 0) return [last];
  const range = numbers.slice(Math.min(from, to), Math.max(from, to) + 1);
  return from <= to ? range : range.toReversed();
}
