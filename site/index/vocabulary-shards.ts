import { encodeBlockList } from '../../catalog/index/block-list.ts';
import { contentHash } from '../../catalog/index/content-hash.ts';
import { decodeVocabularyBlock } from '../../catalog/index/listed-terms.ts';
import { cutIntoBlocks, type NameBlock } from '../../catalog/index/name-blocks.ts';
import { encodeNumbers } from '../../catalog/index/number-list.ts';
import type { IndexParameters } from '../../catalog/index/parameters.ts';
import {
  decodeBundle,
  encodeBundles,
  type ShortList,
} from '../../catalog/index/postings-bundle.ts';
import { shardNames } from '../../catalog/index/shard-names.ts';
import {
  encodeVocabularyBlock,
  type ListedTerm,
  type ListRun,
} from '../../catalog/index/vocabulary.ts';
import { compareTags } from '../../catalog/tag.ts';
import type { LibraryIndex, TermUse } from '../../pipeline/library/library-index.ts';
import { changedBlocks, homeOf } from './changed-blocks.ts';
import type { Aliases } from './completion-shards.ts';
import type { IndexChanges, IndexParts, IndexSteps, KeptShards, PutShard } from './index-parts.ts';

interface VocabularyInput {
  readonly index: LibraryIndex;
  /** Every term that posts have, sorted by name. */
  readonly uses: readonly TermUse[];
  readonly aliases: Aliases;
}

/**
 * Writes the vocabulary and every posting list, a block of names at a time: long lists into shards of their own, the
 * short ones of a block into bundles. Returns the hash of the list of blocks.
 */
export function* putVocabulary(
  { index, uses, aliases }: VocabularyInput,
  parameters: IndexParameters,
  changes: IndexChanges,
  parts: IndexParts,
): IndexSteps {
  const blocks = cutIntoBlocks(
    uses.map(({ name }) => name),
    parameters.names,
  );
  const used = usedAliases(uses, aliases);
  const homes = Map.groupBy(used, ([alias]) => homeOf(blocks, alias)?.id);
  const changed = changedStretches(blocks, aliases, changes);
  let first = 0;
  const list: { readonly hash: string; readonly size: number; readonly first: string }[] = [];
  for (const { id, names } of blocks) {
    const members = uses.slice(first, first + names.length);
    first += names.length;
    const stretch = { id, uses: members, aliases: homes.get(id) ?? [] };
    const isChanged = changed === undefined || changed.has(id);
    const result = parts.part(`vocabulary ${id}`, isChanged, (put, kept) => {
      const lists = keptLists(id, kept, changes);
      return JSON.stringify(putBlock(index, stretch, parameters, { put, ...lists }));
    });
    // Our own text, of this build or an earlier one.
    const { hash, size } = JSON.parse(result) as { hash: string; size: number };
    list.push({ hash, size, first: names[0] ?? '' });
    yield;
  }
  return parts.part('vocabulary', true, (put) =>
    put(
      shardNames.vocabularyList,
      encodeBlockList(
        list,
        list.map(({ size }) => size),
      ),
    ),
  );
}

/** Other names that are no tags themselves, of tags that posts have. */
function usedAliases(uses: readonly TermUse[], aliases: Aliases): Aliases {
  if (aliases.length === 0) return [];
  const known = new Set(uses.map(({ name }) => name));
  return aliases.filter(([alias, name]) => !known.has(alias) && known.has(name));
}

/** Blocks of changed terms, and of other names of them. */
function changedStretches(
  blocks: readonly NameBlock[],
  aliases: Aliases,
  { names }: IndexChanges,
): ReadonlySet<string> | undefined {
  const changed = changedBlocks(blocks, names);
  for (const [alias, name] of aliases) {
    const home = names?.has(name) ? homeOf(blocks, alias) : undefined;
    if (home) changed?.add(home.id);
  }
  return changed;
}

interface Stretch {
  readonly id: string;
  readonly uses: readonly TermUse[];
  readonly aliases: Aliases;
}

/** What is known of the lists of terms that have not changed. */
interface KeptLists {
  /** Leaves the long list of a term as it is; `undefined` where it has to be made. */
  readonly keepRuns: (name: string) => readonly ListRun[] | undefined;
  /** The numbers of a short list, from 0, all segments together; `undefined` where they must be read. */
  readonly shortList: (name: string) => ArrayLike<number> | undefined;
}

interface BlockShards extends KeptLists {
  readonly put: PutShard;
}

const noLists: KeptLists = { keepRuns: () => undefined, shortList: () => undefined };

