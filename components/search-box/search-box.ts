import { hintsFor } from '../../catalog/search/metatag-hints.ts';
import { normaliseTag } from '../../catalog/tag.ts';
import { closedQuery } from '../completion/closed-query.ts';
import type { Completer, Proposal } from '../completion/completer.ts';
import type { LiveCounts } from '../completion/live-counts.ts';
import { forgetSearches } from '../completion/recent-searches.ts';
import {
  mixSuggestions,
  placeOf,
  recentRows,
  type Suggestion,
  withTotals,
} from '../completion/suggestion.ts';
import {
  insertHint,
  isSameWord,
  takeCompletion,
  type WordAtCaret,
  wordAtCaret,
} from '../completion/word-at-caret.ts';
import { SuggestionTakenEvent } from '../completion-list/completion-list.ts';
import { nextTurn } from '../next-turn.ts';
import { nextMark } from './next-mark.ts';

/** Milliseconds without a further key after which totals are counted. */
const pause = 120;

/**
 * Makes a combobox of the plain search field: a list with manual selection, where nothing is marked until the arrow
 * keys mark it, so that Enter searches for what is written. https://www.w3.org/WAI/ARIA/apg/patterns/combobox/
 */
export class SearchBox {
  readonly #input: HTMLInputElement;
  readonly #completer: Completer;
  readonly #counts: LiveCounts;
  readonly #list = document.createElement('homebooru-completion');
  /** Counts what was typed, so that a late answer to an earlier word is dropped. */
  #turn = 0;
  #word: WordAtCaret | undefined;

  constructor(input: HTMLInputElement, completer: Completer, counts: LiveCounts) {
    this.#input = input;
    this.#completer = completer;
    this.#counts = counts;
  }

