import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { categoryLetters, countText, shortCount, tagText } from '../../catalog/wording.ts';
import type { Suggestion } from '../completion/suggestion.ts';
import { strings } from '../strings.ts';

/** Milliseconds without a change after which it is said how much is offered. */
const quiet = 1000;

/** A row of the list was taken with the pointer. */
export class SuggestionTakenEvent extends Event {
  static readonly type = 'suggestion-taken';
  readonly suggestion: Suggestion;

  constructor(suggestion: Suggestion) {
    super(SuggestionTakenEvent.type, { bubbles: true });
    this.suggestion = suggestion;
  }
}

/**
 * What is offered below a search field. It draws into the page itself, not into a shadow: the field must name the
 * marked option by its id, and the page's styles serve it.
 */
export class CompletionList extends LitElement {
  static override readonly properties = {
    rows: { attribute: false },
    typed: { attribute: false },
    marked: { attribute: false },
    listId: { attribute: false },
    total: { attribute: false },
    said: { state: true },
  };

  declare rows: readonly Suggestion[];
  /** What the matches begin with, to be set off. */
  declare typed: string;
  /** The place of the marked option; -1: none. */
  declare marked: number;
  /** The id of the list; those of its options begin with it. */
  declare listId: string;
  /** Posts of the query as it is written, where that is known. */
  declare total: number | undefined;
  declare said: string;
  #saying: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.listId = 'completion';
    this.rows = [];
    this.typed = '';
    this.marked = -1;
    this.total = undefined;
    this.said = '';
  }

  optionId(place: number): string {
    return `${this.listId}-${place}`;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    return html`<ul
      class="completion"
      id=${this.listId}
      role="listbox"
      aria-label=${strings.suggestions}
      ?hidden=${this.rows.length === 0}
    >${this.rows.map((row, place) => this.#option(row, place))}</ul
    ><p class="visually-hidden" role="status">${this.said}</p>`;
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('rows') || changed.has('total')) this.#saySoon();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#saying);
  }

  /** Once one has stopped typing: who hears the page is not interrupted at each letter. */
  #saySoon(): void {
    clearTimeout(this.#saying);
    this.#saying = setTimeout(() => {
      this.said = this.#message();
    }, quiet);
  }

  #message(): string {
    const offered = this.rows.filter(({ kind }) => kind === 'tag' || kind === 'metatag').length;
    const { total } = this;
    const parts = [
      offered > 0 && strings.suggested(offered),
      total !== undefined && strings.withQuery(total),
    ];
    return parts.filter(Boolean).join(', ');
  }

  #option(row: Suggestion, place: number): TemplateResult {
    const { tag, category, content } = this.#content(row);
    return html`<li
      role="option"
      id=${this.optionId(place)}
      class=${`completion-${row.kind}`}
      data-tag=${tag ?? nothing}
      data-category=${category ?? nothing}
      aria-selected=${place === this.marked ? 'true' : 'false'}
      @pointerdown=${(event: PointerEvent) => this.#take(event, row)}
    >${content}</li>`;
  }

  #content(row: Suggestion): { tag?: string; category?: string; content: TemplateResult } {
    switch (row.kind) {
      case 'tag': {
        const { name, category, count, alias, isGuess } = row.proposal;
        const posts = row.total ?? count;
        const content = html`<span class="letter" title=${category}>${categoryLetters[category]}</span
          ><span class="completion-name">${isGuess ? html`<i>${strings.didYouMean}</i> ` : nothing}${
            alias === undefined ? nothing : html`${this.#name(alias)} → `
          }${alias === undefined ? this.#name(name) : tagText(name)}</span
          ><span class="count" title=${
            row.total === undefined ? countText(count) : strings.withQuery(posts)
          }>${shortCount(posts)}</span>`;
        return { tag: name, category, content };
      }
      case 'metatag':
        return {
          content: html`<span class="letter" aria-hidden="true">:</span
          ><span class="completion-name">${row.text}</span>`,
        };
      case 'recent':
        return {
          content: html`<span class="letter" aria-hidden="true">↺</span
          ><span class="completion-name">${row.query}</span>`,
        };
      case 'forget':
        return { content: html`<span class="completion-name">${strings.forgetSearches}</span>` };
      default:
        return row satisfies never;
    }
  }

  #name(name: string): TemplateResult {
    const text = tagText(name);
    const at = text === name || text.length === name.length ? name.indexOf(this.typed) : -1;
    if (at < 0 || this.typed === '') return html`${text}`;
    const end = at + this.typed.length;
    return html`${text.slice(0, at) || nothing}<b>${text.slice(at, end)}</b>${text.slice(end)}`;
  }

  /** On press, not on click: the field must not lose the focus in between. */
  #take(event: PointerEvent, row: Suggestion): void {
    event.preventDefault();
    if (event.button === 0) this.dispatchEvent(new SuggestionTakenEvent(row));
  }
}

// The search field's script and the editor's both bring it: whichever is loaded first.
if (!customElements.get('homebooru-completion')) {
  customElements.define('homebooru-completion', CompletionList);
}

declare global {
  interface HTMLElementTagNameMap {
    'homebooru-completion': CompletionList;
  }
  interface HTMLElementEventMap {
    'suggestion-taken': SuggestionTakenEvent;
  }
}
