import { blockOf } from '../../catalog/index/relations.ts';
import { shardNames } from '../../catalog/index/shard-index.ts';
import type { Library } from '../../pipeline/library/library.ts';
import type { PutShard } from './shard-file.ts';

/** Writes the columns, a byte a number, in blocks; none for a block without posts. Returns the hash of their list. */
export function putColumns(library: Library, blockSize: number, put: PutShard): string {
  const blocks = new Map<number, Uint8Array>();
  for (const row of library.sql('SELECT number, shape FROM posts ORDER BY number').iterate()) {
    const number = Number(row['number']);
    const block = blockOf(number, blockSize);
    const bytes = blocks.get(block) ?? new Uint8Array(blockSize);
    bytes[(number - 1) % blockSize] = Number(row['shape']);
    blocks.set(block, bytes);
  }
  const hashes = Array.from({ length: Math.max(-1, ...blocks.keys()) + 1 }, (_, block) => {
    const bytes = blocks.get(block);
    return bytes ? put(shardNames.column('shape', block), withoutTail(bytes)) : '';
  });
  return put(shardNames.columnList, JSON.stringify({ shape: hashes }));
}

/** A block ends with its last post: a number beyond reads as 0. */
function withoutTail(bytes: Uint8Array): Uint8Array {
  let length = bytes.length;
  while (length > 0 && bytes[length - 1] === 0) length -= 1;
  return bytes.subarray(0, length);
}
