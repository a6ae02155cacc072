import { type Order, QueryError } from './query.ts';

const quantityOrders: ReadonlyMap<string, string> = new Map([
  ...[
    'score',
    'favcount',
    'mpixels',
    'filesize',
    'tagcount',
    'ratio',
    'width',
    'height',
    'frames',
    'date',
    'created',
    'gentags',
    'arttags',
    'chartags',
    'copytags',
    'metatags',
  ].map((name) => [name, name] as const),
  ['landscape', 'ratio'],
  ['created_at', 'created'],
]);

/** What may stand after `order:`, for complaints. */
const orderNames: readonly string[] = [
  'new',
  'old',
  'id',
  'id_desc',
  ...quantityOrders.keys(),
  'portrait',
  'random',
  'custom',
];

/** The same for proposals, and the same turned round. */
export const orderWishes: readonly string[] = [
  ...orderNames,
  ...orderNames
    .filter((name) => quantityOrders.has(name) || name === 'portrait')
    .map((name) => `${name}_asc`),
];

/**
 * Reads what stands after `order:`. A quantity begins with its greatest, `_asc` turns it round; `id` begins with the
 * lowest. `custom`: the numbers are filled in by whoever knows the query.
 */
export function readOrder(value: string, at: number): Order {
  const [, rawSeed] = /^random:(.+)$/is.exec(value) ?? [];
  if (rawSeed !== undefined) return { kind: 'random', seed: rawSeed };
  const wish = value.toLowerCase();
  if (wish === 'random') return { kind: 'random', seed: undefined };
  if (wish === 'custom') return { kind: 'custom', numbers: [] };
  if (wish === 'new' || wish === 'id_desc' || wish === 'old_asc') return byNumber(false);
  if (['old', 'id', 'id_asc', 'new_asc'].includes(wish)) return byNumber(true);
  const isAscending = wish.endsWith('_asc');
  const name = wish.replace(/_(asc|desc)$/, '');
  if (name === 'portrait')
    return { kind: 'quantity', quantity: 'ratio', isAscending: !isAscending };
  const quantity = quantityOrders.get(name);
  if (quantity !== undefined) return { kind: 'quantity', quantity, isAscending };
  throw new QueryError(`order: wants ${orderNames.join(', ')}; got "${value}"`, at);
}

function byNumber(isAscending: boolean): Order {
  return { kind: 'number', isAscending };
}
