import { type ColumnValues, encodeColumn } from '../../catalog/index/column.ts';
import { type ColumnPart, encodeColumnList } from '../../catalog/index/column-list.ts';
import type { Manifest } from '../../catalog/index/manifest.ts';
import { blockOf } from '../../catalog/index/relations.ts';
import { shardNames } from '../../catalog/index/shard-names.ts';
import { formatTextBlock } from '../../catalog/index/text-block.ts';
import { type TextField, textFields } from '../../catalog/search/index-source.ts';
import type { LibraryColumns } from '../../pipeline/library/library-columns.ts';
import type { IndexChanges, IndexParts, PutShard } from './index-parts.ts';

/** What the lists say of one block. */
interface BlockPart {
  readonly columns: Readonly<Record<string, ColumnPart>>;
  /** Hashes, `''` where there is nothing. */
  readonly texts: Readonly<Record<TextField, string>>;
}

/** Writes every column and text, a block of numbers at a time. Returns the hashes of their lists. */
export function putColumns(
  columns: LibraryColumns,
  highest: number,
  changes: IndexChanges,
  parts: IndexParts,
): Pick<Manifest, 'columns' | 'texts'> {
  const { blockSize } = columns;
  const count = highest === 0 ? 0 : blockOf(highest, blockSize) + 1;
  const blocks = Array.from({ length: count }, (_, block): BlockPart => {
    const from = block * blockSize + 1;
    const isChanged = changes.touches(from, from + blockSize - 1);
    const result = parts.part(`columns ${block}`, isChanged, (put) =>
      JSON.stringify(putBlock(columns, block, put)),
    );
    // Our own text, of this build or an earlier one.
    return JSON.parse(result) as BlockPart;
  });
  const lists = new Map<string, string>();
  parts.part('columns', true, (put) => {
    for (const column of columns.names) {
      const list = blocks.map((part) => part.columns[column] ?? { kind: 'none' as const });
      lists.set(column, put(shardNames.columnList(column), encodeColumnList(list)));
    }
    for (const field of textFields) {
      const hashes = blocks.map(({ texts }) => texts[field]);
      lists.set(field, put(shardNames.textList(field), JSON.stringify(hashes)));
    }
    return '';
  });
  const hashesOf = (names: readonly string[]): ReadonlyMap<string, string> =>
    new Map(names.map((name) => [name, lists.get(name) ?? '']));
  return { columns: hashesOf(columns.names), texts: hashesOf(textFields) };
}

/** Writes one block of every column and text. It depends on its posts, and on who their relatives are. */
function putBlock(columns: LibraryColumns, block: number, put: PutShard): BlockPart {
  const shapes = columns.values('shape', block);
  const parts = columns.names.map((column) => {
    const values = column === 'shape' ? shapes : columns.values(column, block);
    return [column, putColumn(shardNames.column(column, block), values, shapes, put)] as const;
  });
  const putTexts = (field: TextField): string => {
    const texts = columns.texts(field, block);
    const isEmpty = texts.every((own) => own.length === 0);
    return isEmpty ? '' : put(shardNames.text(field, block), formatTextBlock(texts));
  };
  return {
    columns: Object.fromEntries(parts),
    texts: { paths: putTexts('paths'), origins: putTexts('origins') },
  };
}

/** Writes one block of a column, unless its posts have all the same value, or none. Every post has a shape. */
function putColumn(
  name: string,
  values: ColumnValues,
  shapes: ColumnValues,
  put: PutShard,
): ColumnPart {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  let isWhole = true;
  for (const [place, value] of values.entries()) {
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
    isWhole &&= !Number.isNaN(value) || Number.isNaN(shapes[place] ?? Number.NaN);
  }
  if (lowest > highest) return { kind: 'none' };
  if (lowest === highest && isWhole) return { kind: 'same', value: lowest };
  return { kind: 'shard', lowest, highest, hash: put(name, encodeColumn(values)) };
}
