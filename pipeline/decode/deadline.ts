/**
 * How long a process may work on one thing: so many seconds of the processor's time, and so many on the clock without a
 * sign that it has worked. On a machine with much else to do good work takes long, and is not to be blamed for it.
 */
export class Deadline {
  readonly #seconds: number;
  readonly #giveUp: () => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(seconds: number, giveUp: () => void) {
    this.#seconds = seconds;
    this.#giveUp = giveUp;
    this.#wait();
  }

  /** A sign of life: milliseconds of the processor's time that have been spent so far. */
  hear(spent: number): void {
    if (spent > this.#seconds * 1000) this.#giveUp();
    else this.#wait();
  }

  /** The work is done. */
  end(): void {
    clearTimeout(this.#timer);
  }

  #wait(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#giveUp, this.#seconds * 1000);
  }
}
