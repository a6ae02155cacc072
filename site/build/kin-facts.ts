import type { Library } from '../../pipeline/library/library.ts';

/** What a tile says of a post's family in the collection. */
export interface KinFacts {
  readonly hasParent: boolean;
  readonly children: number;
}

const none: KinFacts = { hasParent: false, children: 0 };

/** The posts numbered `first` to `last` that have a family, by number. */
export function kinBetween(
  library: Library,
  first: number,
  last: number,
): ReadonlyMap<number, KinFacts> {
  const kin = new Map<number, KinFacts>();
  const children = library
    .sql('SELECT child AS number FROM kin WHERE child BETWEEN ? AND ?')
    .all(first, last);
  for (const { number } of children) kin.set(Number(number), { ...none, hasParent: true });
  const parents = library
    .sql(
      'SELECT parent AS number, count(*) AS count FROM kin WHERE parent BETWEEN ? AND ? GROUP BY parent',
    )
    .all(first, last);
  for (const { number, count } of parents) {
    kin.set(Number(number), { ...(kin.get(Number(number)) ?? none), children: Number(count) });
  }
  return kin;
}
