import type { Manifest } from '../../catalog/index/manifest.ts';
import { ShardIndex } from '../../catalog/index/shard-index.ts';
import type { LoadShard } from '../../catalog/index/shard-reader.ts';
import { parseQuery } from '../../catalog/search/parse-query.ts';
import { prepareQuery } from '../../catalog/search/prepare-query.ts';
import { QueryError } from '../../catalog/search/query.ts';
import { countQuery } from '../../catalog/search/search.ts';
import type { ShardLoader } from '../shard-loader.ts';

/** Counts what queries would find, exactly, with one index that remembers its vocabulary. */
export class LiveCounts {
  readonly #shards: Pick<ShardLoader, 'ask'>;
  readonly #indexes = new WeakMap<Manifest, ShardIndex>();

  constructor(shards: Pick<ShardLoader, 'ask'>) {
    this.#shards = shards;
  }

  /** The number of posts of each query; `undefined` where it cannot be read. */
  count(queries: readonly string[]): Promise<readonly (number | undefined)[]> {
    return this.#shards.ask((manifest, load) => {
      const index = this.#index(manifest, load);
      return Promise.all(queries.map((query) => countOne(query, index)));
    });
  }

  #index(manifest: Manifest, load: LoadShard): ShardIndex {
    const known = this.#indexes.get(manifest);
    if (known !== undefined) return known;
    const index = new ShardIndex(manifest, load);
    this.#indexes.set(manifest, index);
    return index;
  }
}

async function countOne(text: string, index: ShardIndex): Promise<number | undefined> {
  try {
    return await countQuery(await prepareQuery(parseQuery(text), index), index);
  } catch (error) {
    if (error instanceof QueryError) return undefined;
    throw error;
  }
}
