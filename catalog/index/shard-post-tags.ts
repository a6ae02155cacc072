import { loadShardOf, postTagShards } from './grouped-shards.ts';
import type { Manifest } from './manifest.ts';
import { decodePostTags } from './post-tags-block.ts';
import { blockOf } from './relations.ts';
import { decodeShard, type LoadShard } from './shard-reader.ts';

/** A post's tags as the index knows them; none where there is no such post. */
export async function loadTagsOf(
  number: number,
  manifest: Manifest,
  load: LoadShard,
): Promise<readonly string[]> {
  const { parameters, postTags } = manifest;
  const content = await loadShardOf(number, postTagShards, postTags, parameters, load);
  if (content === undefined) return [];
  const size = parameters.related;
  const block = blockOf(number, size);
  const name = postTagShards.block(block);
  const tags = decodeShard(name, content, () => decodePostTags(content, size));
  return tags[number - 1 - block * size] ?? [];
}