/** Of a block that is made anew for the sake of some of its terms, the lists of the others are kept. */
function keptLists(id: string, kept: KeptShards, { names: changed }: IndexChanges): KeptLists {
  const content = changed && kept.read(shardNames.vocabulary(id));
  if (!(content instanceof Uint8Array)) return noLists;
  const block = decodeVocabularyBlock(content);
  const long = new Map(
    block.all().flatMap(({ name, runs }) => (runs ? [[name, runs] as const] : [])),
  );
  const short = new Map<string, ArrayLike<number>>();
  for (const [place, own] of block.bundled().entries()) {
    const bundled = kept.read(shardNames.bundle(id, place));
    if (!(bundled instanceof Uint8Array)) continue;
    decodeBundle(bundled, own).forEach((numbers, at) => {
      short.set(own[at]?.name ?? '', numbers);
    });
  }
  return {
    keepRuns: (name) => {
      const runs = changed?.has(name) ? undefined : long.get(name);
      const isThere = runs?.every(
        ({ first, hash }) => kept.keep(shardNames.own(first, contentHash(name))) === hash,
      );
      return isThere ? runs : undefined;
    },
    shortList: (name) => (changed?.has(name) ? undefined : short.get(name)),
  };
}

/** Writes a block and all lists of its terms; answers what the list of blocks says of it. */
function putBlock(
  index: LibraryIndex,
  { id, uses, aliases }: Stretch,
  parameters: IndexParameters,
  { put, keepRuns, shortList }: BlockShards,
): { readonly hash: string; readonly size: number } {
  const short: ShortList[] = [];
  const terms = uses.map(({ id: row, name, category, count }): ListedTerm => {
    const known = keepRuns(name);
    if (known) return { name, category, count, runs: known };
    const numbers = shortList(name);
    if (numbers) {
      short.push({ name, numbers });
      return { name, category, count, runs: undefined };
    }
    const lists = [...index.lists({ id: row, name, category, count })].map(encodeList);
    const size = lists.reduce((sum, { bytes }) => sum + bytes.length, 0);
    // In a bundle a number takes a bit at least, however short the list of nearly all would be alone.
    if (size >= parameters.own || count >= 8 * parameters.own) {
      const runs = putRuns(name, cutIntoRuns(lists, parameters.run), index.segmentSize, put);
      return { name, category, count, runs };
    }
    short.push({ name, numbers: numbersOf(lists, 0, index.segmentSize) });
    return { name, category, count, runs: undefined };
  });
  let size = 0;
  const bundles = encodeBundles(short, parameters.bundle).map((bundle, place) => {
    size += bundle.bytes.length;
    return { terms: bundle.terms, hash: put(shardNames.bundle(id, place), bundle.bytes) };
  });
  const block = encodeVocabularyBlock({
    bundles,
    terms,
    aliases: new Map(aliases.toSorted(([a], [b]) => compareTags(a, b))),
  });
  return {
    hash: put(shardNames.vocabulary(id), block),
    size: block.length + size,
  };
}

interface SegmentList {
  readonly segment: number;
  readonly places: readonly number[];
  /** As it would stand alone. */
  readonly bytes: Uint8Array;
}

function encodeList(list: Omit<SegmentList, 'bytes'>): SegmentList {
  return { ...list, bytes: encodeNumbers(list.places) };
}

/** As many segments a run as fit into it, from the first on: so a further post changes the last run alone. */
function cutIntoRuns(
  lists: readonly SegmentList[],
  most: number,
): readonly (readonly SegmentList[])[] {
  const runs: SegmentList[][] = [];
  let room = 0;
  for (const list of lists) {
    room -= list.bytes.length;
    if (room >= 0) runs.at(-1)?.push(list);
    else {
      runs.push([list]);
      room = most - list.bytes.length;
    }
  }
  return runs;
}

function putRuns(
  name: string,
  runs: readonly (readonly SegmentList[])[],
  segmentSize: number,
  put: PutShard,
): readonly ListRun[] {
  return runs.map((lists) => {
    const first = lists[0]?.segment ?? 0;
    const segments = (lists.at(-1)?.segment ?? first) - first + 1;
    const [only] = lists;
    const bytes =
      only && segments === 1 ? only.bytes : encodeNumbers(numbersOf(lists, first, segmentSize));
    return { first, segments, hash: put(shardNames.own(first, contentHash(name)), bytes) };
  });
}

/** Numbers from the first one of segment `first` on, which is 0. */
function numbersOf(lists: readonly SegmentList[], first: number, segmentSize: number): number[] {
  return lists.flatMap(({ segment, places }) => {
    const base = (segment - first) * segmentSize;
    return places.map((place) => base + place);
  });
}
