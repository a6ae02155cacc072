import { isObject, ownArray, ownCount } from '../json.ts';
import { parseHashes } from './manifest.ts';
import { ShardError } from './shard.ts';

/** A tag as the typo shards hold it: all of it but what changes with every post. */
export interface TypoEntry {
  readonly name: string;
  /** The binary logarithm of its count, rounded down: it says what is common, and seldom changes. */
  readonly weight: number;
}

/** Characters from the beginning on that are indexed: an error behind them leaves them as they are. */
const reach = 8;

/** Shorter names are too near to each other to tell an error from another tag. */
export const shortestTypo = 4;

/** Buckets a group: the list of hashes has two levels, so that a look-up does not load all of them. */
export const bucketsPerGroup = 64;

/** Tags a bucket, about; there is a power of two of buckets, so that they move only where the collection doubles. */
const entriesPerBucket = 512;

export const typoNames = {
  list: 'typos/manifest',
  group: (group: number): string => `typos/g${group}`,
  bucket: (bucket: number): string => `typos/${bucket}`,
} as const;

/**
 * What a name is found by in spite of one error: its beginning, and each that lacks one of its characters. Two names that
 * differ by one insertion, deletion, substitution or swap of neighbours share such a key (the symmetric delete method,
 * https://github.com/wolfgarbe/SymSpell).
 */
export function typoKeys(name: string): readonly string[] {
  const points = [...name].slice(0, reach);
  const whole = points.join('');
  const keys = new Set([whole]);
  let at = 0;
  for (const { length } of points) {
    keys.add(whole.slice(0, at) + whole.slice(at + length));
    at += length;
  }
  return [...keys];
}

/** How many buckets hold the keys of this many tags. */
export function bucketCount(tags: number): number {
  const wished = Math.max(1, (tags * (reach + 1)) / entriesPerBucket);
  return 2 ** Math.ceil(Math.log2(wished));
}

/** The bucket of a key: FNV-1a of its UTF-16 code units, 32 bits. */
export function bucketOf(key: string, buckets: number): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at++) {
    hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  }
  return (hash >>> 0) % buckets;
}

export function formatBucket(entries: readonly TypoEntry[]): string {
  return JSON.stringify(entries.map(({ name, weight }) => [name, weight]));
}

/** Throws a ShardError on anything else than a bucket. */
export function parseBucket(value: unknown): readonly TypoEntry[] {
  if (!Array.isArray(value)) throw new ShardError('a typo shard is no list');
  return value.map((item) => {
    const [name, weight] = Array.isArray(item) ? item : [];
    if (typeof name !== 'string' || typeof weight !== 'number') {
      throw new ShardError('a typo shard is damaged');
    }
    return { name, weight };
  });
}

/** How a name answers what was typed with at most one error. */
export type TypoMatch = 'whole' | 'beginning';

/**
 * Whether one insertion, deletion, substitution or swap of neighbours makes `typed` the name, or its beginning.
 * Only the first place where they differ can be the error's, so no table is filled.
 */
export function matchTypo(typed: string, name: string): TypoMatch | undefined {
  let same = 0;
  while (same < typed.length && typed[same] === name[same]) same += 1;
  const repaired = [
    [typed.slice(same + 1), name.slice(same + 1)],
    [typed.slice(same + 1), name.slice(same)],
    [typed.slice(same), name.slice(same + 1)],
    ...(typed[same] === name[same + 1] && typed[same + 1] === name[same]
      ? [[typed.slice(same + 2), name.slice(same + 2)]]
      : []),
  ] as const;
  if (repaired.some(([left, right]) => left === right)) return 'whole';
  return repaired.some(([left = '', right = '']) => right.startsWith(left))
    ? 'beginning'
    : undefined;
}

/** The first level of the hashes: how many buckets there are, and a hash a group of them. */
export interface TypoList {
  readonly buckets: number;
  readonly groups: readonly string[];
}

/** Throws a ShardError on anything else than a list of groups. */
export function parseTypoList(value: unknown): TypoList {
  const buckets = isObject(value) ? ownCount(value, 'buckets') : undefined;
  if (!isObject(value) || !buckets) throw new ShardError('the list of typo shards is damaged');
  return { buckets, groups: parseHashes(ownArray(value, 'groups')) };
}
