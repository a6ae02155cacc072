const mostWrong = 10;
const span = 60_000;

/**
 * Counts wrong secrets: after ten in a minute none is looked at for a minute, whoever sends it, for on one machine all
 * callers look alike. By a clock that only goes forward.
 */
export class Attempts {
  readonly #clock: () => number;
  #wrong: number[] = [];
  #closedUntil = 0;

  constructor(clock: () => number = () => performance.now()) {
    this.#clock = clock;
  }

  get isClosed(): boolean {
    return this.#clock() < this.#closedUntil;
  }

  noteWrong(): void {
    const now = this.#clock();
    this.#wrong = [...this.#wrong.filter((at) => now - at < span), now];
    if (this.#wrong.length < mostWrong) return;
    this.#wrong = [];
    this.#closedUntil = now + span;
  }
}
