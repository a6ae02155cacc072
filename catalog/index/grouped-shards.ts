import { parseHashes } from './manifest.ts';
import type { IndexParameters } from './parameters.ts';
import { blockOf } from './relations.ts';
import { bytesOf, jsonOf, type ShardContent } from './shard.ts';
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

/** What posts show that have no page of their own; see post-contents.ts. */
export const postContentShards: GroupedShards = {
  list: shardNames.contentsList,
  group: shardNames.contentsGroup,
  block: shardNames.contents,
};

/** The content of the shard that holds a number; `undefined`: there is none. `listHash`: `''` where there is no list. */
export async function loadShardOf(
  number: number,
  names: GroupedShards,
  listHash: string,
  { block: group, related: block }: IndexParameters,
  load: LoadShard,
): Promise<Uint8Array | undefined> {
  const content = await loadGrouped(number, names, listHash, { group, block }, load);
  return content === undefined ? undefined : bytesOf(content);
}

/** The same of other sizes, and of text. `sizes`: numbers a group, and numbers a shard. */
export async function loadGrouped(
  number: number,
  names: GroupedShards,
  listHash: string,
  { group: groupSize, block: blockSize }: { readonly group: number; readonly block: number },
  load: LoadShard,
): Promise<ShardContent | undefined> {
  if (listHash === '') return undefined;
  const group = blockOf(number, groupSize);
  const groups = parseHashes(jsonOf(await load(names.list, listHash)));
  const groupHash = groups[group] ?? '';
  if (groupHash === '') return undefined;
  const hashes = parseHashes(jsonOf(await load(names.group(group), groupHash)));
  const block = blockOf(number, blockSize);
  const hash = hashes[block - (group * groupSize) / blockSize] ?? '';
  return hash === '' ? undefined : await load(names.block(block), hash);
}