  start(): void {
    const input = this.#input;
    input.setAttribute('aria-controls', this.#list.listId);
    input.after(this.#list);
    // Completion is a help: where its shards do not load, the field still searches.
    input.addEventListener('focus', () => this.#begin());
    input.addEventListener('input', () => this.#onInput());
    input.addEventListener('blur', () => this.#close());
    input.addEventListener('keydown', (event) => this.#onKey(event));
    this.#list.addEventListener(SuggestionTakenEvent.type, ({ suggestion }) =>
      this.#take(suggestion),
    );
    // What was typed while this script was on its way is answered too.
    if (document.activeElement === input) this.#begin();
  }

  #begin(): void {
    this.#completer.prepare().catch(() => {});
    if (this.#input.value === '' || this.#input.value !== this.#input.defaultValue) this.#offer();
  }

  /** Until the next list is there, the one before is offered for what is written now, where that is the same word still. */
  #onInput(): void {
    const [before, word] = [this.#word, this.#writtenWord()];
    if (before && word && isSameWord(before, word)) {
      this.#word = word;
      this.#mark(-1);
    } else {
      this.#show(word, []);
    }
    this.#offer();
  }

  /** `undefined` where nothing is written. */
  #writtenWord(): WordAtCaret | undefined {
    const { value, selectionStart } = this.#input;
    return value.trim() === '' ? undefined : wordAtCaret(value, selectionStart ?? value.length);
  }

  /** In a turn of its own: what a key wrote is seen before the list that goes with it is found and drawn. */
  #offer(): void {
    this.#turn += 1;
    const turn = this.#turn;
    void nextTurn().then(() => {
      if (turn === this.#turn) this.#answer(turn);
    });
  }

  #answer(turn: number): void {
    const word = this.#writtenWord();
    if (!word) {
      this.#show(undefined, recentRows());
      return;
    }
    const { value, selectionStart } = this.#input;
    if (word.typed === '') this.#countWritten(turn);
    const hints = word.isQuoted
      ? []
      : hintsFor(value.slice(word.start, selectionStart ?? value.length));
    let shown: 'nothing' | 'first' | 'all' = 'nothing';
    const show = (proposals: readonly Proposal[], what: 'first' | 'all'): void => {
      if (turn !== this.#turn || shown === 'all') return;
      const rows = mixSuggestions(proposals, hints);
      const marked = this.#list.rows[this.#list.marked];
      const place = marked ? placeOf(marked, rows) : -1;
      // What the arrow keys have marked stays: in its place, and at all.
      if (marked && (shown === 'first' || place < 0)) return;
      shown = what;
      this.#show(word, rows, place);
    };
    this.#completer.completeFirst(word).then(
      (proposals) => {
        if (proposals.length > 0) show(proposals, 'first');
      },
      () => {
        // All that there are is asked for too, and says so where it fails.
      },
    );
    this.#completer.complete(word).then(
      (proposals) => {
        show(proposals, 'all');
        this.#countSoon(turn, word);
      },
      () => {
        if (shown === 'nothing' && turn === this.#turn) this.#close();
      },
    );
  }

  /** Fills in what the query would find with each tag, where there is more to the query than the word. */
  #countSoon(turn: number, word: WordAtCaret): void {
    const { value } = this.#input;
    const hasMore = (value.slice(0, word.start) + value.slice(word.end)).trim() !== '';
    const { rows } = this.#list;
    if (turn !== this.#turn || !hasMore || !rows.some(({ kind }) => kind === 'tag')) return;
    setTimeout(() => {
      if (turn !== this.#turn) return;
      const queries = rows.map((row) =>
        row.kind === 'tag' ? closedQuery(this.#taken(word, row).text) : '',
      );
      this.#counts.count(queries).then(
        (totals) => {
          if (turn === this.#turn && this.#list.marked < 0) {
            this.#list.rows = withTotals(rows, totals);
          }
        },
        () => {
          // The list stands without totals.
        },
      );
    }, pause);
  }

  /** Between two words the query is one to be counted: how many posts it has is said to those who hear the page. */
  #countWritten(turn: number): void {
    setTimeout(() => {
      if (turn !== this.#turn) return;
      this.#counts.count([closedQuery(this.#input.value)]).then(
        ([total]) => {
          if (turn === this.#turn) this.#list.total = total;
        },
        () => {
          // The search itself says what does not load.
        },
      );
    }, pause);
  }

  #show(word: WordAtCaret | undefined, rows: readonly Suggestion[], marked = -1): void {
    this.#word = word;
    this.#list.typed = normaliseTag(word?.typed ?? '');
    this.#list.rows = rows;
    this.#list.total = undefined;
    this.#mark(marked);
    this.#input.setAttribute('aria-expanded', String(rows.length > 0));
  }

  #close(): void {
    this.#turn += 1;
    this.#show(this.#word, []);
  }

  #mark(place: number): void {
    this.#list.marked = place;
    if (place < 0) this.#input.removeAttribute('aria-activedescendant');
    else this.#input.setAttribute('aria-activedescendant', this.#list.optionId(place));
  }

  #onKey(event: KeyboardEvent): void {
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    const { rows, marked } = this.#list;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (rows.length === 0) this.#offer();
      else this.#mark(nextMark(marked, rows.length, event.key === 'ArrowDown' ? 1 : -1));
      return;
    }
    const row = rows[marked];
    if (row && !event.shiftKey && (event.key === 'Enter' || event.key === 'Tab')) {
      event.preventDefault();
      this.#take(row);
    } else if (event.key === 'Escape' && rows.length > 0) {
      // The first Escape closes the list; only the next one may empty the field.
      event.preventDefault();
      this.#close();
    }
  }

  #take(row: Suggestion): void {
    switch (row.kind) {
      case 'tag':
        if (this.#word) this.#write(this.#taken(this.#word, row));
        this.#close();
        break;
      case 'metatag':
        if (this.#word) this.#write(insertHint(this.#input.value, this.#word, row.text));
        if (row.text.endsWith(':')) this.#onInput();
        else this.#close();
        break;
      case 'recent':
        this.#write({ text: row.query, caret: row.query.length });
        this.#close();
        break;
      case 'forget':
        forgetSearches();
        this.#close();
        break;
      default:
        row satisfies never;
    }
  }

  #taken(word: WordAtCaret, { proposal }: Suggestion & { readonly kind: 'tag' }): Written {
    return takeCompletion(this.#input.value, word, proposal.name, proposal.wordsBefore);
  }

  #write({ text, caret }: Written): void {
    this.#input.value = text;
    this.#input.setSelectionRange(caret, caret);
  }
}

type Written = ReturnType<typeof takeCompletion>;
