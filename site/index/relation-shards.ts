import { blockOf, formatRelations } from '../../catalog/index/relations.ts';
import { shardNames } from '../../catalog/index/shard-names.ts';
import { relativesFacts } from '../../pipeline/library/change-log.ts';
import type { Library } from '../../pipeline/library/library.ts';
import type { IndexChanges, IndexParts } from './index-parts.ts';

/** Writes what posts have to do with others: neighbours, parents, children. Returns the hash of the list of blocks. */
export function putRelations(
  library: Library,
  blockSize: number,
  changes: IndexChanges,
  parts: IndexParts,
): string {
  const highest = nearest(library, 'max', 'number > 0', 0);
  const count = highest === null ? 0 : blockOf(highest, blockSize) + 1;
  const hashes = Array.from({ length: count }, (_, block) => {
    const [from, to] = [block * blockSize + 1, (block + 1) * blockSize];
    const before = nearest(library, 'max', 'number < ?', from);
    const after = nearest(library, 'min', 'number > ?', to);
    // What stands at its borders may have changed anywhere between the nearest posts.
    const isChanged = relativesFacts.some((fact) =>
      changes.hasFact(fact, before ?? 0, after ?? Number.MAX_SAFE_INTEGER),
    );
    return parts.part(`relations ${block}`, isChanged, (put) => {
      const content = formatRelations({
        gaps: gapsOf(membersOf(library, from, to), from, to),
        before,
        after,
        families: familiesOf(library, from, to),
      });
      return put(shardNames.relations(block), content);
    });
  });
  return parts.part('relations', true, (put) =>
    put(shardNames.relationsList, JSON.stringify(hashes)),
  );
}

function nearest(
  library: Library,
  which: 'min' | 'max',
  where: 'number > 0' | 'number < ?' | 'number > ?',
  border: number,
): number | null {
  const statement = library.sql(`SELECT ${which}(number) AS number FROM posts WHERE ${where}`);
  const row = where.endsWith('?') ? statement.get(border) : statement.get();
  return typeof row?.['number'] === 'number' ? row['number'] : null;
}

function membersOf(library: Library, from: number, to: number): readonly number[] {
  return library
    .sql('SELECT number FROM posts WHERE number BETWEEN ? AND ? ORDER BY number')
    .all(from, to)
    .map((row) => Number(row['number']));
}

function gapsOf(members: readonly number[], from: number, to: number): [number, number][] {
  const gaps: [number, number][] = [];
  let next = from;
  for (const number of members) {
    if (number > next) gaps.push([next, number - 1]);
    next = number + 1;
  }
  if (next <= to) gaps.push([next, to]);
  return gaps;
}

/** [number, its parent or 0, its children], by number. */
function familiesOf(library: Library, from: number, to: number): [number, number, number[]][] {
  const families = new Map<number, [number, number, number[]]>();
  const of = (number: number): [number, number, number[]] => {
    const known = families.get(number) ?? [number, 0, []];
    families.set(number, known);
    return known;
  };
  for (const { child, parent } of kin(library, 'child', from, to)) of(child)[1] = parent;
  for (const { child, parent } of kin(library, 'parent', from, to)) of(parent)[2].push(child);
  return [...families.values()].toSorted(([a], [b]) => a - b);
}

function kin(
  library: Library,
  by: 'child' | 'parent',
  from: number,
  to: number,
): readonly { readonly child: number; readonly parent: number }[] {
  return library
    .sql(`SELECT child, parent FROM kin WHERE ${by} BETWEEN ? AND ? ORDER BY child`)
    .all(from, to)
    .map((row) => ({ child: Number(row['child']), parent: Number(row['parent']) }));
}
