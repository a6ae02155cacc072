import { firstOf } from '../../catalog/first-of.ts';
import { compareTags } from '../../catalog/tag.ts';
import type { Library } from '../../pipeline/library/library.ts';
import type { TermUse } from '../../pipeline/library/library-index.ts';
import type { TagCount } from '../page-data.ts';
import { readPostTerms } from '../related/post-terms.ts';

/** The newest posts, among which new tags are looked for. */
const newestPosts = 500;

/**
 * The tags that came last: those that only the newest posts have. By the first post that has them, the newest first, then by
 * name. `uses`: every term.
 */
export function newestTags(
  library: Library,
  uses: readonly TermUse[],
  most: number,
): readonly TagCount[] {
  const oldest = library
    .sql(
      `SELECT min(number) AS number
       FROM (SELECT number FROM posts ORDER BY number DESC LIMIT ?)`,
    )
    .get(newestPosts);
  const seen = new Map<number, { count: number; readonly first: number }>();
  for (const { number, terms } of readPostTerms(library, Number(oldest?.['number'] ?? 1))) {
    for (const id of terms) {
      const known = seen.get(id);
      if (known) known.count += 1;
      else seen.set(id, { count: 1, first: number });
    }
  }
  const own: { readonly tag: TagCount; readonly first: number }[] = [];
  for (const { id, name, category, count } of uses) {
    if (category === undefined || count > newestPosts) continue;
    const known = seen.get(id);
    if (known?.count === count) own.push({ tag: { name, category, count }, first: known.first });
  }
  const byFirst = firstOf(
    own,
    (a, b) => b.first - a.first || compareTags(a.tag.name, b.tag.name),
    most,
  );
  return byFirst.map(({ tag }) => tag);
}
