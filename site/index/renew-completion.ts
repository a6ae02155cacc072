import {
  type CompletionEntry,
  type CompletionShard,
  compareEntries,
  completionName,
  formatCompletion,
  parseCompletion,
} from '../../catalog/index/completion.ts';
import { jsonOf } from '../../catalog/index/shard.ts';
import { compareTags } from '../../catalog/tag.ts';
import type { KeptShards, PutShard } from './index-parts.ts';

/** A word of a tag or of another name of it, with the tag. */
export interface Entry {
  readonly word: string;
  readonly entry: CompletionEntry;
}

/** What shards are brought up to date with. */
export interface Renewal {
  readonly kept: KeptShards;
  readonly put: PutShard;
  /** Entries that the shard of a prefix holds at most. */
  readonly limitOf: (prefix: string) => number;
  /** Below prefixes of so many characters there are no shards. */
  readonly deepest: number;
  /** Keeps the shard of a prefix and all deeper ones; `undefined` where one of them is not there. */
  readonly keepTree: (prefix: string) => string | undefined;
  /** Makes the shard of a prefix and all deeper ones. `entries`: all there are, or `undefined`: to be found. */
  readonly makeTree: (prefix: string, entries: readonly Entry[] | undefined) => string | undefined;
}

/**
 * The hash of the shard of a prefix where tags have come or changed, and none has gone: made of what the shard held and
 * of `changed`, their words that begin with the prefix. `undefined`: that does not tell, so it must be made of all
 * words.
 */
export function renewShard(
  prefix: string,
  changed: readonly Entry[],
  renewal: Renewal,
): string | undefined {
  const { kept, put, limitOf } = renewal;
  const content = kept.read(completionName(prefix));
  if (content === undefined) return undefined;
  const before = parseCompletion(jsonOf(content));
  const entries = renewEntries(before.entries, changed, limitOf(prefix));
  const deeper = entries && renewDeeper(prefix, before, changed, renewal);
  if (!deeper) return undefined;
  return put(completionName(prefix), formatCompletion({ entries, deeper }));
}

/** The commonest, as those that were not among them are behind the last one that was; `undefined`: one may come up. */
function renewEntries(
  before: readonly CompletionEntry[],
  changed: readonly Entry[],
  limit: number,
): readonly CompletionEntry[] | undefined {
  const updates = new Map(changed.map(({ entry }) => [keyOf(entry), entry]));
  const others = before.filter((entry) => !updates.has(keyOf(entry)));
  const all = [...others, ...updates.values()].sort(compareEntries);
  if (before.length < limit) return all.length > limit ? undefined : all;
  const entries = all.slice(0, limit);
  const [last, lastBefore] = [entries.at(-1), before.at(-1)];
  const isSure = last && lastBefore && compareEntries(last, lastBefore) <= 0;
  return isSure && entries.length === limit ? entries : undefined;
}

function renewDeeper(
  prefix: string,
  before: CompletionShard,
  changed: readonly Entry[],
  renewal: Renewal,
): ReadonlyMap<string, string> | undefined {
  const { limitOf, deepest, keepTree, makeTree } = renewal;
  if (before.deeper.size === 0) {
    // Where the shard just held all, one more begins deeper ones.
    const isAtEnd = [...prefix].length >= deepest || before.entries.length < limitOf(prefix);
    const known = new Set(before.entries.map(keyOf));
    return isAtEnd || changed.every(({ entry }) => known.has(keyOf(entry))) ? new Map() : undefined;
  }
  const groups = Map.groupBy(changed, ({ word }) => characterAt(word, prefix.length));
  const characters = new Set([...before.deeper.keys(), ...groups.keys()]);
  // Of a word that ends here there is nothing deeper.
  characters.delete('');
  const deeper = new Map<string, string>();
  for (const character of [...characters].sort(compareTags)) {
    const own = groups.get(character);
    const place = prefix + character;
    const hash =
      own === undefined
        ? keepTree(place)
        : before.deeper.has(character)
          ? (renewShard(place, own, renewal) ?? makeTree(place, undefined))
          : makeTree(place, own);
    if (hash === undefined) return undefined;
    deeper.set(character, hash);
  }
  return deeper;
}

/** By the code point at a place; `''` at a word's end. */
export function characterAt(word: string, at: number): string {
  const point = word.codePointAt(at);
  return point === undefined ? '' : String.fromCodePoint(point);
}

/** Tells an entry from any other, a tag from another name of it. */
export function keyOf({ name, alias = '' }: CompletionEntry): string {
  return `${name} ${alias}`;
}
