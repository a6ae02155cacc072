import type { CommonBitmaps } from './common-bitmaps.ts';

/** The highest sum: six bits a post. */
export const highestSum = 63;
const planeCount = 6;

/** For each least sum from 0 to 64, what is missing from it to 64: a word a bit, all ones where it is set. */
const addendBits = planeCount + 1;
const addends = Int32Array.from({ length: 65 * addendBits }, (_, at) =>
  (64 - Math.floor(at / addendBits)) & (1 << (at % addendBits)) ? -1 : 0,
);

/**
 * Adds up weights that posts have by bitmaps, 32 posts at a time: the sums lie in six planes, plane p holding bit p of
 * each post's sum.
 */
export class BitmapSums {
  readonly #bitmaps: CommonBitmaps;
  readonly #planes: Int32Array;
  /** Where the bitmaps of weights with bit 0, 1, 2 set begin. */
  #ones: number[] = [];
  #twos: number[] = [];
  #fours: number[] = [];
  #onesAt = new Int32Array();
  #twosAt = new Int32Array();
  #foursAt = new Int32Array();

  constructor(bitmaps: CommonBitmaps) {
    this.#bitmaps = bitmaps;
    this.#planes = new Int32Array(bitmaps.words * planeCount);
  }

  clear(): void {
    this.#ones = [];
    this.#twos = [];
    this.#fours = [];
  }

  add(term: number, weight: number): void {
    const begin = (term - this.#bitmaps.first) * this.#bitmaps.words;
    if (weight & 1) this.#ones.push(begin);
    if (weight & 2) this.#twos.push(begin);
    if (weight & 4) this.#fours.push(begin);
  }

  /** To be called once all are added. */
  prepare(): void {
    const { bits, words } = this.#bitmaps;
    while (this.#ones.length % 4 !== 0) this.#ones.push(bits.length - words);
    this.#onesAt = Int32Array.from(this.#ones);
    this.#twosAt = Int32Array.from(this.#twos);
    this.#foursAt = Int32Array.from(this.#fours);
  }

  /**
   * Makes the sums of the words from `from` to before `to`; before it `sumOf` knows nothing of them. Tells of each, in
   * `found`, which of its 32 posts have a sum of at least what `leasts` says, from 0 to 64: none has 64.
   */
  sumUp(from: number, to: number, leasts: Uint8Array, found: Int32Array): void {
    const { bits } = this.#bitmaps;
    const planes = this.#planes;
    const onesAt = this.#onesAt;
    const twosAt = this.#twosAt;
    const foursAt = this.#foursAt;
    for (let word = from; word < to; word++) {
      let p0 = 0;
      let p1 = 0;
      let p2 = 0;
      let p3 = 0;
      let p4 = 0;
      let p5 = 0;
      for (let at = 0; at < onesAt.length; at += 4) {
        // Four at once by full adders: two carries of weight 2, then one of weight 4 goes on.
        const a = bits[(onesAt[at] ?? 0) + word] ?? 0;
        const b = bits[(onesAt[at + 1] ?? 0) + word] ?? 0;
        const c = bits[(onesAt[at + 2] ?? 0) + word] ?? 0;
        const d = bits[(onesAt[at + 3] ?? 0) + word] ?? 0;
        const ab = p0 ^ a;
        const first = (p0 & a) | (ab & b);
        const sum = ab ^ b;
        const cd = sum ^ c;
        const second = (sum & c) | (cd & d);
        p0 = cd ^ d;
        const two = p1 ^ first;
        let carry = (p1 & first) | (two & second);
        p1 = two ^ second;
        let next = p2 & carry;
        p2 ^= carry;
        carry = p3 & next;
        p3 ^= next;
        next = p4 & carry;
        p4 ^= carry;
        p5 ^= next;
      }
      for (let at = 0; at < twosAt.length; at++) {
        let carry = bits[(twosAt[at] ?? 0) + word] ?? 0;
        let next = p1 & carry;
        p1 ^= carry;
        carry = p2 & next;
        p2 ^= next;
        next = p3 & carry;
        p3 ^= carry;
        carry = p4 & next;
        p4 ^= next;
        p5 ^= carry;
      }
      for (let at = 0; at < foursAt.length; at++) {
        let carry = bits[(foursAt[at] ?? 0) + word] ?? 0;
        let next = p2 & carry;
        p2 ^= carry;
        carry = p3 & next;
        p3 ^= next;
        next = p4 & carry;
        p4 ^= carry;
        p5 ^= next;
      }
      const place = word * planeCount;
      planes[place] = p0;
      planes[place + 1] = p1;
      planes[place + 2] = p2;
      planes[place + 3] = p3;
      planes[place + 4] = p4;
      planes[place + 5] = p5;
      // Those overflow that reach 64 with what is missing from the least to 64.
      const row = (leasts[word - from] ?? 0) * addendBits;
      let over = p0 & (addends[row] ?? 0);
      over = (p1 & over) | ((p1 | over) & (addends[row + 1] ?? 0));
      over = (p2 & over) | ((p2 | over) & (addends[row + 2] ?? 0));
      over = (p3 & over) | ((p3 | over) & (addends[row + 3] ?? 0));
      over = (p4 & over) | ((p4 | over) & (addends[row + 4] ?? 0));
      found[word - from] =
        (p5 & over) | ((p5 | over) & (addends[row + 5] ?? 0)) | (addends[row + 6] ?? 0);
    }
  }

  sumOf(post: number): number {
    const planes = this.#planes;
    const at = (post >>> 5) * planeCount;
    const bit = post & 31;
    return (
      (((planes[at] ?? 0) >>> bit) & 1) |
      ((((planes[at + 1] ?? 0) >>> bit) & 1) << 1) |
      ((((planes[at + 2] ?? 0) >>> bit) & 1) << 2) |
      ((((planes[at + 3] ?? 0) >>> bit) & 1) << 3) |
      ((((planes[at + 4] ?? 0) >>> bit) & 1) << 4) |
      ((((planes[at + 5] ?? 0) >>> bit) & 1) << 5)
    );
  }
}
