import { element, makeButton } from '../element.ts';
import { words } from './selection-words.ts';

/** A button of the bar. */
export interface BarAction {
  readonly text: string;
  readonly act: () => unknown;
  /** It needs something to be selected. */
  readonly needsSome?: boolean;
}

/** The bar at the foot of the window while one selects: how many, and what can be done with them. */
export class SelectionBar {
  readonly #bar = element('section', 'selection-bar');
  readonly #count = element('p', 'selection-count');
  readonly #buttons: readonly (readonly [HTMLButtonElement, BarAction])[];

  constructor(actions: readonly BarAction[]) {
    this.#bar.setAttribute('aria-label', words.bar);
    this.#count.setAttribute('role', 'status');
    this.#buttons = actions.map((action) => {
      const button = makeButton('button', action.text, () => action.act());
      return [button, action];
    });
    const row = element('div', 'selection-actions');
    row.append(...this.#buttons.map(([button]) => button));
    this.#bar.append(this.#count, row);
    this.#bar.hidden = true;
    // Soon after the header for the Tab key; it stands at the foot all the same.
    document.querySelector('.site-header')?.after(this.#bar);
  }

  show(text: string, hasSome: boolean): void {
    this.#bar.hidden = false;
    this.#count.textContent = text;
    for (const [button, { needsSome = false }] of this.#buttons)
      button.disabled = needsSome && !hasSome;
  }

  hide(): void {
    this.#bar.hidden = true;
    this.#count.textContent = '';
  }
}
