import type { ShardContent } from './shard.ts';
import { jsonOf, ShardError } from './shard.ts';

/** What a post's page shows, for posts without one: its title, and the markup between the site's header and the end. */
export interface PostContent {
  readonly title: string;
  readonly markup: string;
}

/** Posts a shard of contents: one is some tens of kilobytes, before it is compressed. */
export const contentsPerShard = 32;
/** Posts a group of their hashes. */
export const contentsPerGroup = contentsPerShard * 256;

/** A block by place, `undefined` where there is no post, or where it has a page of its own. */
export function formatContents(block: readonly (PostContent | undefined)[]): string {
  return JSON.stringify(block.map((item) => (item ? [item.title, item.markup] : null)));
}

/** Reads one post of a block; `undefined`: it is not there. Throws a ShardError on what is no block. */
export function contentAt(shard: ShardContent, place: number): PostContent | undefined {
  const block = jsonOf(shard);
  if (!Array.isArray(block)) throw new ShardError('a shard of contents is no list');
  const item: unknown = block[place];
  if (item === null || item === undefined) return undefined;
  const [title, markup] = Array.isArray(item) ? item : [];
  if (typeof title !== 'string' || typeof markup !== 'string') {
    throw new ShardError('a shard of contents is damaged');
  }
  return { title, markup };
}
