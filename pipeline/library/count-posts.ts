import { allPosts } from '../../catalog/search/system-terms.ts';
import type { Library } from './library.ts';

/** How many posts are shown: the database would count them one by one, but every post has this term. */
export function countPosts(library: Library): number {
  return Number(
    library.sql('SELECT count FROM terms WHERE name = ?').get(allPosts)?.['count'] ?? 0,
  );
}

/** The highest number of a shown post; 0: there is none. */
export function highestNumber(library: Library): number {
  const row = library.sql('SELECT max(number) AS highest FROM posts').get();
  return Number(row?.['highest'] ?? 0);
}
