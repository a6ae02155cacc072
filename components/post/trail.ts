import { ShardIndex } from '../../catalog/index/shard-index.ts';
import { parseQuery } from '../../catalog/search/parse-query.ts';
import { QueryError } from '../../catalog/search/query.ts';
import { siteBlur } from '../filter/site-blur.ts';
import { visitorFilter, withoutOthers } from '../filter/visitor-filter.ts';
import { veilsOf } from '../gallery/tile-facts.ts';
import type { PageContext } from '../page-context.ts';
import { Matches } from '../results/matches.ts';

/** A post's place among the results of the search that led to it. */
export interface Trail {
  readonly query: string;
  /** From 1. */
  readonly place: number;
  readonly total: number;
  readonly previous: number | undefined;
  readonly next: number | undefined;
  /** Those of the two that the visitor sees at once: their pictures may be loaded before. */
  readonly seen: readonly number[];
}

/**
 * Finds the post among the results, as far as the visitor does not hide them; `undefined` where it is none of them, or the
 * search cannot be read.
 */
export async function findTrail(
  number: number,
  query: string,
  { shards, settings }: Pick<PageContext, 'shards' | 'settings'>,
): Promise<Trail | undefined> {
  const { hidden, blurred } = visitorFilter(settings.current, siteBlur());
  try {
    const shown = withoutOthers(parseQuery(query), hidden, number);
    return await shards.ask(async (manifest, load) => {
      const index = new ShardIndex(manifest, load);
      const matches = await Matches.open(shown, index);
      const place = await matches.placeOf(number);
      if (place === undefined) return undefined;
      const [previous] = place === 0 ? [] : await matches.slice(place - 1, place);
      const [next] = await matches.slice(place + 1, place + 2);
      const neighbours = [next, previous].filter((neighbour) => neighbour !== undefined);
      const veils = await veilsOf(neighbours, blurred, index);
      const seen = neighbours.filter((neighbour) => !veils.has(neighbour));
      return { query, place: place + 1, total: await matches.total(), previous, next, seen };
    });
  } catch (error) {
    if (error instanceof QueryError) return undefined;
    throw error;
  }
}
