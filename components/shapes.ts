import { blockOf } from '../catalog/index/relations.ts';
import type { IndexSource } from '../catalog/search/index-source.ts';

/** The ratios of some posts in hundredths, in the same order; a square where the column knows none. */
export async function loadRatios(
  numbers: readonly number[],
  index: Pick<IndexSource, 'blockSize' | 'columnValues'>,
): Promise<readonly number[]> {
  const { blockSize } = index;
  const wanted = [...new Set(numbers.map((number) => blockOf(number, blockSize)))];
  const blocks = new Map(
    await Promise.all(
      wanted.map(async (block) => [block, await index.columnValues('shape', block)] as const),
    ),
  );
  return numbers.map((number) => {
    const block = blockOf(number, blockSize);
    return blocks.get(block)?.[number - block * blockSize - 1] || 100;
  });
}
