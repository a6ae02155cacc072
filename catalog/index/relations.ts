import { isObject, own, ownArray, ownInteger } from '../json.ts';
import { ShardError } from './shard.ts';

/** A block of numbers: what its posts have to do with others. */
export interface RelationsBlock {
  /** Numbers of the block that no post has, as runs [first, last]. */
  readonly gaps: readonly (readonly [number, number])[];
  /** The nearest post before the block, and after it; `null`: none. */
  readonly before: number | null;
  readonly after: number | null;
  /** [number, its parent or 0, its children]: only posts that have either. */
  readonly families: readonly (readonly [number, number, readonly number[]])[];
}

/** What a post's page shows of others. */
export interface Relations {
  readonly previous: number | undefined;
  readonly next: number | undefined;
  readonly parent: number | undefined;
  readonly children: readonly number[];
}

/** The block of numbers that holds `number`: blocks begin at 1. */
export function blockOf(number: number, blockSize: number): number {
  return Math.floor((number - 1) / blockSize);
}

/** Reads what one post has to do with others out of its block. Previous: the lower number. */
export function relationsOf(
  block: RelationsBlock,
  number: number,
  first: number,
  last: number,
): Relations {
  const family = block.families.find(([member]) => member === number);
  return {
    previous: step(block, number, -1, first, last),
    next: step(block, number, 1, first, last),
    parent: family?.[1] || undefined,
    children: family?.[2] ?? [],
  };
}

function step(
  block: RelationsBlock,
  number: number,
  by: 1 | -1,
  first: number,
  last: number,
): number | undefined {
  let candidate = number + by;
  const gap = block.gaps.find(([from, to]) => from <= candidate && candidate <= to);
  if (gap) candidate = by > 0 ? gap[1] + 1 : gap[0] - 1;
  if (candidate < first) return block.before ?? undefined;
  if (candidate > last) return block.after ?? undefined;
  return candidate;
}

export function formatRelations(block: RelationsBlock): string {
  return JSON.stringify(block);
}

/** Throws a ShardError on anything else than a block of relations. */
export function parseRelations(value: unknown): RelationsBlock {
  if (!isObject(value)) throw new ShardError('a block of relations is no object');
  return {
    gaps: ownArray(value, 'gaps').map((item): readonly [number, number] => {
      const [from, to] = numbers(item);
      if (from === undefined || to === undefined) throw new ShardError('a gap has no two ends');
      return [from, to];
    }),
    before: own(value, 'before') === null ? null : (ownInteger(value, 'before') ?? null),
    after: own(value, 'after') === null ? null : (ownInteger(value, 'after') ?? null),
    families: ownArray(value, 'families').map(
      (item): readonly [number, number, readonly number[]] => {
        const [number, parent, children] = Array.isArray(item) ? item : [];
        if (typeof number !== 'number') throw new ShardError('a family has no number');
        return [number, typeof parent === 'number' ? parent : 0, numbers(children)];
      },
    ),
  };
}

function numbers(value: unknown): readonly number[] {
  return Array.isArray(value)
    ? value.filter((item): item is number => Number.isSafeInteger(item))
    : [];
}
