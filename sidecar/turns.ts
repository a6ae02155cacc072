import PQueue from 'p-queue';

/** What may write to the collection takes turns: small writes, which somebody waits for, come before jobs. */
export class Turns {
  readonly #queue = new PQueue({ concurrency: 1 });

  job<T>(work: () => Promise<T>): Promise<T> {
    return this.#queue.add(work, { priority: 0 });
  }

  smallWrite<T>(work: () => Promise<T>): Promise<T> {
    return this.#queue.add(work, { priority: 1 });
  }
}
