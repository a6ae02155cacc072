import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { StoresProgress, StoresWish } from './update-stores.ts';

/** What the thread is told: to get ready by reading the library, or to bring the stores up to date as well. */
export interface StoresOrder {
  readonly wish: StoresWish;
  readonly isWork: boolean;
}

/** What it answers; an order ends with `done` or `failed`. */
export type StoresMessage =
  | {
      readonly kind: 'progress';
      readonly stage: string;
      readonly done: number;
      readonly total: number;
    }
  | { readonly kind: 'done' }
  | {
      readonly kind: 'failed';
      readonly message: string;
      readonly code: string | undefined;
      readonly error: unknown;
    };

/** A thread that brings the stores up to date while others write shards. It stays, so that an edit costs little. */
export class StoresThread implements Disposable {
  readonly #worker = new Worker(new URL('stores-worker.ts', import.meta.url));
  /** Orders are done one at a time. */
  #working: Promise<void> = Promise.resolve();

  constructor() {
    // Only while it works does it keep the process.
    this.#worker.unref();
  }

  /** Has it read the library, which others may write to meanwhile. Where that fails, the next order tells of it. */
  prepare(wish: StoresWish): void {
    this.#working = this.#order({ wish, isWork: false }, () => undefined);
    this.#working.catch(() => undefined);
  }

  /** See `updateStores`. */
  update(wish: StoresWish, progress: StoresProgress): Promise<void> {
    const before = this.#working.catch(() => undefined);
    this.#working = before.then(() => this.#order({ wish, isWork: true }, progress));
    return this.#working;
  }

  [Symbol.dispose](): void {
    void this.#worker.terminate();
  }

  async #order(order: StoresOrder, progress: StoresProgress): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const listen = (message: StoresMessage): void => {
      if (message.kind === 'progress') progress(message.stage, message.done, message.total);
      else if (message.kind === 'done') resolve();
      else reject(failure(message));
    };
    const ending = new AbortController();
    once(this.#worker, 'exit', { signal: ending.signal }).then(
      () => reject(new Error('the thread of the stores has ended')),
      reject,
    );
    this.#worker.on('message', listen).ref();
    this.#worker.postMessage(order);
    try {
      await promise;
    } finally {
      this.#worker.off('message', listen).unref();
      ending.abort();
    }
  }
}

/** Errors come from a thread without their codes. */
function failure({
  message,
  code,
  error,
}: Extract<StoresMessage, { readonly kind: 'failed' }>): unknown {
  return code === undefined ? error : Object.assign(new Error(message, { cause: error }), { code });
}
