import {
  type CompletionEntry,
  compareEntries,
  completionName,
  formatCompletion,
  wordsOf,
} from '../../catalog/index/completion.ts';
import type { IndexParameters } from '../../catalog/index/parameters.ts';
import { compareTags } from '../../catalog/tag.ts';
import type { TermUse } from '../../pipeline/library/library-index.ts';
import type { IndexChanges, IndexParts, PutShard } from './index-parts.ts';

/** Other names of tags, from `tags.yaml`: a name and the tag shown instead. */
export type Aliases = readonly (readonly [alias: string, name: string])[];

/** A word of a tag or of another name of it, with the tag. */
interface Entry {
  readonly word: string;
  readonly entry: CompletionEntry;
}

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
  return parts.part('completion', isChanged, (put) => {
    const known = new Map<string, CompletionEntry>();
    for (const { name, category, count } of uses) {
      if (category !== undefined) known.set(name, { name, category, count });
    }
    const entries = [...known.values()].flatMap((entry) => entriesOf(entry.name, entry));
    for (const [alias, name] of aliases) {
      const entry = known.get(name);
      if (entry) entries.push(...entriesOf(alias, { ...entry, alias }));
    }
    entries.sort(
      (a, b) => compareTags(a.word, b.word) || compareTags(keyOf(a.entry), keyOf(b.entry)),
    );
    return putPrefix('', entries, sizes, put);
  });
}

function entriesOf(name: string, entry: CompletionEntry): readonly Entry[] {
  return wordsOf(name).map((word) => ({ word, entry }));
}

function keyOf({ name, alias = '' }: CompletionEntry): string {
  return `${name} ${alias}`;
}

function putPrefix(prefix: string, entries: readonly Entry[], sizes: Sizes, put: PutShard): string {
  const unique = new Map(entries.map(({ entry }) => [keyOf(entry), entry]));
  const most = prefix === '' ? sizes.hot : sizes.completions;
  const commonest = [...unique.values()].sort(compareEntries).slice(0, most);
  const deeper = new Map<string, string>();
  if (unique.size > commonest.length && [...prefix].length < deepest) {
    for (const [character, group] of groupByNext(entries, prefix.length)) {
      deeper.set(character, putPrefix(prefix + character, group, sizes, put));
    }
  }
  return put(completionName(prefix), formatCompletion({ entries: commonest, deeper }));
}

/** By the code point at a place, in order; a word that ends there needs no deeper shard. */
function groupByNext(entries: readonly Entry[], at: number): ReadonlyMap<string, readonly Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const item of entries) {
    const point = item.word.codePointAt(at);
    if (point === undefined) continue;
    const character = String.fromCodePoint(point);
    const group = groups.get(character);
    if (group) group.push(item);
    else groups.set(character, [item]);
  }
  return groups;
}
