import { encodeBlockList } from '../../catalog/index/block-list.ts';
import { contentHash } from '../../catalog/index/content-hash.ts';
import { cutIntoBlocks, type NameBlock } from '../../catalog/index/name-blocks.ts';
import type { IndexParameters } from '../../catalog/index/parameters.ts';
import { encodeBundle } from '../../catalog/index/postings-bundle.ts';
import { shardNames } from '../../catalog/index/shard-names.ts';
import { encodeVocabularyBlock, placeOf, type Term } from '../../catalog/index/vocabulary.ts';
import { compareTags } from '../../catalog/tag.ts';
import type { LibraryIndex, TermUse } from '../../pipeline/library/library-index.ts';
import type { Aliases } from './completion-shards.ts';
import type { IndexChanges, IndexParts, PutShard } from './index-parts.ts';

interface VocabularyInput {
  readonly index: LibraryIndex;
  /** Every term that posts have, sorted by name. */
  readonly uses: readonly TermUse[];
  readonly aliases: Aliases;
}

/**
 * Writes the vocabulary and every posting list, a block of names at a time: long lists into shards of their own, the
 * short ones of a block and segment into a bundle. Returns the hash of the list of blocks.
 */
export function putVocabulary(
  { index, uses, aliases }: VocabularyInput,
  parameters: IndexParameters,
  changes: IndexChanges,
  parts: IndexParts,
): string {
  const blocks = cutIntoBlocks(
    uses.map(({ name }) => name),
    parameters.names,
  );
  const known = new Set(uses.map(({ name }) => name));
  const used = aliases.filter(([alias, name]) => !known.has(alias) && known.has(name));
  const homes = Map.groupBy(used, ([alias]) => homeOf(blocks, alias)?.id);
  const changed = changedBlocks(blocks, aliases, changes);
  let first = 0;
  const list = blocks.map(({ id, names }) => {
    const members = uses.slice(first, first + names.length);
    first += names.length;
    const hash = parts.part(`vocabulary ${id}`, changed === undefined || changed.has(id), (put) =>
      putBlock(
        index,
        { id, terms: members.map((use) => index.termOf(use)), aliases: homes.get(id) ?? [] },
        parameters,
        put,
      ),
    );
    return { hash, first: names[0] ?? '' };
  });
  return parts.part('vocabulary', true, (put) =>
    put(shardNames.vocabularyList, encodeBlockList(list)),
  );
}

/** Blocks that hold, or held, a changed term: its own, and the one before where it begins or began one. */
function changedBlocks(
  blocks: readonly NameBlock[],
  aliases: Aliases,
  { names }: IndexChanges,
): ReadonlySet<string> | undefined {
  if (names === undefined) return undefined;
  const changed = new Set<string>();
  for (const [alias, name] of aliases) {
    const home = names.has(name) ? homeOf(blocks, alias) : undefined;
    if (home) changed.add(home.id);
  }
  for (const name of names) {
    const own = homeOf(blocks, name);
    if (own) changed.add(own.id);
    const before = own?.names[0] === name ? blocks[blocks.indexOf(own) - 1] : undefined;
    if (before) changed.add(before.id);
  }
  return changed;
}

/** The block that a name belongs to. */
function homeOf(blocks: readonly NameBlock[], name: string): NameBlock | undefined {
  return blocks[
    Math.max(
      0,
      placeOf(blocks, (block) => block.names[0] ?? '', name),
    )
  ];
}

interface Stretch {
  readonly id: string;
  readonly terms: readonly Term[];
  readonly aliases: Aliases;
}

function putBlock(
  index: LibraryIndex,
  { id, terms: members, aliases }: Stretch,
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
  const block = encodeVocabularyBlock({
    bundles: new Map(bundles),
    terms,
    aliases: new Map(aliases.toSorted(([a], [b]) => compareTags(a, b))),
  });
  return put(shardNames.vocabulary(id), block);
}
