import type { Site } from '../network/client.ts';
import type { Clock } from '../network/clock.ts';

/**
 * How long sources wait for hosts that rest: while any other source still works, for then the run goes on anyway. When all
 * that are left only wait, nobody waits any more: the next run asks.
 */
export class Patience {
  readonly #clock: Clock;
  readonly #over = new AbortController();
  #working: number;

  /** `sources`: those that work side by side; each must `leave` at its end. */
  constructor(clock: Clock, sources: number) {
    this.#clock = clock;
    this.#working = sources;
  }

  leave(): void {
    this.#working -= 1;
    if (this.#working === 0) this.#over.abort();
  }

  /** Whether the site may be asked now, perhaps after a wait. Rejects with the signal's reason when that is aborted. */
  async await(site: Site | undefined, signal: AbortSignal): Promise<boolean> {
    for (;;) {
      const until = site?.restsUntil;
      if (until === undefined) return true;
      this.leave();
      try {
        const stop = AbortSignal.any([signal, this.#over.signal]);
        await this.#clock.wait(until - this.#clock.now(), stop);
      } catch (error) {
        signal.throwIfAborted();
        if (this.#over.signal.aborted) return false;
        throw error;
      } finally {
        this.#working += 1;
      }
    }
  }
}
