import type { Rest } from './rest.ts';

/** Numbers in order of their keys, lowest first; at the same key the higher number first. */
interface Run {
  readonly keys: readonly number[];
  readonly numbers: readonly number[];
}

/** Entries that are sorted, or merged, between two rests. */
const step = 1024;

/** The best so many of any number of numbers, by keys; takes them in any order and holds the thread for no long time. */
export class Ranking {
  readonly #most: number;
  readonly #rest: Rest;
  /** Longest first, each at least twice as long as the next: so that every number is merged few times. */
  #runs: Run[] = [];

  constructor(most: number, rest: Rest) {
    this.#most = most;
    this.#rest = rest;
  }

  /** A key beyond which nothing will be among the best. */
  get bound(): number {
    const full = this.#runs.filter(({ keys }) => keys.length >= this.#most);
    return Math.min(...full.map(({ keys }) => keys.at(-1) ?? Number.POSITIVE_INFINITY));
  }

  async add(numbers: ArrayLike<number>, keyOf: (number: number) => number): Promise<void> {
    let at = 0;
    while (at < numbers.length) {
      const { bound } = this;
      const entries: { readonly number: number; readonly key: number }[] = [];
      // Most are no better than what there is: those cost their key alone.
      const end = Math.min(numbers.length, at + 8 * step);
      for (; at < end && entries.length < step; at++) {
        const number = numbers[at] ?? 0;
        const key = keyOf(number);
        if (key <= bound) entries.push({ number, key });
      }
      entries.sort((a, b) => compareKeys(a.key, b.key) || b.number - a.number);
      const best = entries.slice(0, this.#most);
      await this.#put({
        keys: best.map(({ key }) => key),
        numbers: best.map(({ number }) => number),
      });
      await this.#rest();
    }
  }

  /** The best, in order. */
  async best(): Promise<readonly number[]> {
    const runs = this.#runs;
    this.#runs = [];
    let all: Run = { keys: [], numbers: [] };
    for (const run of runs.toReversed()) all = await this.#merge(all, run);
    this.#runs = [all];
    return all.numbers;
  }

  async #put(run: Run): Promise<void> {
    let merged = run;
    for (;;) {
      const before = this.#runs.at(-1);
      if (!before || before.keys.length >= 2 * merged.keys.length) break;
      this.#runs.pop();
      merged = await this.#merge(before, merged);
    }
    this.#runs.push(merged);
  }

  async #merge(a: Run, b: Run): Promise<Run> {
    const keys: number[] = [];
    const numbers: number[] = [];
    const length = Math.min(this.#most, a.keys.length + b.keys.length);
    let atA = 0;
    let atB = 0;
    while (keys.length < length) {
      if (keys.length % step === step - 1) await this.#rest();
      const isFromA = atB >= b.keys.length || (atA < a.keys.length && isBefore(a, atA, b, atB));
      const run = isFromA ? a : b;
      const at = isFromA ? atA++ : atB++;
      keys.push(run.keys[at] ?? 0);
      numbers.push(run.numbers[at] ?? 0);
    }
    return { keys, numbers };
  }
}

function isBefore(a: Run, atA: number, b: Run, atB: number): boolean {
  const difference = compareKeys(a.keys[atA] ?? 0, b.keys[atB] ?? 0);
  return difference < 0 || (difference === 0 && (a.numbers[atA] ?? 0) > (b.numbers[atB] ?? 0));
}

/** Infinite keys are alike. */
function compareKeys(a: number, b: number): number {
  return a < b ? -1 : Number(a > b);
}
