import { firstOf } from '../../catalog/first-of.ts';
import {
  type CompletionEntry,
  compareEntries,
  completionName,
  formatCompletion,
  wordsOf,
} from '../../catalog/index/completion.ts';
import type { IndexParameters } from '../../catalog/index/parameters.ts';
import { findByName, placeOf } from '../../catalog/index/vocabulary.ts';
import { compareTags } from '../../catalog/tag.ts';
import type { TermUse } from '../../pipeline/library/library-index.ts';
import type { IndexChanges, IndexParts, KeptShards, PutShard } from './index-parts.ts';
import { memo } from './memo.ts';
import { characterAt, type Entry, keyOf, renewShard } from './renew-completion.ts';

/** Other names of tags, from `tags.yaml`: a name and the tag shown instead. */
export type Aliases = readonly (readonly [alias: string, name: string])[];

type Sizes = Pick<IndexParameters, 'completions' | 'hot'>;

/** Deeper than this, in characters, a prefix tells no more: long tags that begin alike share a shard. */
const deepest = 24;

/**
 * Writes the completion shards from the empty prefix on: each holds the commonest tags with a word that begins so, and
 * where those are not all, one shard a further character. Returns the hash of the first.
 */
export function putCompletion(
  uses: readonly TermUse[],
  aliases: Aliases,
  sizes: Sizes,
  changes: IndexChanges,
  parts: IndexParts,
): string {
  const isChanged = changes.names === undefined || changes.names.size > 0;
  return parts.part('completion', isChanged, (put, kept) => {
    const renewed = renewAll({ uses, aliases, sizes, put, kept }, changes);
    if (renewed !== undefined) return renewed;
    const names = namesOf(uses, aliases);
    const tree: Tree = { sizes, put, kept, changed: changedWords(aliases, changes) };
    const all = names.flatMap(({ entry }) => entry);
    const commonest = firstOf(all, compareEntries, sizes.hot);
    const deeper =
      all.length > commonest.length ? putBeginnings(names, tree) : new Map<string, string>();
    return put(completionName(''), formatCompletion({ entries: commonest, deeper }));
  });
}

interface Wish extends Omit<Tree, 'changed'> {
  readonly uses: readonly TermUse[];
  readonly aliases: Aliases;
}

/** The hash of the first shard, where what has changed is enough to know; `undefined`: all tags must be looked at. */
function renewAll(
  { uses, aliases, sizes, put, kept }: Wish,
  { names: changed }: IndexChanges,
): string | undefined {
  if (changed === undefined) return undefined;
  const own = [...changed].flatMap((name) => findByName(uses, name) ?? []);
  // What takes the place of one that has gone is not known.
  if (own.length < changed.size) return undefined;
  const entries = namesOf(
    own,
    [...new Map(aliases)].filter(([, name]) => changed.has(name)),
  ).flatMap(entriesOf);
  const allNames = memo(() => namesOf(uses, aliases));
  return renewShard('', entries, {
    kept,
    put,
    deepest,
    limitOf: (prefix) => (prefix === '' ? sizes.hot : sizes.completions),
    keepTree: (prefix) => keepTree(prefix, kept),
    makeTree: (prefix, known) => {
      // From the first character on: there its words are found.
      if (known === undefined && prefix !== beginningOf(prefix)) return undefined;
      const all = known?.toSorted(compareWords) ?? entriesWith(prefix, allNames());
      const tree = { sizes, put, kept, changed: entries.map(({ word }) => word) };
      return putPrefix(prefix, all, tree);
    },
  });
}

/** A tag's name, or another one, with what is found by it. */
interface Named {
  readonly found: string;
  readonly entry: CompletionEntry;
}

interface Tree {
  readonly sizes: Sizes;
  readonly put: PutShard;
  readonly kept: KeptShards;
  /** Words of the tags that have changed; `undefined`: any may have. */
  readonly changed: readonly string[] | undefined;
}

/** Every name that completion finds a tag by, once. */
function namesOf(uses: readonly TermUse[], aliases: Aliases): readonly Named[] {
  const names: Named[] = [];
  for (const { name, category, count } of uses) {
    if (category !== undefined) names.push({ found: name, entry: { name, category, count } });
  }
  if (aliases.length === 0) return names;
  const known = new Map(names.map(({ found, entry }) => [found, entry]));
  for (const [alias, name] of new Map(aliases)) {
    const entry = known.get(name);
    if (entry) names.push({ found: alias, entry: { ...entry, alias } });
  }
  return names;
}

