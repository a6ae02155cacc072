import { contentHash } from '../../catalog/index/content-hash.ts';
import type { Post } from '../../catalog/post.ts';
import type { Library } from './library.ts';

const fact = 'keys';

/** Of everything that look-up tables know posts by; the same posts give the same, whatever happened before. */
export function keySum(library: Library): string {
  return library.fact(fact) ?? format([0, 0]);
}

type Sums = readonly [crc: number, fnv: number];

/** Keeps the sum of the posts' keys in step with them: two sums of 32 bits. */
export class KeySum {
  readonly #library: Library;
  #change: Sums = [0, 0];

  constructor(library: Library) {
    this.#library = library;
  }

  /** `keyHash`: of a post's keys. */
  put(keyHash: string): void {
    this.#change = add(this.#change, sumsOf(keyHash));
  }

  remove(keyHash: string): void {
    const [crc, fnv] = sumsOf(keyHash);
    this.#change = add(this.#change, [-crc, -fnv]);
  }

  /** Writes what was gathered. */
  flush(): void {
    this.#library.setFact(fact, format(add(sumsOf(keySum(this.#library)), this.#change)));
    this.#change = [0, 0];
  }
}

/** Of everything that look-up tables know a post by. */
export function keyHashOf({ number, md5, ids, parents, chosenParent }: Post): string {
  return contentHash(JSON.stringify([number, md5, ids, parents, chosenParent]));
}

function add(a: Sums, b: Sums): Sums {
  return [(a[0] + b[0]) >>> 0, (a[1] + b[1]) >>> 0];
}

function sumsOf(hash: string): Sums {
  return [Number.parseInt(hash.slice(0, 8), 16), Number.parseInt(hash.slice(8), 16)];
}

function format(sums: Sums): string {
  return sums.map((sum) => sum.toString(16).padStart(8, '0')).join('');
}
