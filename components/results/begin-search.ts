import { ShardError } from '../../catalog/index/shard.ts';
import { shardNames } from '../../catalog/index/shard-names.ts';
import type { ShardLoader } from '../shard-loader.ts';

/**
 * Begins to load what nearly every search asks for first, while the scripts that answer it are still on their way: the manifest, with
 * the list that comes along, and the list of shapes.
 */
export function beginSearch(shards: ShardLoader): void {
  const list = shards.ask(({ shapes }, load) => load(shardNames.shapeList, shapes));
  list.catch((error: unknown) => {
    // The search asks for it itself, and says that it does not load.
    if (!(error instanceof ShardError)) throw error;
  });
}
