import { blockOf, formatRelations } from '../../catalog/index/relations.ts';
import { shardNames } from '../../catalog/index/shard-index.ts';
import type { Library } from '../../pipeline/library/library.ts';
import type { Family } from '../../pipeline/library/post-table.ts';
import type { PutShard } from './shard-file.ts';

interface Relatives {
  parent: number;
  readonly children: number[];
}

/** Writes what posts have to do with others: neighbours, parents, children. Returns the hash of the list of blocks. */
export function putRelations(library: Library, blockSize: number, put: PutShard): string {
  const numbers = library
    .sql('SELECT number FROM posts ORDER BY number')
    .all()
    .map((row) => Number(row['number']));
  const families = readFamilies(library, new Set(numbers));
  const byBlock = Map.groupBy(numbers, (number) => blockOf(number, blockSize));
  const last = numbers.at(-1);
  const count = last === undefined ? 0 : blockOf(last, blockSize) + 1;
  let before: number | null = null;
  const hashes: string[] = [];
  for (let block = 0; block < count; block++) {
    const members: readonly number[] = byBlock.get(block) ?? [];
    const from = block * blockSize + 1;
    const content = formatRelations({
      gaps: gapsOf(members, from, from + blockSize - 1),
      before,
      after: firstAfter(byBlock, block, count),
      families: members.flatMap((number): [number, number, number[]][] => {
        const family = families.get(number);
        return family ? [[number, family.parent, family.children]] : [];
      }),
    });
    hashes.push(put(shardNames.relations(block), content));
    before = members.at(-1) ?? before;
  }
  return put(shardNames.relationsList, JSON.stringify(hashes));
}

function firstAfter(
  byBlock: ReadonlyMap<number, readonly number[]>,
  block: number,
  count: number,
): number | null {
  for (let next = block + 1; next < count; next++) {
    const [first] = byBlock.get(next) ?? [];
    if (first !== undefined) return first;
  }
  return null;
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

/** Finds every parent that is in the collection, by the user's word or within the site that names it. */
function readFamilies(
  library: Library,
  present: ReadonlySet<number>,
): ReadonlyMap<number, Relatives> {
  const families = new Map<number, Relatives>();
  const of = (number: number): Relatives => {
    const known = families.get(number) ?? { parent: 0, children: [] };
    families.set(number, known);
    return known;
  };
  const rows = library
    .sql('SELECT number, family FROM posts WHERE family IS NOT NULL ORDER BY number')
    .all();
  for (const row of rows) {
    const number = Number(row['number']);
    const parent = parentOf(library, JSON.parse(String(row['family'])) as Family);
    if (parent === undefined || parent === number || !present.has(parent)) continue;
    of(number).parent = parent;
    of(parent).children.push(number);
  }
  return families;
}

function parentOf(library: Library, { chosen, parents }: Family): number | undefined {
  if (chosen !== undefined) return chosen ?? undefined;
  for (const { source, id } of parents) {
    const row = library
      .sql('SELECT min(number) AS number FROM site_ids WHERE source = ? AND id = ?')
      .get(source, id);
    if (typeof row?.['number'] === 'number') return row['number'];
  }
  return undefined;
}
