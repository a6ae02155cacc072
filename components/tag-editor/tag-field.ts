import { html, LitElement, type TemplateResult } from 'lit';
import { Completer } from '../completion/completer.ts';
import { placeOf, type Suggestion } from '../completion/suggestion.ts';
import { restInSlices } from '../results/slices.ts';
import '../completion-list/completion-list.ts';
import type { CompletionList } from '../completion-list/completion-list.ts';
import { readTagWords, type TagWord, typedWord } from '../editing/tag-words.ts';
import { pageContext } from '../page-context.ts';
import { nextMark } from '../search-box/next-mark.ts';

/** Tags were written into the field. */
class TagsWrittenEvent extends Event {
  static readonly type = 'tags-written';
  readonly words: readonly TagWord[];

  constructor(written: readonly TagWord[]) {
    super(TagsWrittenEvent.type, { bubbles: true });
    this.words = written;
  }
}

/** Backspace was pressed in the empty field: the last tag is meant. */
class LastTagEvent extends Event {
  static readonly type = 'last-tag';

  constructor() {
    super(LastTagEvent.type, { bubbles: true });
  }
}

let fields = 0;

/**
 * A field for tags, with completion: Enter or the space bar takes what is written, or the marked one of the list; many
 * can be pasted. It keeps nothing itself: what is written is told by a TagsWrittenEvent.
 */
export class TagField extends LitElement {
  static override readonly properties = {
    label: { attribute: false },
    hint: { attribute: false },
    isOpen: { state: true },
  };

  declare label: string;
  declare hint: string;
  declare isOpen: boolean;
  readonly #completer = new Completer(pageContext().shards, restInSlices);
  readonly #listId = `tag-choices-${++fields}`;
  #turn = 0;

  constructor() {
    super();
    this.label = '';
    this.hint = '';
    this.isOpen = false;
  }

  /** What is written and not taken yet. */
  get text(): string {
    return this.#input?.value ?? '';
  }

  override focus(): void {
    this.#input?.focus();
  }

  /** Takes what is written, if anything is. */
  commit(): void {
    const written = readTagWords(this.text);
    this.#write('');
    this.#close();
    if (written.length > 0) this.dispatchEvent(new TagsWrittenEvent(written));
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    return html`<div class="tag-field"><input
        class="tag-input"
        type="text"
        role="combobox"
        aria-label=${this.label}
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-controls=${this.#listId}
        aria-expanded=${this.isOpen ? 'true' : 'false'}
        placeholder=${this.hint}
        autocomplete="off"
        autocapitalize="none"
        spellcheck="false"
        enterkeyhint="done"
        @focus=${() => this.#prepare()}
        @input=${(event: InputEvent) => this.#onInput(event)}
        @paste=${(event: ClipboardEvent) => this.#onPaste(event)}
        @keydown=${(event: KeyboardEvent) => this.#onKey(event)}
        @blur=${() => this.#close()}
      ><homebooru-completion
        .listId=${this.#listId}
        @suggestion-taken=${({ suggestion }: { readonly suggestion: Suggestion }) => this.#take(suggestion)}
      ></homebooru-completion></div>`;
  }

  get #input(): HTMLInputElement | null {
    return this.querySelector('input');
  }

  get #list(): CompletionList | null {
    return this.querySelector('homebooru-completion');
  }

  /** Completion is a help: where its shards do not load, tags are written without. */
  #prepare(): void {
    this.#completer.prepare().catch(() => {});
  }

  /** A space takes the word before it, whatever kind of keyboard it comes from. */
  #onInput({ isComposing }: InputEvent): void {
    if (!isComposing && /\S\s/.test(this.text)) this.commit();
    else {
      this.#mark(-1);
      this.#offer();
    }
  }

  /** Many are taken as they come; one alone stays in the field, to be gone on with. */
  #onPaste(event: ClipboardEvent): void {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    const pasted = readTagWords(text);
    if (pasted.length < 2) return;
    event.preventDefault();
    this.dispatchEvent(new TagsWrittenEvent(pasted));
  }

  #onKey(event: KeyboardEvent): void {
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    const list = this.#list;
    if (!list) return;
    const { rows, marked } = list;
    const row = rows[marked];
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (rows.length === 0) this.#offer();
      else this.#mark(nextMark(marked, rows.length, event.key === 'ArrowDown' ? 1 : -1));
    } else if (row && !event.shiftKey && (event.key === 'Enter' || event.key === 'Tab')) {
      event.preventDefault();
      this.#take(row);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      this.commit();
    } else if (event.key === 'Backspace' && this.text === '') {
      this.dispatchEvent(new LastTagEvent());
    } else if (event.key === 'Escape' && rows.length > 0) {
      // The first one closes the list alone.
      event.preventDefault();
      event.stopPropagation();
      this.#close();
    }
  }

  #offer(): void {
    this.#turn += 1;
    const turn = this.#turn;
    const { name, category } = typedWord(this.text);
    this.#completer.complete({ typed: name, category }).then(
      (proposals) => {
        if (turn !== this.#turn) return;
        const rows = proposals.map((proposal): Suggestion => ({ kind: 'tag', proposal }));
        const marked = this.#list?.rows[this.#list.marked];
        const place = marked ? placeOf(marked, rows) : -1;
        // What the arrow keys have marked in the list before stays.
        if (!marked || place >= 0) this.#show(name, rows, place);
      },
      () => this.#close(),
    );
  }

  #take(row: Suggestion): void {
    if (row.kind !== 'tag') return;
    const { name, category } = row.proposal;
    const isRemoval = /^\s*-[\p{L}\p{N}]/u.test(this.text);
    this.#write('');
    this.#close();
    // What is no more than general may become more, once a source knows better.
    const known = category === 'general' ? undefined : category;
    this.dispatchEvent(new TagsWrittenEvent([{ name, category: known, isRemoval }]));
  }

  #write(text: string): void {
    if (this.#input) this.#input.value = text;
  }

  #close(): void {
    this.#turn += 1;
    this.#show('', []);
  }

  #show(typed: string, rows: readonly Suggestion[], marked = -1): void {
    const list = this.#list;
    if (!list) return;
    list.typed = typed;
    list.rows = rows;
    this.isOpen = rows.length > 0;
    this.#mark(marked);
  }

  #mark(place: number): void {
    const list = this.#list;
    if (!list) return;
    list.marked = place;
    if (place < 0) this.#input?.removeAttribute('aria-activedescendant');
    else this.#input?.setAttribute('aria-activedescendant', list.optionId(place));
  }
}

customElements.define('homebooru-tag-field', TagField);

declare global {
  interface HTMLElementTagNameMap {
    'homebooru-tag-field': TagField;
  }
  interface HTMLElementEventMap {
    'tags-written': TagsWrittenEvent;
    'last-tag': Event;
  }
}
