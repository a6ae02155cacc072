import type { CompletionEntry } from '../../catalog/index/completion.ts';
import { normaliseTag } from '../../catalog/tag.ts';
import type { Completer } from '../completion/completer.ts';
import { takeCompletion, type WordAtCaret, wordAtCaret } from '../completion/word-at-caret.ts';
import { CompletionList, CompletionTakenEvent } from '../completion-list/completion-list.ts';
import { nextMark } from './next-mark.ts';

/**
 * Makes a combobox of the plain search field: a list with manual selection, where nothing is marked until the arrow
 * keys mark it, so that Enter searches for what is written. https://www.w3.org/WAI/ARIA/apg/patterns/combobox/
 */
export class SearchBox {
  readonly #input: HTMLInputElement;
  readonly #completer: Completer;
  readonly #list = document.createElement('homebooru-completion');
  /** Counts what was typed, so that a late answer to an earlier word is dropped. */
  #turn = 0;
  #word: WordAtCaret | undefined;

  constructor(input: HTMLInputElement, completer: Completer) {
    this.#input = input;
    this.#completer = completer;
  }

  start(): void {
    const input = this.#input;
    input.setAttribute('role', 'combobox');
    input.setAttribute('aria-autocomplete', 'list');
    input.setAttribute('aria-haspopup', 'listbox');
    input.setAttribute('aria-controls', CompletionList.listId);
    input.setAttribute('aria-expanded', 'false');
    input.after(this.#list);
    // Completion is a help: where its shards do not load, the field still searches.
    input.addEventListener('focus', () => this.#completer.prepare().catch(() => {}));
    input.addEventListener('input', () => this.#offer());
    input.addEventListener('blur', () => this.#close());
    input.addEventListener('keydown', (event) => this.#onKey(event));
    this.#list.addEventListener(CompletionTakenEvent.type, (event) => {
      if (event instanceof CompletionTakenEvent) this.#take(event.entry);
    });
  }

  #offer(): void {
    this.#turn += 1;
    const turn = this.#turn;
    const { value, selectionStart } = this.#input;
    const word = wordAtCaret(value, selectionStart ?? value.length);
    this.#completer.complete(word.typed, word.category).then(
      (entries) => {
        if (turn === this.#turn) this.#show(word, entries);
      },
      () => this.#close(),
    );
  }

  #show(word: WordAtCaret, entries: readonly CompletionEntry[]): void {
    this.#word = word;
    this.#list.typed = normaliseTag(word.typed);
    this.#list.entries = entries;
    this.#mark(-1);
    this.#input.setAttribute('aria-expanded', String(entries.length > 0));
  }

  #close(): void {
    this.#turn += 1;
    this.#list.entries = [];
    this.#mark(-1);
    this.#input.setAttribute('aria-expanded', 'false');
  }

  #mark(place: number): void {
    this.#list.marked = place;
    if (place < 0) this.#input.removeAttribute('aria-activedescendant');
    else this.#input.setAttribute('aria-activedescendant', CompletionList.optionId(place));
  }

  #onKey(event: KeyboardEvent): void {
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    const { entries, marked } = this.#list;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (entries.length === 0) this.#offer();
      else this.#mark(nextMark(marked, entries.length, event.key === 'ArrowDown' ? 1 : -1));
      return;
    }
    const entry = entries[marked];
    if (entry && !event.shiftKey && (event.key === 'Enter' || event.key === 'Tab')) {
      event.preventDefault();
      this.#take(entry);
    } else if (event.key === 'Escape' && entries.length > 0) {
      // The first Escape closes the list; only the next one may empty the field.
      event.preventDefault();
      this.#close();
    }
  }

  #take(entry: CompletionEntry): void {
    if (!this.#word) return;
    const { text, caret } = takeCompletion(this.#input.value, this.#word, entry.name);
    this.#input.value = text;
    this.#input.setSelectionRange(caret, caret);
    this.#close();
  }
}
