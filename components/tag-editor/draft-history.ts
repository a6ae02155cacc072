import type { Draft } from '../editing/draft.ts';

/** The steps of an edit that is not saved yet: each can be taken back, and done again. */
export class DraftHistory {
  #past: readonly Draft[] = [];
  #future: readonly Draft[] = [];
  #current: Draft;

  constructor(first: Draft) {
    this.#current = first;
  }

  get current(): Draft {
    return this.#current;
  }

  /** Takes a step; one that changes nothing is none. */
  change(next: Draft): void {
    if (next === this.#current) return;
    this.#past = [...this.#past, this.#current];
    this.#future = [];
    this.#current = next;
  }

  /** Whether there was a step to take back. */
  undo(): boolean {
    const before = this.#past.at(-1);
    if (before === undefined) return false;
    this.#future = [...this.#future, this.#current];
    this.#past = this.#past.slice(0, -1);
    this.#current = before;
    return true;
  }

  redo(): boolean {
    const after = this.#future.at(-1);
    if (after === undefined) return false;
    this.#past = [...this.#past, this.#current];
    this.#future = this.#future.slice(0, -1);
    this.#current = after;
    return true;
  }

  /** Corrects the present without a step of its own. */
  correct(draft: Draft): void {
    this.#current = draft;
  }
}
