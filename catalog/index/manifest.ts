import { isObject, own, ownArray, ownCount, ownObject, ownText } from '../json.ts';
import type { IndexParameters } from './parameters.ts';
import { ShardError } from './shard.ts';

/** The root of the index, `data/manifest.js`: small, and loaded by every page that searches. */
export interface Manifest {
  readonly parameters: IndexParameters;
  /** Posts that there are, the highest number given, and different tags. */
  readonly posts: number;
  readonly highest: number;
  readonly tags: number;
  /** Numbers a gallery page: page N holds (N - 1) × size + 1 … N × size. */
  readonly pageSize: number;
  /** Hash of `data/vocabulary/manifest.js`, a BlockList. */
  readonly vocabulary: string;
  /** Hash of `data/columns/manifest.js`, ColumnHashes. */
  readonly columns: string;
  /** Hash of `data/relations/manifest.js`: a list of hashes, one a block of numbers. */
  readonly relations: string;
  /** Hash of `data/related/manifest.js`: a list of hashes, one a group; `''`: the site shows no related posts. */
  readonly related: string;
  /** Hash of the first completion shard; it tells those of the next. */
  readonly completion: string;
  /** Hash of `data/typos/manifest.js`: what tags are found by that were typed with an error. */
  readonly typos: string;
}

export const manifestName = 'manifest';

/** The vocabulary's blocks in order: id, hash, first name. A name is in the last block that begins at or before it. */
export type BlockList = readonly (readonly [id: string, hash: string, first: string])[];

/** Column → hash of each of its blocks, `''` where a block has no post. */
export type ColumnHashes = ReadonlyMap<string, readonly string[]>;

export function formatManifest(manifest: Manifest): string {
  return JSON.stringify(manifest);
}

/** Throws a ShardError where a field is missing. */
export function parseManifest(value: unknown): Manifest {
  if (!isObject(value)) throw new ShardError('the manifest is no object');
  const parameters = ownObject(value, 'parameters') ?? {};
  const count = (key: string): number => need(ownCount(value, key), key);
  const size = (key: string): number => need(ownCount(parameters, key) || undefined, key);
  const hash = (key: string): string => need(ownText(value, key), key);
  return {
    parameters: {
      segment: size('segment'),
      block: size('block'),
      related: size('related'),
      names: size('names'),
      completions: size('completions'),
      hot: size('hot'),
      own: size('own'),
    },
    posts: count('posts'),
    highest: count('highest'),
    tags: count('tags'),
    pageSize: count('pageSize'),
    vocabulary: hash('vocabulary'),
    columns: hash('columns'),
    relations: hash('relations'),
    related: hashOrNone(own(value, 'related')),
    completion: hash('completion'),
    typos: hash('typos'),
  };
}

function hashOrNone(value: unknown): string {
  if (typeof value !== 'string') throw new ShardError('the manifest says no related');
  return value;
}

function need<T>(value: T | undefined, key: string): T {
  if (value === undefined) throw new ShardError(`the manifest says no ${key}`);
  return value;
}

export function parseBlockList(value: unknown): BlockList {
  if (!Array.isArray(value)) throw new ShardError('the list of vocabulary blocks is no list');
  return value.map((item): readonly [string, string, string] => {
    const [id, hash, first] = Array.isArray(item) ? item : [];
    if (typeof id !== 'string' || typeof hash !== 'string' || typeof first !== 'string') {
      throw new ShardError('a vocabulary block is not named');
    }
    return [id, hash, first];
  });
}

export function parseHashes(value: unknown): readonly string[] {
  if (!Array.isArray(value)) throw new ShardError('a list of blocks is no list');
  return value.map((hash) => (typeof hash === 'string' ? hash : ''));
}

export function parseColumnHashes(value: unknown): ColumnHashes {
  if (!isObject(value)) throw new ShardError('the list of columns is no object');
  return new Map(Object.keys(value).map((name) => [name, parseHashes(ownArray(value, name))]));
}
