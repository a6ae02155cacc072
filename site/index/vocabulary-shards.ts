import { contentHash } from '../../catalog/index/content-hash.ts';
import type { BlockList } from '../../catalog/index/manifest.ts';
import { cutIntoBlocks } from '../../catalog/index/name-blocks.ts';
import type { IndexParameters } from '../../catalog/index/parameters.ts';
import { encodeBundle } from '../../catalog/index/postings-bundle.ts';
import { shardNames } from '../../catalog/index/shard-index.ts';
import { encodeVocabularyBlock, type Term } from '../../catalog/index/vocabulary.ts';
import type { LibraryIndex } from '../../pipeline/library/library-index.ts';
import type { PutShard } from './shard-file.ts';

/**
 * Writes the vocabulary and every posting list, a block of names at a time: long lists into shards of their own, the
 * short ones of a block and segment into a bundle. Returns the hash of the list of blocks.
 */
export function putVocabulary(
  index: LibraryIndex,
  terms: readonly Term[],
  parameters: IndexParameters,
  put: PutShard,
): string {
  const names = terms.map(({ name }) => name);
  const blocks: [string, string, string][] = [];
  let first = 0;
  for (const block of cutIntoBlocks(names, parameters.names)) {
    const members = terms.slice(first, first + block.names.length);
    first += block.names.length;
    const hash = putBlock(index, block.id, members, parameters, put);
    blocks.push([block.id, hash, block.names[0] ?? '']);
  }
  return put(shardNames.vocabularyList, JSON.stringify(blocks satisfies BlockList));
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
