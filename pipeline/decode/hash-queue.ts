import type { HashAnswer } from './jobs.ts';

/** A file that waits for its hash. */
export interface HashWish {
  readonly path: string;
  readonly bytes: number;
  readonly resolve: (answer: HashAnswer) => void;
  readonly reject: (error: unknown) => void;
}

/** Files of a batch at most. */
const mostFiles = 32;
/** Bytes of a batch at most, but for a file that is larger alone: its time is bounded as one picture's is. */
const mostBytes = 8 * 1024 * 1024;

/** Files that wait for their hash, in the order in which they came. */
export class HashQueue {
  #waiting: HashWish[] = [];

  add(path: string, bytes: number): Promise<HashAnswer> {
    const { promise, resolve, reject } = Promise.withResolvers<HashAnswer>();
    this.#waiting.push({ path, bytes, resolve, reject });
    return promise;
  }

  /** Takes out the first ones that make a batch; none where none waits. */
  next(): readonly HashWish[] {
    let bytes = 0;
    const end = this.#waiting.findIndex((wish, at) => {
      bytes += wish.bytes;
      return at === mostFiles || (at > 0 && bytes > mostBytes);
    });
    return this.#waiting.splice(0, end === -1 ? this.#waiting.length : end);
  }
}
