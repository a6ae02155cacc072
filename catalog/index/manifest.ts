import { isObject, type JsonObject, own, ownCount, ownObject, ownText } from '../json.ts';
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
  /** The lowest number whose post has a page of its own; of those below it, or of all where it is 0, `contents` tells. */
  readonly pagesFrom: number;
  /** Hash of `data/vocabulary/manifest.js`, a list of blocks. */
  readonly vocabulary: string;
  /** Column → hash of `data/columns/{column}/manifest.js`. */
  readonly columns: ReadonlyMap<string, string>;
  /** Hash of `data/shapes/manifest.js`, the list of a column in blocks of its own size. */
  readonly shapes: string;
  /** Kind of text → hash of `data/texts/{kind}/manifest.js`: a list of hashes, `''` where a block has none. */
  readonly texts: ReadonlyMap<string, string>;
  /** Table → hash of `data/lookup/{table}/manifest.js`, a list of blocks. */
  readonly lookups: ReadonlyMap<string, string>;
  /** Hash of `data/relations/manifest.js`: a list of hashes, one a block of numbers. */
  readonly relations: string;
  /** Hash of `data/related/manifest.js`: a list of hashes, one a group; `''`: the site shows no related posts. */
  readonly related: string;
  /** Hash of `data/tags/manifest.js`: which tags posts have, likewise. */
  readonly postTags: string;
  /** Hash of `data/contents/manifest.js`: what posts without a page of their own show; `''`: every post has one. */
  readonly contents: string;
  /** Hash of `data/companions/manifest.js`, a list of blocks; `''`: the index keeps none. */
  readonly companions: string;
  /** Hash of the first completion shard; it tells those of the next. */
  readonly completion: string;
  /** Hash of `data/typos/manifest.js`: what tags are found by that were typed with an error. */
  readonly typos: string;
}

export const manifestName = 'manifest';

export function formatManifest(manifest: Manifest): string {
  const { columns, texts, lookups } = manifest;
  return JSON.stringify({
    ...manifest,
    columns: Object.fromEntries(columns),
    texts: Object.fromEntries(texts),
    lookups: Object.fromEntries(lookups),
  });
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
      keys: size('keys'),
      completions: size('completions'),
      hot: size('hot'),
      own: size('own'),
      run: size('run'),
      bundle: size('bundle'),
      shapes: size('shapes'),
    },
    posts: count('posts'),
    highest: count('highest'),
    tags: count('tags'),
    pageSize: count('pageSize'),
    pagesFrom: count('pagesFrom'),
    vocabulary: hash('vocabulary'),
    columns: readHashes(value, 'columns'),
    shapes: hash('shapes'),
    texts: readHashes(value, 'texts'),
    lookups: readHashes(value, 'lookups'),
    relations: hash('relations'),
    related: hashOrNone(value, 'related'),
    postTags: hash('postTags'),
    contents: hashOrNone(value, 'contents'),
    companions: hashOrNone(value, 'companions'),
    completion: hash('completion'),
    typos: hash('typos'),
  };
}

function hashOrNone(manifest: JsonObject, key: string): string {
  const value = own(manifest, key);
  if (typeof value !== 'string') throw new ShardError(`the manifest says no ${key}`);
  return value;
}

function need<T>(value: T | undefined, key: string): T {
  if (value === undefined) throw new ShardError(`the manifest says no ${key}`);
  return value;
}

function readHashes(value: JsonObject, key: string): ReadonlyMap<string, string> {
  const hashes = need(ownObject(value, key), key);
  return new Map(
    Object.keys(hashes).map((name) => [name, need(ownText(hashes, name), `${key} ${name}`)]),
  );
}

export function parseHashes(value: unknown): readonly string[] {
  if (!Array.isArray(value)) throw new ShardError('a list of blocks is no list');
  return value.map((hash) => (typeof hash === 'string' ? hash : ''));
}
