import { Index } from 'flexsearch';
import { type CompletionEntry, compareEntries, wordsOf } from '../../catalog/index/completion.ts';

// FlexSearch's bundle names its licence in a comment that minifying drops; this one is kept.
/*! FlexSearch, by Thomas Wilkerling, Apache-2.0: https://github.com/nextapps-de/flexsearch */

/**
 * Finds the tags of one shard by the beginnings of their words, any of them, in any order. The words come ready from
 * the catalogue: FlexSearch's own encoder would lose `^_^` and take café for cafe.
 */
export class EntryFinder {
  readonly #entries: readonly CompletionEntry[];
  readonly #index = new Index({ tokenize: 'forward', encode: (text) => text.split(' ') });

  constructor(entries: readonly CompletionEntry[]) {
    this.#entries = entries;
    // No tag holds a space, so it can stand between words.
    entries.forEach(({ name, alias = name }, id) => {
      this.#index.add(id, wordsOf(alias).join(' '));
    });
  }

  /** The tags that have a word beginning with each of `beginnings`; all tags for none. */
  find(beginnings: readonly string[]): readonly CompletionEntry[] {
    if (beginnings.length === 0) return this.#entries;
    const limit = Math.max(1, this.#entries.length);
    const ids = this.#index.search(beginnings.join(' '), { limit });
    return ids.map((id) => this.#entries[Number(id)]).filter((entry) => entry !== undefined);
  }
}

/** The tag that was typed, then those that begin so, then the rest; each commonest first. */
export function rankEntries(
  entries: readonly CompletionEntry[],
  typed: string,
): readonly CompletionEntry[] {
  return entries.toSorted((a, b) => place(a, typed) - place(b, typed) || compareEntries(a, b));
}

function place({ name, alias = name }: CompletionEntry, typed: string): number {
  if (alias === typed) return 0;
  return alias.startsWith(typed) ? 1 : 2;
}
