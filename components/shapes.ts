import { blockOf } from '../catalog/index/relations.ts';
import type { IndexSource } from '../catalog/search/index-source.ts';

type Columns = Pick<IndexSource, 'blockSize' | 'columnValues'>;

/** The ratios of some posts in hundredths, in the same order; a square where the column knows none. */
export async function loadRatios(
  numbers: readonly number[],
  index: Columns,
): Promise<readonly number[]> {
  const ratios = await loadColumn('shape', numbers, index);
  return ratios.map((ratio) => ratio || 100);
}

/** A column's values of some posts, in the same order; 0 where a post has none. Each block is loaded once. */
export async function loadColumn(
  column: string,
  numbers: readonly number[],
  index: Columns,
): Promise<readonly number[]> {
  const { blockSize } = index;
  const wanted = [...new Set(numbers.map((number) => blockOf(number, blockSize)))];
  const blocks = new Map(
    await Promise.all(
      wanted.map(async (block) => [block, await index.columnValues(column, block)] as const),
    ),
  );
  return numbers.map((number) => {
    const block = blockOf(number, blockSize);
    return blocks.get(block)?.[number - block * blockSize - 1] || 0;
  });
}
