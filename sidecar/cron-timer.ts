import { Cron } from 'croner';

/** Milliseconds between two looks at the clock: a sleep or a new time is noticed that soon. */
const longestWait = 30_000;

/**
 * Acts at the times of a cron expression, by the clock on the wall. Times that were slept through, or that the clock
 * was set past, are made good by one act; a clock that is set back begins again from there.
 */
export class CronTimer {
  readonly #cron: Cron;
  readonly #act: () => void;
  /** Milliseconds since 1970, by the clock on the wall. */
  readonly #now: () => number;
  #timer: NodeJS.Timeout | undefined;
  #lookedAt: number;
  /** Milliseconds since 1970; `undefined`: the expression names no time any more. */
  #next: number | undefined;

  /** Throws where the expression is none. */
  constructor(expression: string, act: () => void, now = Date.now) {
    this.#cron = new Cron(expression);
    this.#act = act;
    this.#now = now;
    this.#lookedAt = now();
    this.#next = this.#nextAfter(this.#lookedAt);
    this.#wait();
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #wait(): void {
    const left = (this.#next ?? Number.POSITIVE_INFINITY) - this.#lookedAt;
    this.#timer = setTimeout(() => this.#look(), Math.min(left, longestWait)).unref();
  }

  #look(): void {
    const now = this.#now();
    const isDue = this.#next !== undefined && now >= this.#next;
    const isSetBack = now < this.#lookedAt;
    this.#lookedAt = now;
    if (isDue || isSetBack) this.#next = this.#nextAfter(now);
    this.#wait();
    if (isDue) this.#act();
  }

  #nextAfter(time: number): number | undefined {
    return this.#cron.nextRun(new Date(time))?.getTime();
  }
}
