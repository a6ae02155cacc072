/**
 * Rice codes of gaps between ascending numbers: a gap is its bits above the lowest `parameter` ones as so many zeroes
 * and a one, then those lowest bits, low ones first. https://en.wikipedia.org/wiki/Golomb_coding#Rice_coding
 */

/** Numbers have at most so many bits that a code says one by one. */
export const greatestParameter = 24;

/** The parameter that suits `count` numbers below `span`, scattered evenly. */
export function riceParameter(count: number, span: number): number {
  const wish = Math.floor((span / Math.max(1, count)) * 0.69);
  return wish < 2 ? 0 : Math.min(greatestParameter, 31 - Math.clz32(wish));
}

/** Bits that the numbers take. */
export function riceLength(numbers: ArrayLike<number>, parameter: number): number {
  let bits = numbers.length * (parameter + 1);
  let next = 0;
  for (let at = 0; at < numbers.length; at++) {
    const number = numbers[at] ?? 0;
    bits += (number - next) >>> parameter;
    next = number + 1;
  }
  return bits;
}

/** Writes lists one behind the other, the low bits of a byte first. */
export class RiceWriter {
  #bytes = new Uint8Array(64);
  #length = 0;
  #buffer = 0;
  #held = 0;

  /** Ascending numbers below 2^31. */
  write(numbers: ArrayLike<number>, parameter: number): void {
    this.#reserve(Math.ceil(riceLength(numbers, parameter) / 8) + 8);
    let next = 0;
    for (let at = 0; at < numbers.length; at++) {
      const number = numbers[at] ?? 0;
      const gap = number - next;
      next = number + 1;
      let zeroes = gap >>> parameter;
      for (; zeroes >= 8; zeroes -= 8) this.#put(0, 8);
      this.#put(1 << zeroes, zeroes + 1);
      const low = gap - (gap >>> parameter) * 2 ** parameter;
      this.#put(low & 0xfff, Math.min(12, parameter));
      if (parameter > 12) this.#put(low >>> 12, parameter - 12);
    }
  }

  finish(): Uint8Array {
    if (this.#held > 0) this.#bytes[this.#length] = this.#buffer;
    return this.#bytes.slice(0, this.#length + Math.ceil(this.#held / 8));
  }

  /** `width`: at most 12. */
  #put(value: number, width: number): void {
    this.#buffer |= value << this.#held;
    this.#held += width;
    while (this.#held >= 8) {
      this.#bytes[this.#length++] = this.#buffer;
      this.#buffer >>>= 8;
      this.#held -= 8;
    }
  }

  #reserve(extra: number): void {
    if (this.#length + extra <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + extra));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}

/** Reads what a RiceWriter wrote; throws a RangeError where the bits end early or leave the limit. */
export class RiceReader {
  readonly #bytes: Uint8Array;
  #at: number;
  #buffer = 0;
  #held = 0;

  constructor(bytes: Uint8Array, at = 0) {
    this.#bytes = bytes;
    this.#at = at;
  }

  /** `count` ascending numbers below `limit`. */
  read(count: number, parameter: number, limit: number): Uint32Array {
    // Each takes a bit at least: what says more is not worth the memory.
    if (count > limit || count > (this.#bytes.length + 4) * 8) {
      throw new RangeError('a list has more numbers than there can be');
    }
    const numbers = new Uint32Array(count);
    const bytes = this.#bytes;
    const mask = 2 ** parameter - 1;
    let at = this.#at;
    let buffer = this.#buffer;
    let held = this.#held;
    let next = 0;
    for (let index = 0; index < count; index++) {
      let high = 0;
      while (buffer === 0) {
        high += held;
        if (at >= bytes.length) throw new RangeError('a shard ends early');
        for (held = 0; held <= 24 && at < bytes.length; held += 8)
          buffer |= (bytes[at++] ?? 0) << held;
      }
      const zeroes = 31 - Math.clz32(buffer & -buffer);
      high += zeroes;
      // A shift by 32 is none.
      buffer = zeroes === 31 ? 0 : buffer >>> (zeroes + 1);
      held -= zeroes + 1;
      while (held <= 24 && at < bytes.length) {
        buffer |= (bytes[at++] ?? 0) << held;
        held += 8;
      }
      if (held < parameter) throw new RangeError('a shard ends early');
      const number = next + high * (mask + 1) + (buffer & mask);
      buffer >>>= parameter;
      held -= parameter;
      if (number >= limit) throw new RangeError('a list leaves its range');
      numbers[index] = number;
      next = number + 1;
    }
    this.#at = at;
    this.#buffer = buffer;
    this.#held = held;
    return numbers;
  }

  /** Throws unless all that is left is the filling of the last byte. */
  end(): void {
    if (this.#buffer !== 0 || this.#held >= 8 || this.#at < this.#bytes.length) {
      throw new RangeError('a shard is longer than it says');
    }
  }
}
