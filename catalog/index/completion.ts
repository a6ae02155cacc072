import { isObject, own, ownArray } from '../json.ts';
import { compareTags, isTagCategory, type TagCategory } from '../tag.ts';
import { ShardError } from './shard.ts';

/** A tag as completion offers it. */
export interface CompletionEntry {
  readonly name: string;
  readonly category: TagCategory;
  readonly count: number;
  /** Another name of the tag, which is the one found here. */
  readonly alias?: string;
}

/** The tags with a word that begins as the shard's prefix; the commonest only, where there are too many. */
export interface CompletionShard {
  readonly entries: readonly CompletionEntry[];
  /** One character more → hash of that shard; empty where `entries` are all. */
  readonly deeper: ReadonlyMap<string, string>;
}

/** `completion/` and the prefix in hex of UTF-8, so that no tag can make a bad file name. */
export function completionName(prefix: string): string {
  const hex = [...new TextEncoder().encode(prefix)].map((byte) =>
    byte.toString(16).padStart(2, '0'),
  );
  return `completion/p${hex.join('')}`;
}

/**
 * What completion finds a tag by: its words, and the tag from its first character on. `fate/stay_night` →
 * `fate/stay_night`, `stay`, `night`; `^_^` → `^_^`. Nothing is folded: café is not cafe.
 */
export function wordsOf(name: string): readonly string[] {
  const words = name.split(/[^\p{L}\p{N}\p{M}]+/u).filter((word) => word !== '');
  return [...new Set([name, ...words.filter((word) => !name.startsWith(word))])];
}

/** Commonest first, then by name. */
export function compareEntries(a: CompletionEntry, b: CompletionEntry): number {
  return (
    b.count - a.count || compareTags(a.name, b.name) || compareTags(a.alias ?? '', b.alias ?? '')
  );
}

export function formatCompletion(shard: CompletionShard): string {
  return JSON.stringify({
    entries: shard.entries.map(({ name, category, count, alias }) =>
      alias === undefined ? [name, category, count] : [name, category, count, alias],
    ),
    deeper: [...shard.deeper],
  });
}

/** Throws a ShardError on anything else than a completion shard. */
export function parseCompletion(value: unknown): CompletionShard {
  if (!isObject(value) || !Array.isArray(own(value, 'entries'))) {
    throw new ShardError('a completion shard has no entries');
  }
  return {
    entries: ownArray(value, 'entries').map((item) => {
      const [name, category, count, alias] = Array.isArray(item) ? item : [];
      if (typeof name !== 'string' || !isTagCategory(category) || typeof count !== 'number') {
        throw new ShardError('a completion shard is damaged');
      }
      return { name, category, count, ...(typeof alias === 'string' && { alias }) };
    }),
    deeper: new Map(
      ownArray(value, 'deeper').map((item): [string, string] => {
        const [character, hash] = Array.isArray(item) ? item : [];
        if (typeof character !== 'string' || typeof hash !== 'string') {
          throw new ShardError('a completion shard is damaged');
        }
        return [character, hash];
      }),
    ),
  };
}
