import { ShardError } from '../../catalog/index/shard.ts';
import { shardNames } from '../../catalog/index/shard-names.ts';
import type { ShardLoader } from '../shard-loader.ts';

/** Begins to load what nearly every search asks for first, while the scripts that answer it are still on their way. */
export function beginSearch(shards: ShardLoader): void {
  const lists = shards.ask(({ vocabulary, shapes }, load) =>
    Promise.all([load(shardNames.vocabularyList, vocabulary), load(shardNames.shapeList, shapes)]),
  );
  lists.catch((error: unknown) => {
    // The search asks for them itself, and says that they do not load.
    if (!(error instanceof ShardError)) throw error;
  });
}
