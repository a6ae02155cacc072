/** Wrong secrets in a minute, after which none is looked at. */
export const mostWrong = 10;
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

  /** Answers how many are still allowed now. */
  noteWrong(): number {
    const now = this.#clock();
    this.#wrong = [...this.#wrong.filter((at) => now - at < span), now];
    const left = mostWrong - this.#wrong.length;
    if (left > 0) return left;
    this.#wrong = [];
    this.#closedUntil = now + span;
    return 0;
  }
}
