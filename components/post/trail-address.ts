import { searchAddress } from '../../catalog/addresses.ts';
import { postHref } from '../post-href.ts';

/** The search that an address tells of: `#q=cat+-dog`; `undefined`: none. An empty one goes through all posts. */
export function trailQuery(hash: string): string | undefined {
  return new URLSearchParams(hash.slice(1)).get('q') ?? undefined;
}

/** A post's address that remembers the search; without one, the post's own. */
export function trailAddress(number: number, query: string | undefined): string {
  return postHref(number) + (query === undefined ? '' : trailHash(query));
}

/** What an address ends in that remembers a search. */
export function trailHash(query: string): string {
  const [, search] = searchAddress(query).split('?');
  return `#${search}`;
}
