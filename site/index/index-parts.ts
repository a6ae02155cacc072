import type { ShardContent } from '../../catalog/index/shard.ts';

/** Takes a shard and answers its hash, which whoever refers to it writes down. */
export type PutShard = (name: string, content: ShardContent) => string;

/** What is known of a part that is made again: what of it has not changed need not be. */
export interface KeptShards {
  /** The part's result at the last build; `undefined`: nobody knows. */
  readonly result: string | undefined;
  /** The names of its shards then, sorted. */
  readonly names: readonly string[];
  /** The hash of what a shard holds; `undefined`: it must be put. */
  readonly hash: (name: string) => string | undefined;
  /** Leaves a shard as it is and answers its hash; `undefined`: it must be put. */
  readonly keep: (name: string) => string | undefined;
  /** A shard's content as it is in the site; `undefined` where that cannot be told for certain. */
  readonly read: (name: string) => ShardContent | undefined;
}

export type MakePart = (put: PutShard, kept: KeptShards) => string;

/**
 * The index is made in parts, each bounded, whatever the collection holds. A part that has not changed since the last
 * build is not made again: its result of that time, a hash mostly, is answered.
 */
export interface IndexParts {
  /**
   * `name`: tells the part from every other; `isChanged`: what it is made of is not what it was; `make`: puts its shards,
   * and answers what those who refer to it need.
   */
  readonly part: (name: string, isChanged: boolean, make: MakePart) => string;
  /** The same for a part whose whole input `input` stands for: it has changed where that is another one. */
  readonly partOf: (name: string, input: string, make: MakePart) => string;
}

/** What takes long, in steps: between two, others get to work. */
export type IndexSteps<Result = string> = Generator<void, Result, void>;

/** What has happened in a library since a site was built from it. */
export interface IndexChanges {
  /** Whether any post from `first` to `last` has come, gone or changed, or has other relatives. */
  readonly touches: (first: number, last: number) => boolean;
  /** The numbers of which that is true; `undefined`: any may be. */
  readonly numbers: (first: number, last: number) => readonly number[] | undefined;
  /** Whether what a column or a text says of any of them may have changed. */
  readonly hasFact: (fact: string, first: number, last: number) => boolean;
  /** Names of the terms that have come, gone or changed; `undefined`: any may have. */
  readonly names: ReadonlySet<string> | undefined;
}

/** Of an index that is made from nothing. */
export const allChanged: IndexChanges = {
  touches: () => true,
  numbers: () => undefined,
  hasFact: () => true,
  names: undefined,
};

/** Of a part that nothing is known of. */
export const nothingKept: KeptShards = {
  result: undefined,
  names: [],
  hash: () => undefined,
  keep: () => undefined,
  read: () => undefined,
};

/** Makes every part, and hands every shard to `put`. */
export function makeAll(put: PutShard): IndexParts {
  return {
    part: (_name, _isChanged, make) => make(put, nothingKept),
    partOf: (_name, _input, make) => make(put, nothingKept),
  };
}
