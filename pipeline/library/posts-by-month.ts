import type { Library } from './library.ts';

/** How many posts were added in each month, `2026-11`, as an index of the database has them: no post is read. */
export function postsByMonth(library: Library): ReadonlyMap<string, number> {
  const rows = library
    .sql(
      "SELECT substr(view ->> '$.added', 1, 7) AS month, count(*) AS count FROM posts GROUP BY month",
    )
    .all();
  return new Map(rows.map((row) => [String(row['month']), Number(row['count'])]));
}
