import { encodeBlockList } from '../../catalog/index/block-list.ts';
import { shardNames } from '../../catalog/index/shard-names.ts';
import { compareTags } from '../../catalog/tag.ts';
import type { CompanionStore } from '../companions/companion-store.ts';
import type { IndexParts } from './index-parts.ts';

/** Writes which tags are beside which, as stored, in blocks of terms. Returns the hash of the list of blocks. */
export function putCompanions(store: CompanionStore, parts: IndexParts): string {
  const blocks = store.blocks().toSorted((a, b) => compareTags(a.first, b.first));
  const list = blocks.map(({ id, first, hash }) => ({
    first,
    hash: parts.partOf(`companions ${id}`, hash, (put) =>
      put(shardNames.companions(id), store.content(id)),
    ),
  }));
  return parts.part('companions', true, (put) =>
    put(shardNames.companionsList, encodeBlockList(list)),
  );
}
