import type { Incidence } from './incidence.ts';

/** In the sums: the post's score is known already, or of no concern. Sums of weights stay below. */
const isScored = 0x8000;

/** Adds up weights that posts have by posting lists. What is left out is every post that nothing is known of. */
export class ListSums {
  readonly #incidence: Incidence;
  readonly #weights: Uint32Array;
  /** Post → its sum; all 0 but for `#touched`. */
  readonly #sums: Uint16Array;
  readonly #touched: Uint32Array;
  #count = 0;

  constructor(incidence: Incidence, weights: Uint32Array, posts: number) {
    this.#incidence = incidence;
    this.#weights = weights;
    this.#sums = new Uint16Array(posts);
    this.#touched = new Uint32Array(posts);
  }

  clear(): void {
    for (const post of this.touched) this.#sums[post] = 0;
    this.#count = 0;
  }

  /** The posts with a sum, or settled. */
  get touched(): Uint32Array {
    return this.#touched.subarray(0, this.#count);
  }

  /** Adds the weights of terms to their posts from place `from` to before `to`. */
  add(terms: Uint32Array, from: number, to: number): void {
    if (from >= to) return;
    const { posts, postsFrom } = this.#incidence;
    const sums = this.#sums;
    const touched = this.#touched;
    let count = this.#count;
    for (const term of terms) {
      const weight = this.#weights[term] ?? 0;
      const end = postsFrom[term + 1] ?? 0;
      const begin = firstFrom(posts, from, postsFrom[term] ?? 0, end);
      for (let place = begin; place < end; place++) {
        const post = posts[place] ?? 0;
        if (post >= to) break;
        const sum = sums[post] ?? 0;
        if (sum === 0) touched[count++] = post;
        sums[post] = sum + weight;
      }
    }
    this.#count = count;
  }

  /** The post's sum is no longer asked for. */
  settle(post: number): void {
    if (this.#sums[post] === 0) this.#touched[this.#count++] = post;
    this.#sums[post] = isScored;
  }

  isSettled(post: number): boolean {
    return (this.#sums[post] ?? 0) >= isScored;
  }

  sumOf(post: number): number {
    return this.#sums[post] ?? 0;
  }
}

/** Where in an ascending stretch of a list, from `begin` to before `end`, posts from `from` on begin. */
function firstFrom(posts: Uint32Array, from: number, begin: number, end: number): number {
  if (from === 0) return begin;
  let low = begin;
  let high = end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((posts[middle] ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}
