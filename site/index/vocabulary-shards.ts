import { contentHash } from '../../catalog/index/content-hash.ts';
import type { BlockList } from '../../catalog/index/manifest.ts';
import { cutIntoBlocks, type NameBlock } from '../../catalog/index/name-blocks.ts';
import type { IndexParameters } from '../../catalog/index/parameters.ts';
import { encodeBundle } from '../../catalog/index/postings-bundle.ts';
import { shardNames } from '../../catalog/index/shard-index.ts';
import { encodeVocabularyBlock, placeOf, type Term } from '../../catalog/index/vocabulary.ts';
import type { LibraryIndex, TermUse } from '../../pipeline/library/library-index.ts';
import type { IndexChanges, IndexParts, PutShard } from './index-parts.ts';

/**
 * Writes the vocabulary and every posting list, a block of names at a time: long lists into shards of their own, the
 * short ones of a block and segment into a bundle. Returns the hash of the list of blocks.
 */
export function putVocabulary(
  index: LibraryIndex,
  uses: readonly TermUse[],
  parameters: IndexParameters,
  changes: IndexChanges,
  parts: IndexParts,
): string {
  const blocks = cutIntoBlocks(
    uses.map(({ name }) => name),
    parameters.names,
  );
  const changed = changedBlocks(blocks, changes);
  let first = 0;
  const list = blocks.map(({ id, names }): [string, string, string] => {
    const members = uses.slice(first, first + names.length);
    first += names.length;
    const hash = parts.part(`vocabulary ${id}`, changed === undefined || changed.has(id), (put) =>
      putBlock(
        index,
        id,
        members.map((use) => index.termOf(use)),
        parameters,
        put,
      ),
    );
    return [id, hash, names[0] ?? ''];
  });
  return parts.part('vocabulary', true, (put) =>
    put(shardNames.vocabularyList, JSON.stringify(list satisfies BlockList)),
  );
}

/** Blocks that hold, or held, a changed term: its own, and the one before where it begins or began one. */
function changedBlocks(
  blocks: readonly NameBlock[],
  { names }: IndexChanges,
): ReadonlySet<string> | undefined {
  if (names === undefined) return undefined;
  const changed = new Set<string>();
  for (const name of names) {
    const place = Math.max(
      0,
      placeOf(blocks, (block) => block.names[0] ?? '', name),
    );
    const own = blocks[place];
    if (own) changed.add(own.id);
    const before = own?.names[0] === name ? blocks[place - 1] : undefined;
    if (before) changed.add(before.id);
  }
  return changed;
}

function putBlock(
  index: LibraryIndex,
  id: string,
  members: readonly Term[],
  parameters: IndexParameters,
  put: PutShard,
): string {
  const short = new Map<number, Map<number, Uint8Array>>();
  const terms = members.map((term, place): Term => {
    const segments = term.segments.map((part) => {
      const list = index.list(term, part.segment) ?? new Uint8Array();
      if (list.length >= parameters.own) {
        const name = shardNames.own(part.segment, contentHash(term.name));
        return { ...part, ownHash: put(name, list) };
      }
      const bundle = short.get(part.segment) ?? new Map<number, Uint8Array>();
      short.set(part.segment, bundle.set(place, list));
      return part;
    });
    return { ...term, segments };
  });
  const bundles = [...short]
    .toSorted(([a], [b]) => a - b)
    .map(([segment, lists]): [number, string] => [
      segment,
      put(shardNames.bundle(segment, id), encodeBundle(lists)),
    ]);
  const block = encodeVocabularyBlock({ bundles: new Map(bundles), terms });
  return put(shardNames.vocabulary(id), block);
}
