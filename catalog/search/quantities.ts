import { type ColumnName, idColumn } from '../index/columns.ts';
import type { ColumnBounds } from './index-source.ts';
import {
  ages,
  counts,
  dates,
  fileSizes,
  megapixels,
  minutes,
  ratiosOfSides,
  type Unit,
} from './units.ts';

/** A number that posts have and queries ask for, made of one or two columns. */
export interface Quantity {
  readonly unit: Unit;
  readonly columns: readonly string[];
  /** What the columns' values come to. */
  readonly of: (first: number, second: number) => number;
  /** The more the second column holds, the less it comes to. */
  readonly falls?: boolean;
}

function plain(column: ColumnName, unit: Unit = counts): Quantity {
  return { unit, columns: [column], of: (value) => value };
}

/** The sites whose ids of a post can be asked for. */
export const sitesWithIds: readonly string[] = [
  'danbooru',
  'e621',
  'gelbooru',
  'yandere',
  'konachan',
  'safebooru',
  'rule34',
];

/** By the name of their metatag. `age` counts back from the searcher's clock: it is `date` with its ranges turned round. */
export const quantities: ReadonlyMap<string, Quantity> = new Map<string, Quantity>([
  ['width', plain('width')],
  ['height', plain('height')],
  ['mpixels', { unit: megapixels, columns: ['width', 'height'], of: (a, b) => a * b }],
  [
    'ratio',
    {
      unit: ratiosOfSides,
      columns: ['width', 'height'],
      of: (width, height) => Math.round((width / height) * 100),
      falls: true,
    },
  ],
  ['filesize', plain('bytes', fileSizes)],
  ['frames', plain('frames')],
  ['date', plain('added', dates)],
  ['age', plain('added', ages)],
  ['created', plain('created', minutes)],
  ['score', plain('score')],
  ['favcount', plain('favcount')],
  ['tagcount', plain('tagcount')],
  ['gentags', plain('gentags')],
  ['arttags', plain('arttags')],
  ['chartags', plain('chartags')],
  ['copytags', plain('copytags')],
  ['metatags', plain('metatags')],
  ['parent', plain('parent')],
  ['children', plain('children')],
  ...sitesWithIds.map((site): [string, Quantity] => [
    site,
    { unit: counts, columns: [idColumn(site)], of: (value) => value },
  ]),
]);

/** What a quantity is at least and at most in a block, by its columns' bounds; `undefined`: no post has one. */
export function boundsOfQuantity(
  { of, falls }: Quantity,
  bounds: readonly (ColumnBounds | undefined)[],
): ColumnBounds | undefined {
  const [first, second = first] = bounds;
  if (!first || !second || bounds.includes(undefined)) return undefined;
  const isKnown = [first, second].every(({ lowest }) => Number.isFinite(lowest));
  if (!isKnown) return { lowest: Number.NEGATIVE_INFINITY, highest: Number.POSITIVE_INFINITY };
  return falls
    ? { lowest: of(first.lowest, second.highest), highest: of(first.highest, second.lowest) }
    : { lowest: of(first.lowest, second.lowest), highest: of(first.highest, second.highest) };
}
