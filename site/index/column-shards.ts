import { type ColumnValues, decodeColumn, encodeColumn } from '../../catalog/index/column.ts';
import { type ColumnPart, encodeColumnList } from '../../catalog/index/column-list.ts';
import type { Manifest } from '../../catalog/index/manifest.ts';
import { blockOf } from '../../catalog/index/relations.ts';
import { shardNames } from '../../catalog/index/shard-names.ts';
import { formatTextBlock } from '../../catalog/index/text-block.ts';
import { type TextField, textFields } from '../../catalog/search/index-source.ts';
import type { LibraryColumns } from '../../pipeline/library/library-columns.ts';
import type { IndexChanges, IndexParts, IndexSteps, KeptShards, PutShard } from './index-parts.ts';
import { memo } from './memo.ts';

/** What the lists say of one block. */
interface BlockPart {
  readonly columns: Readonly<Record<string, ColumnPart>>;
  readonly shapes: readonly ColumnPart[];
  /** Hashes, `''` where there is nothing. */
  readonly texts: Readonly<Record<TextField, string>>;
}

/** Writes every column and text, a block of numbers at a time. Returns the hashes of their lists. */
export function* putColumns(
  columns: LibraryColumns,
  highest: number,
  shapeBlockSize: number,
  changes: IndexChanges,
  parts: IndexParts,
): IndexSteps<Pick<Manifest, 'columns' | 'shapes' | 'texts'>> {
  const { blockSize } = columns;
  const count = highest === 0 ? 0 : blockOf(highest, blockSize) + 1;
  const blocks: BlockPart[] = [];
  for (let block = 0; block < count; block++) {
    const from = block * blockSize + 1;
    const last = from + blockSize - 1;
    const result = parts.part(`columns ${block}`, changes.touches(from, last), (put, kept) => {
      const before = kept.result === undefined ? undefined : parsePart(kept.result);
      const isChanged = (fact: string): boolean => changes.hasFact(fact, from, last);
      const numbers = changes.numbers(from, last);
      const wish = { block, shapeBlockSize, before, isChanged, numbers, kept, put };
      return JSON.stringify(putBlock(columns, wish));
    });
    blocks.push(parsePart(result));
    yield;
  }
  const lists = new Map<string, string>();
  const names = columns.names.filter((name) => name !== shapeColumn);
  parts.part('columns', true, (put) => {
    const shapes = blocks.flatMap((part) => part.shapes);
    lists.set(shapeColumn, put(shardNames.shapeList, encodeColumnList(shapes)));
    for (const column of names) {
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
  return {
    columns: hashesOf(names),
    shapes: lists.get(shapeColumn) ?? '',
    texts: hashesOf(textFields),
  };
}

/** Every tile needs it, and few other columns: it has smaller blocks, so that scattered tiles load little. */
const shapeColumn = 'shape';

/** Our own text, of this build or an earlier one. */
function parsePart(result: string): BlockPart {
  return JSON.parse(result) as BlockPart;
}

interface BlockWish {
  readonly block: number;
  readonly shapeBlockSize: number;
  /** What the lists said of the block at the last build. */
  readonly before: BlockPart | undefined;
  /** Whether a column or a text may have changed since. */
  readonly isChanged: (fact: string) => boolean;
  /** Of which numbers; `undefined`: of any. */
  readonly numbers: readonly number[] | undefined;
  readonly kept: KeptShards;
  readonly put: PutShard;
}

/** Writes one block of every column and text that has changed: of its posts, and who their relatives are. */
function putBlock(columns: LibraryColumns, wish: BlockWish): BlockPart {
  const { block, before, isChanged, kept, put } = wish;
  // Of a block that is made from nothing everything is wanted.
  const own = before === undefined ? columns.ownValues(block) : undefined;
  const allTexts = before === undefined ? columns.allTexts(block) : undefined;
  const valuesOf = (column: string): ColumnValues =>
    own?.get(column) ?? renewed(column, columns, wish) ?? columns.values(column, block);
  const shapes = memo(() => valuesOf(shapeColumn));
  const others = columns.names.filter((name) => name !== shapeColumn);
  const parts = others.map((column) => {
    const name = shardNames.column(column, block);
    const known = isChanged(column) ? undefined : before?.columns[column];
    if (known && isKept(known, name, kept)) return [column, known] as const;
    return [column, putColumn(name, valuesOf(column), shapes, put)] as const;
  });
  const putTexts = (field: TextField): string => {
    const name = shardNames.text(field, block);
    const known = isChanged(field) ? undefined : before?.texts[field];
    if (known !== undefined && (known === '' || kept.keep(name) === known)) return known;
    const texts = allTexts?.get(field) ?? columns.texts(field, block);
    const isEmpty = texts.every((own) => own.length === 0);
    return isEmpty ? '' : put(name, formatTextBlock(texts));
  };
  return {
    columns: Object.fromEntries(parts),
    shapes: keepShapes(columns, wish) ?? putShapes(shapes(), firstShapes(columns, wish), wish),
    texts: { paths: putTexts('paths'), origins: putTexts('origins') },
  };
}

/** Of more changed numbers than these, a look at all is as fast. */
const mostRenewed = 512;

/** A column's values by what its shard held and the numbers that have changed since; `undefined`: they must be read. */
function renewed(
  column: string,
  columns: LibraryColumns,
  { block, before, numbers, kept }: BlockWish,
): ColumnValues | undefined {
  const known = before?.columns[column];
  if (!known || known.kind === 'same' || !numbers || numbers.length > mostRenewed) return undefined;
  const { blockSize } = columns;
  if (known.kind === 'none') {
    const none = new Float64Array(blockSize).fill(Number.NaN);
    return columns.renewed(column, block, none, numbers);
  }
  const content = kept.read(shardNames.column(column, block));
  if (!(content instanceof Uint8Array)) return undefined;
  return columns.renewed(column, block, decodeColumn(content, blockSize), numbers);
}

/** Whether a block of a column is as it was; it has a file only where its posts have different values. */
function isKept(known: ColumnPart, name: string, kept: KeptShards): boolean {
  return known.kind !== 'shard' || kept.keep(name) === known.hash;
}

function firstShapes({ blockSize }: LibraryColumns, { block, shapeBlockSize }: BlockWish): number {
  return (block * blockSize) / shapeBlockSize;
}

function keepShapes(columns: LibraryColumns, wish: BlockWish): readonly ColumnPart[] | undefined {
  const known = wish.isChanged(shapeColumn) ? undefined : wish.before?.shapes;
  const first = firstShapes(columns, wish);
  const isWhole = known?.every((part, at) =>
    isKept(part, shardNames.shapes(first + at), wish.kept),
  );
  return isWhole ? known : undefined;
}

/** A block is made of so many whole ones of shapes; `first` is the first of these. */
function putShapes(
  shapes: ColumnValues,
  first: number,
  { shapeBlockSize: size, put }: BlockWish,
): readonly ColumnPart[] {
  return Array.from({ length: shapes.length / size }, (_, at) => {
    const own = shapes.subarray(at * size, (at + 1) * size);
    return putColumn(shardNames.shapes(first + at), own, () => own, put);
  });
}

/**
 * Writes one block of a column, unless its posts have all the same value, or none. `shapes`: every post has one, so
 * they tell where there are posts.
 */
function putColumn(
  name: string,
  values: ColumnValues,
  shapes: () => ColumnValues,
  put: PutShard,
): ColumnPart {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  if (lowest > highest) return { kind: 'none' };
  if (lowest === highest && isWhole(values, shapes())) return { kind: 'same', value: lowest };
  return { kind: 'shard', lowest, highest, hash: put(name, encodeColumn(values)) };
}

/** Whether every post has a value. */
function isWhole(values: ColumnValues, shapes: ColumnValues): boolean {
  return values.every((value, place) => {
    return !Number.isNaN(value) || Number.isNaN(shapes[place] ?? Number.NaN);
  });
}
