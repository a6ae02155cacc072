import { parseHashes } from './manifest.ts';
import type { IndexParameters } from './parameters.ts';
import { blockOf } from './relations.ts';
import { bytesOf, jsonOf } from './shard.ts';
import { shardNames } from './shard-names.ts';
import type { LoadShard } from './shard-reader.ts';

/** Shards of a block of numbers each, whose hashes are listed in groups, so that few are loaded for one post. */
export interface GroupedShards {
  readonly list: string;
  readonly group: (group: number) => string;
  readonly block: (block: number) => string;
}

/** Which posts are related; see related-block.ts. */
export const relatedShards: GroupedShards = {
  list: shardNames.relatedList,
  group: shardNames.relatedGroup,
  block: shardNames.related,
};

/** Which tags posts have; see post-tags-block.ts. */
export const postTagShards: GroupedShards = {
  list: shardNames.postTagsList,
  group: shardNames.postTagsGroup,
  block: shardNames.postTags,
};

/** The content of the shard that holds a number; `undefined`: there is none. `listHash`: `''` where there is no list. */
export async function loadShardOf(
  number: number,
  names: GroupedShards,
  listHash: string,
  { block: groupSize, related: blockSize }: IndexParameters,
  load: LoadShard,
): Promise<Uint8Array | undefined> {
  if (listHash === '') return undefined;
  const group = blockOf(number, groupSize);
  const groups = parseHashes(jsonOf(await load(names.list, listHash)));
  const groupHash = groups[group] ?? '';
  if (groupHash === '') return undefined;
  const hashes = parseHashes(jsonOf(await load(names.group(group), groupHash)));
  const block = blockOf(number, blockSize);
  const hash = hashes[block - (group * groupSize) / blockSize] ?? '';
  return hash === '' ? undefined : bytesOf(await load(names.block(block), hash));
}
