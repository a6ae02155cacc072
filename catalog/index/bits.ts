/** Writes numbers of any width in bits, the low bits first. */
export class BitWriter {
  #bytes = new Uint8Array(256);
  #length = 0;

  /** `width`: 0 to 32 bits. */
  bits(value: number, width: number): void {
    if ((this.#length + width) >>> 3 >= this.#bytes.length) {
      const larger = new Uint8Array(this.#bytes.length * 2);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    let rest = value;
    for (let left = width; left > 0; ) {
      const place = this.#length >>> 3;
      const begun = this.#length & 7;
      const taken = Math.min(left, 8 - begun);
      const part = rest & ((1 << taken) - 1);
      this.#bytes[place] = (this.#bytes[place] ?? 0) | (part << begun);
      rest >>>= taken;
      this.#length += taken;
      left -= taken;
    }
  }

  /** Elias gamma: a whole number from 1 to 2^31 - 1, the smaller the shorter. */
  gamma(value: number): void {
    const width = 31 - Math.clz32(value);
    this.bits(0, width);
    this.bits(1, 1);
    this.bits(value, width);
  }

  finish(): Uint8Array {
    return this.#bytes.slice(0, Math.ceil(this.#length / 8));
  }
}

/** Reads what a BitWriter wrote; throws a RangeError where the bits end early or say something impossible. */
export class BitReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  bits(width: number): number {
    let value = 0;
    for (let done = 0; done < width; ) {
      const byte = this.#bytes[this.#at >>> 3];
      if (byte === undefined) throw new RangeError('a shard ends early');
      const begun = this.#at & 7;
      const taken = Math.min(width - done, 8 - begun);
      value |= ((byte >>> begun) & ((1 << taken) - 1)) << done;
      this.#at += taken;
      done += taken;
    }
    return value >>> 0;
  }

  gamma(): number {
    let width = 0;
    while (this.bits(1) === 0) {
      width += 1;
      if (width > 30) throw new RangeError('a number in a shard is too large');
    }
    return this.bits(width) + 2 ** width;
  }

  /** Throws unless all that is left is the filling of the last byte. */
  end(): void {
    if (this.#bytes.length - Math.ceil(this.#at / 8) > 0 || this.#rest() !== 0) {
      throw new RangeError('a shard is longer than it says');
    }
  }

  #rest(): number {
    return (this.#at & 7) === 0 ? 0 : this.bits(8 - (this.#at & 7));
  }
}
