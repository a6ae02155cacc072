import { contentHash } from '../../catalog/index/content-hash.ts';
import { blockOf } from '../../catalog/index/relations.ts';
import { shardNames } from '../../catalog/index/shard-names.ts';
import type { RelatedStore } from '../related/related-store.ts';
import type { IndexParts } from './index-parts.ts';

/**
 * Writes the related posts as they are stored: the blocks, and their hashes in groups, so that a page needs few of them.
 * Returns the hash of the list of groups.
 */
export function putRelated(store: RelatedStore, groupSize: number, parts: IndexParts): string {
  const { blockSize } = store;
  const hashes = store.hashes();
  const groups = Map.groupBy(hashes.keys(), (block) => blockOf(block * blockSize + 1, groupSize));
  const lists = Array.from({ length: Math.max(-1, ...groups.keys()) + 1 }, (_, group) => {
    const blocks = groups.get(group);
    if (blocks === undefined) return '';
    const list = hashList(hashes, (group * groupSize) / blockSize, blocks.at(-1) ?? 0);
    return parts.partOf(`related ${group}`, contentHash(list), (put, kept) => {
      for (const block of blocks) {
        const name = shardNames.related(block);
        const isSame = kept.hash(name) === hashes.get(block) && kept.keep(name) !== undefined;
        if (!isSame) put(name, store.content(block) ?? new Uint8Array());
      }
      return put(shardNames.relatedGroup(group), list);
    });
  });
  return parts.part('related', true, (put) => put(shardNames.relatedList, JSON.stringify(lists)));
}

/** The hashes from one block to another; `''` for one without posts. */
export function hashList(hashes: ReadonlyMap<number, string>, first: number, last: number): string {
  return JSON.stringify(
    Array.from({ length: last - first + 1 }, (_, place) => hashes.get(first + place) ?? ''),
  );
}
