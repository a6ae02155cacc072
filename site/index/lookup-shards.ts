import { encodeBlockList } from '../../catalog/index/block-list.ts';
import { encodeLookup } from '../../catalog/index/lookup.ts';
import { cutIntoBlocks } from '../../catalog/index/name-blocks.ts';
import { shardNames } from '../../catalog/index/shard-names.ts';
import { keySum } from '../../pipeline/library/key-sum.ts';
import type { Library } from '../../pipeline/library/library.ts';
import type { LibraryColumns } from '../../pipeline/library/library-columns.ts';
import type { IndexParts, PutShard } from './index-parts.ts';

/** Writes every look-up table in blocks of `average` keys. Table → the hash of its list of blocks. */
export function putLookups(
  library: Library,
  columns: LibraryColumns,
  average: number,
  parts: IndexParts,
): ReadonlyMap<string, string> {
  // A new tag is no new key: most edits leave the tables as they are.
  const input = keySum(library);
  return new Map(
    columns.tables.map((table) => [
      table,
      parts.partOf(`lookup ${table}`, input, (put) => putTable(columns, table, average, put)),
    ]),
  );
}

function putTable(columns: LibraryColumns, table: string, average: number, put: PutShard): string {
  const entries = new Map(columns.entries(table));
  const blocks = cutIntoBlocks([...entries.keys()], average).map(({ id, names }) => {
    const members = names.map((key) => [key, entries.get(key) ?? []] as const);
    const hash = put(shardNames.lookup(table, id), encodeLookup(new Map(members)));
    return { hash, first: names[0] ?? '' };
  });
  return put(shardNames.lookupList(table), encodeBlockList(blocks));
}
