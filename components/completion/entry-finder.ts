import { Index } from 'flexsearch';
import { type CompletionEntry, compareEntries, wordsOf } from '../../catalog/index/completion.ts';
import type { Rest } from '../../catalog/search/rest.ts';

// FlexSearch's bundle names its licence in a comment that minifying drops; this one is kept.
/*! FlexSearch, by Thomas Wilkerling, Apache-2.0: https://github.com/nextapps-de/flexsearch */

/** Take a phone about a millisecond. */
const tagsInAStep = 4;

/**
 * Finds the tags of one shard by the beginnings of their words, any of them, in any order. The words come ready from
 * the catalogue: FlexSearch's own encoder would lose `^_^` and take café for cafe.
 */
export class EntryFinder {
  readonly #entries: readonly CompletionEntry[];
  readonly #index = new Index({ tokenize: 'forward', encode: (text) => text.split(' ') });

  private constructor(entries: readonly CompletionEntry[]) {
    this.#entries = entries;
  }

  /** Indexes the tags of a shard; a page's keys and paints have their turns in between. */
  static async of(entries: readonly CompletionEntry[], rest: Rest): Promise<EntryFinder> {
    const finder = new EntryFinder(entries);
    for (const [id, { name, alias = name }] of entries.entries()) {
      // No tag holds a space, so it can stand between words.
      finder.#index.add(id, wordsOf(alias).join(' '));
      if (id % tagsInAStep === 0) await rest();
    }
    return finder;
  }

  /** The tags that have a word beginning with each of `beginnings`; all tags for none. */
  find(beginnings: readonly string[]): readonly CompletionEntry[] {
    if (beginnings.length === 0) return this.#entries;
    const limit = Math.max(1, this.#entries.length);
    const ids = this.#index.search(beginnings.join(' '), { limit });
    return ids.map((id) => this.#entries[Number(id)]).filter((entry) => entry !== undefined);
  }
}

/** How much more a tag counts that begins with what was typed than one that has it in a later word. */
const headStart = 8;

/**
 * The tag that was typed, then the commonest first. Of Danbooru's 2,000 commonest tags this puts 86 % among the first ten
 * for their first three letters, where 87.5 % is all that any order could, and 92 % for those of any of their words.
 */
export function rankEntries(
  entries: readonly CompletionEntry[],
  typed: string,
): readonly CompletionEntry[] {
  return entries.toSorted((a, b) => weight(b, typed) - weight(a, typed) || compareEntries(a, b));
}

function weight({ name, alias = name, count }: CompletionEntry, typed: string): number {
  if (alias === typed) return Number.POSITIVE_INFINITY;
  return alias.startsWith(typed) ? headStart * count : count;
}
