import { setTimeout as sleep } from 'node:timers/promises';

/** Time as the network code sees it: tests bring their own. */
export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Rejects with the signal's reason when that is aborted. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** From 0 up to, but not including, 1: spreads retries. */
  readonly chance: () => number;
}

/** The machine's own time. */
export const systemClock: Clock = {
  now: Date.now,
  wait: async (milliseconds, signal) => {
    signal.throwIfAborted();
    if (milliseconds <= 0) return;
    try {
      // A timer may fire a millisecond early.
      await sleep(milliseconds + 1, undefined, { signal });
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    }
  },
  chance: Math.random,
};
