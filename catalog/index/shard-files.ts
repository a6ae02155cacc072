import { manifestName } from './manifest.ts';
import { type ShardContent, wrapShard } from './shard.ts';
import { shardNames } from './shard-names.ts';

/**
 * What the files of an index hold, in the order in which they are written: a shard's script each. The manifest's, the last
 * one, brings the vocabulary's list along, because every search reads that next.
 */
export class ShardFiles {
  #list = '';

  /** `hash`: the content's. */
  wrap(name: string, content: ShardContent): { readonly script: string; readonly hash: string } {
    const { script, hash } = wrapShard(name, content);
    if (name === shardNames.vocabularyList) this.#list = script;
    return { script: name === manifestName ? script + this.#list : script, hash };
  }
}
