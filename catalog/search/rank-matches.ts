import { firstFrom } from '../index/number-list.ts';
import { blockOf } from '../index/relations.ts';
import type { IndexSource } from './index-source.ts';
import type { SearchHost } from './prepare-query.ts';
import { boundsOfQuantity, type Quantity, quantities } from './quantities.ts';
import type { Order } from './query.ts';
import { randomKeys } from './random-key.ts';
import { Ranking } from './ranking.ts';
import type { Rest } from './rest.ts';

/** What ranking needs besides the numbers. */
export interface RankingHost {
  readonly source: IndexSource;
  readonly host: SearchHost;
  readonly rest: Rest;
}

/** The first `most` of some posts, listed ascending, in an order. Loads columns only as far as that takes. */
export async function rankMatches(
  lists: readonly Uint32Array[],
  order: Order,
  most: number,
  { source, host, rest }: RankingHost,
): Promise<readonly number[]> {
  const ranking = new Ranking(most, rest);
  const rankAll = async (keyOf: (number: number) => number): Promise<void> => {
    for (const numbers of lists) await ranking.add(numbers, keyOf);
  };
  switch (order.kind) {
    case 'number':
      await rankAll((number) => (order.isAscending ? number : -number));
      break;
    case 'random':
      await rankAll(randomKeys(order.seed ?? host.seed));
      break;
    case 'custom': {
      const places = new Map(
        order.numbers.map((number, place) => [number, place] as const).reverse(),
      );
      await rankAll((number) => places.get(number) ?? Number.POSITIVE_INFINITY);
      break;
    }
    case 'similar': {
      const near = await source.similar(order.number);
      await rankAll((number) => -(near.get(number) ?? 0));
      break;
    }
    case 'quantity': {
      const quantity = quantities.get(order.quantity);
      if (quantity) await rankByQuantity(lists, { ...order, quantity }, ranking, source);
      break;
    }
    default:
      return order satisfies never;
  }
  return ranking.best();
}

interface QuantityOrder {
  readonly quantity: Quantity;
  readonly isAscending: boolean;
}

/** Block by block, the one first that can hold the best; ends when no other block can hold anything better. */
async function rankByQuantity(
  lists: readonly Uint32Array[],
  { quantity, isAscending }: QuantityOrder,
  ranking: Ranking,
  source: IndexSource,
): Promise<void> {
  const { blockSize } = source;
  const bounds = await Promise.all(quantity.columns.map((name) => source.columnBounds(name)));
  const blocks = [...groupByBlock(lists, blockSize)].map(([block, members]) => {
    const range = boundsOfQuantity(
      quantity,
      bounds.map((list) => list[block]),
    );
    const best = isAscending ? range?.lowest : -(range?.highest ?? Number.NEGATIVE_INFINITY);
    return { block, members, best: best ?? Number.POSITIVE_INFINITY };
  });
  blocks.sort((a, b) => (a.best < b.best ? -1 : Number(a.best > b.best)) || b.block - a.block);
  for (const { block, members, best } of blocks) {
    if (best > ranking.bound) break;
    const [one, other = one] = await Promise.all(
      quantity.columns.map((name) => source.columnValues(name, block)),
    );
    const base = block * blockSize + 1;
    const keyOf = (number: number): number => {
      const value = quantity.of(
        one?.[number - base] ?? Number.NaN,
        other?.[number - base] ?? Number.NaN,
      );
      if (Number.isNaN(value)) return Number.POSITIVE_INFINITY;
      return isAscending ? value : -value;
    };
    for (const numbers of members) await ranking.add(numbers, keyOf);
  }
}

/** Block → the numbers in it, as stretches of the lists. */
function groupByBlock(
  lists: readonly Uint32Array[],
  blockSize: number,
): ReadonlyMap<number, readonly Uint32Array[]> {
  const groups = new Map<number, Uint32Array[]>();
  for (const numbers of lists) {
    let begin = 0;
    while (begin < numbers.length) {
      const block = blockOf(numbers[begin] ?? 1, blockSize);
      const end = firstFrom(numbers, (block + 1) * blockSize + 1);
      const members = groups.get(block) ?? [];
      groups.set(block, members);
      members.push(numbers.subarray(begin, end));
      begin = end;
    }
  }
  return groups;
}
