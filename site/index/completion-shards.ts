import {
  type CompletionEntry,
  compareEntries,
  completionName,
  formatCompletion,
  wordsOf,
} from '../../catalog/index/completion.ts';
import { countOf, type Term } from '../../catalog/index/vocabulary.ts';
import { compareTags } from '../../catalog/tag.ts';
import type { PutShard } from './shard-file.ts';

/** A word of a tag, with the tag. */
interface Entry {
  readonly word: string;
  readonly entry: CompletionEntry;
}

/** Deeper than this, in characters, a prefix tells no more: long tags that begin alike share a shard. */
const deepest = 24;

/**
 * Writes the completion shards from the empty prefix on: each holds the commonest tags with a word that begins so, and
 * where those are not all, one shard a further character. Returns the hash of the first.
 */
export function putCompletion(terms: readonly Term[], most: number, put: PutShard): string {
  const entries = terms.flatMap((term): Entry[] => {
    if (term.category === undefined) return [];
    const entry = { name: term.name, category: term.category, count: countOf(term) };
    return wordsOf(term.name).map((word) => ({ word, entry }));
  });
  entries.sort((a, b) => compareTags(a.word, b.word) || compareTags(a.entry.name, b.entry.name));
  return putPrefix('', entries, most, put);
}

function putPrefix(prefix: string, entries: readonly Entry[], most: number, put: PutShard): string {
  const unique = new Map(entries.map(({ entry }) => [entry.name, entry]));
  const commonest = [...unique.values()].sort(compareEntries).slice(0, most);
  const deeper = new Map<string, string>();
  if (unique.size > commonest.length && [...prefix].length < deepest) {
    for (const [character, group] of groupByNext(entries, prefix.length)) {
      deeper.set(character, putPrefix(prefix + character, group, most, put));
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
