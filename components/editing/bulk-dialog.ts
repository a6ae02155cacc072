import { element, makeButton } from '../element.ts';
import type { BulkTarget } from './bulk-target.ts';
import { words } from './bulk-words.ts';
import type { TagWord } from './tag-words.ts';

/** What many posts get and lose. */
export interface BulkChange {
  readonly add: readonly { readonly name: string; readonly category?: string }[];
  readonly remove: readonly string[];
}

/** How many posts a change finds, and how many it would change. */
export interface BulkCount {
  readonly matched: number;
  readonly changed: number;
}

/**
 * Asks which tags many posts are to get and lose. Whatever is written is counted at once, so that one sees what would
 * happen. Resolves with the change; `undefined`: declined.
 */
export class BulkDialog {
  readonly #dialog = element('dialog', 'question bulk');
  readonly #field = document.createElement('homebooru-tag-field');
  readonly #chips = element('ul', 'bulk-words');
  readonly #preview = element('p', 'bulk-preview');
  readonly #apply = makeButton('button button-main', words.apply(0));
  readonly #count: (change: BulkChange) => Promise<BulkCount>;
  #written: readonly TagWord[] = [];
  #turn = 0;

  /** `count` says what a change would do, and rejects where it cannot be known. */
  constructor(target: BulkTarget, count: (change: BulkChange) => Promise<BulkCount>) {
    this.#count = count;
    const heading = element('h2', '', words.title(target.count));
    heading.id = 'bulk-title';
    this.#dialog.setAttribute('aria-labelledby', heading.id);
    this.#field.label = words.label;
    this.#field.hint = words.hint;
    this.#field.addEventListener('tags-written', (event) => this.#write(event.words));
    this.#field.addEventListener('last-tag', () => this.#set(this.#written.slice(0, -1)));
    this.#preview.setAttribute('role', 'status');
    const cancel = makeButton('button', words.cancel, () => this.#dialog.close());
    const row = element('p', 'question-actions');
    row.append(this.#apply, cancel);
    const content = element('div', 'bulk-content');
    const about = element('p', 'muted', words.about);
    content.append(heading, about, this.#field, this.#chips, this.#preview, row);
    this.#dialog.append(content);
  }

  ask(): Promise<BulkChange | undefined> {
    const { promise, resolve } = Promise.withResolvers<BulkChange | undefined>();
    this.#apply.addEventListener('click', () => this.#finish());
    this.#dialog.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) this.#finish();
    });
    this.#dialog.addEventListener('close', () => {
      this.#dialog.remove();
      resolve(this.#dialog.returnValue === 'apply' ? this.#change : undefined);
    });
    document.body.append(this.#dialog);
    this.#dialog.showModal();
    this.#set([]);
    void this.#field.updateComplete.then(() => this.#field.focus());
    return promise;
  }

  get #change(): BulkChange {
    const added = this.#written.filter(({ isRemoval }) => !isRemoval);
    return {
      add: added.map(({ name, category }) =>
        category === undefined ? { name } : { name, category },
      ),
      remove: this.#written.filter(({ isRemoval }) => isRemoval).map(({ name }) => name),
    };
  }

  #finish(): void {
    this.#field.commit();
    if (this.#written.length > 0) this.#dialog.close('apply');
  }

  #write(written: readonly TagWord[]): void {
    const names = new Set(written.map(({ name }) => name));
    this.#set([...this.#written.filter(({ name }) => !names.has(name)), ...written]);
  }

  #set(written: readonly TagWord[]): void {
    this.#written = written;
    this.#chips.replaceChildren(...written.map((word) => this.#chip(word)));
    this.#apply.disabled = written.length === 0;
    void this.#showCount();
  }

  #chip(word: TagWord): HTMLLIElement {
    const sign = word.isRemoval ? '−' : '+';
    const text = `${sign}${word.category === undefined ? '' : `${word.category}:`}${word.name}`;
    const chip = element('li', `chip ${word.isRemoval ? 'chip-minus' : 'chip-plus'}`);
    chip.dataset['category'] = word.category ?? 'general';
    const remove = makeButton('chip-remove', '×', () => {
      this.#set(this.#written.filter(({ name }) => name !== word.name));
      this.#field.focus();
    });
    remove.setAttribute('aria-label', words.forget(text));
    chip.append(element('span', 'chip-name', text), remove);
    return chip;
  }

  async #showCount(): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    this.#apply.textContent = words.apply(0);
    this.#preview.textContent = this.#written.length === 0 ? words.noWords : words.counting;
    if (this.#written.length === 0) return;
    try {
      const { changed, matched } = await this.#count(this.#change);
      if (turn !== this.#turn) return;
      this.#preview.textContent = words.preview(changed, matched);
      this.#apply.textContent = words.apply(changed);
    } catch (error) {
      if (turn !== this.#turn) return;
      this.#preview.textContent = error instanceof Error ? error.message : String(error);
    }
  }
}
