import type { Library } from './library.ts';

/** How many posts were added in each month, `2026-11`, as an index of the database has them: no post is read. */
export function postsByMonth(library: Library): ReadonlyMap<string, number> {
  const months = new Map<string, number>();
  let from = library.sql('SELECT min(added) AS first FROM columns').get()?.['first'];
  while (typeof from === 'number') {
    const start = new Date(from * 1000);
    const end = Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1) / 1000;
    const row = library
      .sql('SELECT count(*) AS count FROM columns WHERE added >= ? AND added < ?')
      .get(from, end);
    months.set(start.toISOString().slice(0, 7), Number(row?.['count']));
    from = library.sql('SELECT min(added) AS first FROM columns WHERE added >= ?').get(end)?.[
      'first'
    ];
  }
  return months;
}
