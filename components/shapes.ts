import { blockOf } from '../catalog/index/relations.ts';
import type { ShardIndex } from '../catalog/index/shard-index.ts';

/** The ratios of some posts in hundredths, in the same order; a square where the column knows none. */
export async function loadRatios(
  numbers: readonly number[],
  index: Pick<ShardIndex, 'shapeBlockSize' | 'shapes'>,
): Promise<readonly number[]> {
  const load = (block: number): Promise<ArrayLike<number>> => index.shapes(block);
  const ratios = await loadBlocks(numbers, index.shapeBlockSize, load);
  return ratios.map((ratio) => ratio || 100);
}

/** A column's values of some posts, in the same order; 0 where a post has none. */
export function loadColumn(
  column: string,
  numbers: readonly number[],
  index: Pick<ShardIndex, 'blockSize' | 'columnValues'>,
): Promise<readonly number[]> {
  return loadBlocks(numbers, index.blockSize, (block) => index.columnValues(column, block));
}

/** Each block is loaded once. */
async function loadBlocks(
  numbers: readonly number[],
  blockSize: number,
  load: (block: number) => Promise<ArrayLike<number>>,
): Promise<readonly number[]> {
  const wanted = [...new Set(numbers.map((number) => blockOf(number, blockSize)))];
  const blocks = new Map(
    await Promise.all(wanted.map(async (block) => [block, await load(block)] as const)),
  );
  return numbers.map((number) => {
    const block = blockOf(number, blockSize);
    return blocks.get(block)?.[number - block * blockSize - 1] || 0;
  });
}
