import { blockOf } from '../../catalog/index/relations.ts';
import { shardNames } from '../../catalog/index/shard-index.ts';
import type { Library } from '../../pipeline/library/library.ts';
import type { IndexChanges, IndexParts } from './index-parts.ts';

/** Writes the columns, a byte a number, in blocks; none for a block without posts. Returns the hash of their list. */
export function putColumns(
  library: Library,
  blockSize: number,
  changes: IndexChanges,
  parts: IndexParts,
): string {
  const highest = Number(
    library.sql('SELECT max(number) AS highest FROM posts').get()?.['highest'] ?? 0,
  );
  const count = highest === 0 ? 0 : blockOf(highest, blockSize) + 1;
  const hashes = Array.from({ length: count }, (_, block) => {
    const from = block * blockSize + 1;
    return parts.part(`columns ${block}`, changes.touches(from, from + blockSize - 1), (put) => {
      const bytes = readShapes(library, from, blockSize);
      return bytes.length === 0 ? '' : put(shardNames.column('shape', block), bytes);
    });
  });
  return parts.part('columns', true, (put) =>
    put(shardNames.columnList, JSON.stringify({ shape: hashes })),
  );
}

/** A block ends with its last post: a number beyond reads as 0. */
function readShapes(library: Library, from: number, blockSize: number): Uint8Array {
  const bytes = new Uint8Array(blockSize);
  let length = 0;
  const rows = library
    .sql('SELECT number, shape FROM posts WHERE number BETWEEN ? AND ? ORDER BY number')
    .iterate(from, from + blockSize - 1);
  for (const row of rows) {
    const place = Number(row['number']) - from;
    bytes[place] = Number(row['shape']);
    if (bytes[place] !== 0) length = place + 1;
  }
  return bytes.subarray(0, length);
}
