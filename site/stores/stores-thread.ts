import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { errorOfThread, type ThreadFailure } from '../../pipeline/library/thread-failure.ts';
import type { StoresProgress, StoresWish } from './update-stores.ts';

/** What the thread is asked for: `prepare` is not answered. */
export interface StoresOrder {
  readonly kind: 'prepare' | 'update';
  readonly wish: StoresWish;
}

/** What the thread answers to a wish; the last is `done` or `failed`. */
export type StoresMessage =
  | {
      readonly kind: 'progress';
      readonly stage: string;
      readonly done: number;
      readonly total: number;
    }
  | { readonly kind: 'done' }
  | ThreadFailure;

/**
 * A thread that brings the stores up to date while others write shards. It stays, so that an edit costs little; it touches
 * nothing while it has no wish to fulfil.
 */
export class StoresThread implements Disposable {
  readonly #worker = new Worker(new URL('stores-worker.ts', import.meta.url));
  /** One wish at a time. */
  #working: Promise<void> = Promise.resolve();

  constructor() {
    // Only while it works does it keep the process.
    this.#worker.unref();
  }

  /** Has it read what a wish like this will need; without an answer. */
  prepare(wish: StoresWish): void {
    this.#worker.postMessage({ kind: 'prepare', wish } satisfies StoresOrder);
  }

  /** See `updateStores`. */
  update(wish: StoresWish, progress: StoresProgress): Promise<void> {
    const before = this.#working.catch(() => undefined);
    this.#working = before.then(() => this.#order(wish, progress));
    return this.#working;
  }

  [Symbol.dispose](): void {
    void this.#worker.terminate();
  }

  async #order(wish: StoresWish, progress: StoresProgress): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const listen = (message: StoresMessage): void => {
      if (message.kind === 'progress') progress(message.stage, message.done, message.total);
      else if (message.kind === 'done') resolve();
      else reject(errorOfThread(message));
    };
    const ending = new AbortController();
    once(this.#worker, 'exit', { signal: ending.signal }).then(
      () => reject(new Error('the thread of the stores has ended')),
      reject,
    );
    this.#worker.on('message', listen).ref();
    this.#worker.postMessage({ kind: 'update', wish } satisfies StoresOrder);
    try {
      await promise;
    } finally {
      this.#worker.off('message', listen).unref();
      ending.abort();
    }
  }
}
