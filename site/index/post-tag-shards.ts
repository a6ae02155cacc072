import { encodePostTags } from '../../catalog/index/post-tags-block.ts';
import { blockOf } from '../../catalog/index/relations.ts';
import { shardNames } from '../../catalog/index/shard-names.ts';
import type { Library } from '../../pipeline/library/library.ts';
import type { TermUse } from '../../pipeline/library/library-index.ts';
import { readPostTerms } from '../related/post-terms.ts';
import type { IndexChanges, IndexParts, IndexSteps, PutShard } from './index-parts.ts';
import { hashList } from './related-shards.ts';

/** What is needed to write which tags posts have. */
interface PostTagsInput {
  readonly library: Library;
  /** Every term that posts have. */
  readonly uses: readonly TermUse[];
  readonly highest: number;
  /** Numbers a group of shards, and numbers a shard. */
  readonly groupSize: number;
  readonly blockSize: number;
}

/** Writes which tags every post has, in groups of blocks of numbers. Returns the hash of the list of groups. */
export function* putPostTags(
  { library, uses, highest, groupSize, blockSize }: PostTagsInput,
  changes: IndexChanges,
  parts: IndexParts,
): IndexSteps {
  const names = namesById(uses);
  const count = highest === 0 ? 0 : blockOf(highest, groupSize) + 1;
  const groups: string[] = [];
  for (let group = 0; group < count; group++) {
    const first = group * groupSize + 1;
    const last = first + groupSize - 1;
    const hash = parts.part(`tags ${group}`, changes.touches(first, last), (put, kept) => {
      const hashes = new Map<number, string>();
      for (let from = first; from <= last; from += blockSize) {
        const block = blockOf(from, blockSize);
        const to = from + blockSize - 1;
        const known = changes.touches(from, to) ? undefined : kept.keep(shardNames.postTags(block));
        const hash = known ?? putBlock(library, names, { block, from, to }, put);
        if (hash !== undefined) hashes.set(block, hash);
      }
      const ends = [...hashes.keys()];
      if (ends.length === 0) return '';
      const list = hashList(hashes, blockOf(first, blockSize), ends.at(-1) ?? 0);
      return put(shardNames.postTagsGroup(group), list);
    });
    groups.push(hash);
    yield;
  }
  return parts.part('tags', true, (put) => put(shardNames.postTagsList, JSON.stringify(groups)));
}

/** Filled in no order: an array that grew with it would be a slow one. */
function namesById(uses: readonly TermUse[]): readonly string[] {
  const highest = uses.reduce((most, { id }) => Math.max(most, id), 0);
  const names = new Array<string>(highest + 1).fill('');
  for (const { id, name } of uses) names[id] = name;
  return names;
}

/** Writes one block; `undefined` where there is no post in it. */
function putBlock(
  library: Library,
  names: readonly string[],
  { block, from, to }: { readonly block: number; readonly from: number; readonly to: number },
  put: PutShard,
): string | undefined {
  let isEmpty = true;
  const tags = Array.from({ length: to - from + 1 }, (): readonly string[] => []);
  for (const { number, terms } of readPostTerms(library, from, to)) {
    isEmpty = false;
    tags[number - from] = Array.from(terms, (id) => names[id] ?? '');
  }
  return isEmpty ? undefined : put(shardNames.postTags(block), encodePostTags(tags));
}