/** Words that tags which have come, gone or changed are found by, or were. */
function changedWords(
  aliases: Aliases,
  { names: changed }: IndexChanges,
): readonly string[] | undefined {
  if (changed === undefined) return undefined;
  const others = aliases.flatMap(([alias, name]) => (changed.has(name) ? [alias] : []));
  return [...changed, ...others].flatMap(wordsOf);
}

/** The shards of the first characters. Of tags that have not changed no words are looked for. */
function putBeginnings(names: readonly Named[], tree: Tree): ReadonlyMap<string, string> {
  const { changed, kept } = tree;
  const deeper = new Map<string, string>();
  const before = changed === undefined ? [] : beginningsIn(kept.names);
  if (changed === undefined || before.length === 0) {
    const entries = names.flatMap(entriesOf).sort(compareWords);
    for (const [character, group] of groupByNext(entries, 0)) {
      deeper.set(character, putPrefix(character, group, { ...tree, changed: undefined }));
    }
    return deeper;
  }
  const own = new Set(changed.map(beginningOf));
  for (const character of [...new Set([...before, ...own])].sort(compareTags)) {
    const hash = own.has(character) ? undefined : keepTree(character, kept);
    if (hash !== undefined) deeper.set(character, hash);
    else {
      const entries = entriesWith(character, names);
      if (entries.length > 0) deeper.set(character, putPrefix(character, entries, tree));
    }
  }
  return deeper;
}

function beginningOf(word: string): string {
  return characterAt(word, 0);
}

/** The single characters that have a shard. */
function beginningsIn(names: readonly string[]): readonly string[] {
  const decoder = new TextDecoder();
  return names
    .map((name) => decoder.decode(Buffer.from(name.slice(completionName('').length), 'hex')))
    .filter((prefix) => prefix !== '' && prefix === beginningOf(prefix));
}

/** Keeps the shard of a prefix, and all deeper ones; `undefined` where one of them is not there. */
function keepTree(prefix: string, { names, keep }: KeptShards): string | undefined {
  const name = completionName(prefix);
  const first = placeOf(names, (item) => item, name);
  let own: string | undefined;
  for (let at = Math.max(0, first); names[at]?.startsWith(name); at++) {
    const hash = keep(names[at] ?? '');
    if (hash === undefined) return undefined;
    own ??= hash;
  }
  return names[first] === name ? own : undefined;
}

/** The words of all names that begin with a character, sorted. */
function entriesWith(character: string, names: readonly Named[]): readonly Entry[] {
  return names
    .filter(({ found }) => mayBegin(found, character))
    .flatMap(entriesOf)
    .filter(({ word }) => word.startsWith(character))
    .sort(compareWords);
}

/** Whether one of its words may begin so: most names are seen not to without being taken apart. */
function mayBegin(name: string, character: string): boolean {
  for (let at = name.indexOf(character); at >= 0; at = name.indexOf(character, at + 1)) {
    if (at === 0 || !latinLetters.has(name.charCodeAt(at - 1))) return true;
  }
  return false;
}

/** Codes of letters and digits that are surely within a word. */
const latinLetters: ReadonlySet<number> = new Set(
  [...'abcdefghijklmnopqrstuvwxyz0123456789'].map((letter) => letter.charCodeAt(0)),
);

function entriesOf({ found, entry }: Named): readonly Entry[] {
  return wordsOf(found).map((word) => ({ word, entry }));
}

function compareWords(a: Entry, b: Entry): number {
  return compareTags(a.word, b.word) || compareTags(keyOf(a.entry), keyOf(b.entry));
}

/** `entries`: all whose words begin with the prefix, sorted. */
function putPrefix(prefix: string, entries: readonly Entry[], tree: Tree): string {
  const { changed } = tree;
  if (changed !== undefined && !changed.some((word) => word.startsWith(prefix))) {
    const hash = keepTree(prefix, tree.kept);
    if (hash !== undefined) return hash;
  }
  // A tag is there once for each of its words: the entry is the same object.
  const unique = [...new Set(entries.map(({ entry }) => entry))];
  const commonest = firstOf(unique, compareEntries, tree.sizes.completions);
  const deeper = new Map<string, string>();
  if (unique.length > commonest.length && [...prefix].length < deepest) {
    for (const [character, group] of groupByNext(entries, prefix.length)) {
      deeper.set(character, putPrefix(prefix + character, group, tree));
    }
  }
  return tree.put(completionName(prefix), formatCompletion({ entries: commonest, deeper }));
}

/** By the code point at a place, in order; a word that ends there needs no deeper shard. */
function groupByNext(entries: readonly Entry[], at: number): ReadonlyMap<string, readonly Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const item of entries) {
    const character = characterAt(item.word, at);
    if (character === '') continue;
    const group = groups.get(character);
    if (group) group.push(item);
    else groups.set(character, [item]);
  }
  return groups;
}
