import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { CompletionEntry } from '../../catalog/index/completion.ts';
import { categoryLetters, countText, shortCount, tagText } from '../../catalog/wording.ts';
import { strings } from '../strings.ts';

/** A tag of the list was taken with the pointer. */
export class CompletionTakenEvent extends Event {
  static readonly type = 'completion-taken';
  readonly entry: CompletionEntry;

  constructor(entry: CompletionEntry) {
    super(CompletionTakenEvent.type, { bubbles: true });
    this.entry = entry;
  }
}

/**
 * The tags offered below a search field. It draws into the page itself, not into a shadow: the field must name the
 * marked option by its id, and the page's styles serve it.
 */
export class CompletionList extends LitElement {
  static override readonly properties = {
    entries: { attribute: false },
    typed: { attribute: false },
    marked: { attribute: false },
  };

  declare entries: readonly CompletionEntry[];
  /** What the matches begin with, to be set off. */
  declare typed: string;
  /** The place of the marked option; -1: none. */
  declare marked: number;

  constructor() {
    super();
    this.entries = [];
    this.typed = '';
    this.marked = -1;
  }

  /** The id of the list, and of the option at a place. */
  static readonly listId = 'completion';
  static optionId(place: number): string {
    return `${CompletionList.listId}-${place}`;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    return html`<ul
      class="completion"
      id=${CompletionList.listId}
      role="listbox"
      aria-label=${strings.suggestions}
      ?hidden=${this.entries.length === 0}
    >${this.entries.map((entry, place) => this.#option(entry, place))}</ul>`;
  }

  #option(entry: CompletionEntry, place: number): TemplateResult {
    const { name, category, count } = entry;
    return html`<li
      role="option"
      id=${CompletionList.optionId(place)}
      data-tag=${name}
      data-category=${category}
      aria-selected=${place === this.marked ? 'true' : 'false'}
      @pointerdown=${(event: PointerEvent) => this.#take(event, entry)}
    ><span class="letter" title=${category}>${categoryLetters[category]}</span
    ><span class="completion-name">${this.#name(name)}</span
    ><span class="count" title=${countText(count)}>${shortCount(count)}</span></li>`;
  }

  #name(name: string): TemplateResult {
    const text = tagText(name);
    const at = text === name || text.length === name.length ? name.indexOf(this.typed) : -1;
    if (at < 0 || this.typed === '') return html`${text}`;
    const end = at + this.typed.length;
    return html`${text.slice(0, at) || nothing}<b>${text.slice(at, end)}</b>${text.slice(end)}`;
  }

  /** On press, not on click: the field must not lose the focus in between. */
  #take(event: PointerEvent, entry: CompletionEntry): void {
    event.preventDefault();
    if (event.button === 0) this.dispatchEvent(new CompletionTakenEvent(entry));
  }
}

customElements.define('homebooru-completion', CompletionList);

declare global {
  interface HTMLElementTagNameMap {
    'homebooru-completion': CompletionList;
  }
}
