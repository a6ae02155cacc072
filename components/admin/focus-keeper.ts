import type { LitElement, ReactiveController } from 'lit';

/** A row that is done with takes its buttons along: then the list's title has the focus, and not the page. */
export class FocusKeeper implements ReactiveController {
  readonly #host: LitElement;
  /** What had the focus last. */
  #focused: Element | undefined;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.addEventListener('focusin', this.#take);
  }

  hostDisconnected(): void {
    this.#host.removeEventListener('focusin', this.#take);
  }

  hostUpdated(): void {
    const { activeElement, body } = document;
    if (this.#focused?.isConnected !== false || (activeElement && activeElement !== body)) return;
    const title = this.#host.querySelector<HTMLElement>('.card h2');
    if (!title) return;
    title.tabIndex = -1;
    title.focus();
  }

  readonly #take = ({ target }: FocusEvent): void => {
    this.#focused = target instanceof Element ? target : undefined;
  };
}
