import { searchAddress } from '../../catalog/addresses.ts';
import { ShardIndex } from '../../catalog/index/shard-index.ts';
import { parseQuery } from '../../catalog/search/parse-query.ts';
import { QueryError } from '../../catalog/search/query.ts';
import { postHref } from '../post-href.ts';
import { Matches } from '../results/matches.ts';
import type { ShardLoader } from '../shard-loader.ts';

/** A post's place among the results of the search that led to it. */
export interface Trail {
  readonly query: string;
  /** From 1. */
  readonly place: number;
  readonly total: number;
  readonly previous: number | undefined;
  readonly next: number | undefined;
}

/** The search that an address tells of: `#q=cat+-dog`; `undefined`: none. An empty one goes through all posts. */
export function trailQuery(hash: string): string | undefined {
  return new URLSearchParams(hash.slice(1)).get('q') ?? undefined;
}

/** A post's address that remembers the search; without one, the post's own. */
export function trailAddress(number: number, query: string | undefined): string {
  const [, search] = searchAddress(query ?? '').split('?');
  return query === undefined ? postHref(number) : `${postHref(number)}#${search}`;
}

/** Finds the post among the results; `undefined` where it is none of them, or the search cannot be read. */
export async function findTrail(
  number: number,
  query: string,
  shards: Pick<ShardLoader, 'ask'>,
): Promise<Trail | undefined> {
  try {
    const parsed = parseQuery(query);
    return await shards.ask(async (manifest, load) => {
      const matches = await Matches.open(parsed, new ShardIndex(manifest, load));
      const place = await matches.placeOf(number);
      if (place === undefined) return undefined;
      const [previous] = place === 0 ? [] : await matches.slice(place - 1, place);
      const [next] = await matches.slice(place + 1, place + 2);
      return { query, place: place + 1, total: await matches.total(), previous, next };
    });
  } catch (error) {
    if (error instanceof QueryError) return undefined;
    throw error;
  }
}
