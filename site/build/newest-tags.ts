import type { Post } from '../../catalog/post.ts';
import type { Library } from '../../pipeline/library/library.ts';
import type { TagCount } from '../page-data.ts';

/** The newest posts, among which new tags are looked for. */
const newestPosts = 500;

/**
 * The tags that came last: those that only the newest posts have. By the first post that has them, the newest first, then by
 * name, whatever order the tags were read in.
 */
export function newestTags(
  library: Library,
  tags: readonly TagCount[],
  most: number,
): readonly TagCount[] {
  const seen = new Map<string, { count: number; first: number }>();
  const rows = library
    .sql('SELECT number, view FROM posts ORDER BY number DESC LIMIT ?')
    .all(newestPosts);
  for (const { number, view } of rows) {
    const { terms } = JSON.parse(String(view)) as Pick<Post, 'terms'>;
    for (const { name } of terms) {
      const known = seen.get(name) ?? { count: 0, first: 0 };
      // The rows go down, so the last one seen is the first that has it.
      seen.set(name, { count: known.count + 1, first: Number(number) });
    }
  }
  // Tags come by name, and a sort keeps that among equals.
  return tags
    .filter(({ name, count }) => seen.get(name)?.count === count)
    .toSorted((a, b) => (seen.get(b.name)?.first ?? 0) - (seen.get(a.name)?.first ?? 0))
    .slice(0, most);
}
