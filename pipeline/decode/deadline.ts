/** Why somebody is given up: for what he has worked, or because he gives no sign, which may be his disk's fault. */
export type GivenUp = 'overworked' | 'silent';

/**
 * How long a process may work on one thing: so many seconds of the processor's time, and so many on the clock without a
 * sign that it has worked. On a machine with much else to do good work takes long, and is not to be blamed for it.
 */
export class Deadline {
  readonly #seconds: number;
  readonly #giveUp: (why: GivenUp) => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(seconds: number, giveUp: (why: GivenUp) => void) {
    this.#seconds = seconds;
    this.#giveUp = giveUp;
    this.#wait();
  }

  /** A sign of life: milliseconds of the processor's time that have been spent so far. */
  hear(spent: number): void {
    if (spent > this.#seconds * 1000) this.#giveUp('overworked');
    else this.#wait();
  }

  /** The work is done. */
  end(): void {
    clearTimeout(this.#timer);
  }

  #wait(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#giveUp('silent'), this.#seconds * 1000);
  }
}
