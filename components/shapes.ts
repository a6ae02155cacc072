import { type Manifest, parseColumnHashes } from '../catalog/index/manifest.ts';
import { blockOf } from '../catalog/index/relations.ts';
import { ratioOfByte } from '../catalog/index/shape.ts';
import { bytesOf, jsonOf } from '../catalog/index/shard.ts';
import { type LoadShard, shardNames } from '../catalog/index/shard-index.ts';

/** The ratios of some posts in hundredths, in the same order; a square where the column knows none. */
export async function loadRatios(
  numbers: readonly number[],
  manifest: Manifest,
  load: LoadShard,
): Promise<readonly number[]> {
  if (numbers.length === 0) return [];
  const columns = parseColumnHashes(jsonOf(await load(shardNames.columnList, manifest.columns)));
  const hashes = columns.get('shape') ?? [];
  const size = manifest.parameters.block;
  const blocks = new Map(
    await Promise.all(
      [...new Set(numbers.map((number) => blockOf(number, size)))].map(
        async (block): Promise<[number, Uint8Array]> => {
          const hash = hashes[block] ?? '';
          const name = shardNames.column('shape', block);
          return [block, hash === '' ? new Uint8Array() : bytesOf(await load(name, hash))];
        },
      ),
    ),
  );
  return numbers.map((number) => {
    const block = blockOf(number, size);
    return ratioOfByte(blocks.get(block)?.[number - block * size - 1] ?? 0) ?? 100;
  });
}
