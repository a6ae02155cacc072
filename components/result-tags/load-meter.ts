import type { LoadShard } from '../../catalog/index/shard-reader.ts';

/** A way to load shards that knows how much has come. */
export interface LoadMeter {
  readonly load: LoadShard;
  /** Bytes of all shards so far, each once; about what they weigh gzipped, as lists hardly shrink. */
  readonly bytes: () => number;
}

export function meterLoads(load: LoadShard): LoadMeter {
  const seen = new Set<string>();
  let bytes = 0;
  return {
    load: async (name, hash) => {
      const content = await load(name, hash);
      if (!seen.has(name)) bytes += content.length;
      seen.add(name);
      return content;
    },
    bytes: () => bytes,
  };
}
