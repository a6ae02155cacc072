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

/** The first `most` of some posts in an order. Loads columns only as far as that takes. */
export async function rankMatches(
  numbers: readonly number[],
  order: Order,
  most: number,
  { source, host, rest }: RankingHost,
): Promise<readonly number[]> {
  const ranking = new Ranking(most, rest);
  switch (order.kind) {
    case 'number':
      await ranking.add(numbers, (number) => (order.isAscending ? number : -number));
      break;
    case 'random':
      await ranking.add(numbers, randomKeys(order.seed ?? host.seed));
      break;
    case 'custom': {
      const places = new Map(
        order.numbers.map((number, place) => [number, place] as const).reverse(),
      );
      await ranking.add(numbers, (number) => places.get(number) ?? Number.POSITIVE_INFINITY);
      break;
    }
    case 'similar': {
      const near = await source.similar(order.number);
      await ranking.add(numbers, (number) => -(near.get(number) ?? 0));
      break;
    }
    case 'quantity': {
      const quantity = quantities.get(order.quantity);
      if (quantity)
        await rankByQuantity(numbers, { ...order, quantity }, ranking, { source, rest });
      break;
    }
    default:
      return order satisfies never;
  }
  return ranking.best();
}

/** Numbers that are looked at between two rests. */
const numbersInAStep = 16_384;

interface QuantityOrder {
  readonly quantity: Quantity;
  readonly isAscending: boolean;
}

/** Block by block, the one first that can hold the best; ends when no other block can hold anything better. */
async function rankByQuantity(
  numbers: readonly number[],
  { quantity, isAscending }: QuantityOrder,
  ranking: Ranking,
  { source, rest }: Pick<RankingHost, 'source' | 'rest'>,
): Promise<void> {
  const { blockSize } = source;
  const bounds = await Promise.all(quantity.columns.map((name) => source.columnBounds(name)));
  const groups = await groupByBlock(numbers, blockSize, rest);
  const blocks = [...groups].map(([block, members]) => {
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
    await ranking.add(members, (number) => {
      const value = quantity.of(
        one?.[number - base] ?? Number.NaN,
        other?.[number - base] ?? Number.NaN,
      );
      if (Number.isNaN(value)) return Number.POSITIVE_INFINITY;
      return isAscending ? value : -value;
    });
  }
}

/** Block → the numbers in it; numbers side by side are mostly of one block. */
async function groupByBlock(
  numbers: readonly number[],
  blockSize: number,
  rest: Rest,
): Promise<ReadonlyMap<number, readonly number[]>> {
  const groups = new Map<number, number[]>();
  let current = -1;
  let members: number[] = [];
  for (const [place, number] of numbers.entries()) {
    if (place % numbersInAStep === 0) await rest();
    const block = blockOf(number, blockSize);
    if (block !== current) {
      current = block;
      members = groups.get(block) ?? [];
      groups.set(block, members);
    }
    members.push(number);
  }
  return groups;
}
