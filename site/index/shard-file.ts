import type { ShardContent } from '../../catalog/index/shard.ts';

/** Takes a shard and answers its hash, which whoever refers to it writes down. */
export type PutShard = (name: string, content: ShardContent) => string;
