/** A set of whole numbers from 0 up, a bit each: a million take 125 KB. */
export class NumberSet {
  #bits = new Uint8Array(16);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  has(number: number): boolean {
    return ((this.#bits[number >>> 3] ?? 0) & (1 << (number & 7))) !== 0;
  }

  add(number: number): void {
    if (this.has(number)) return;
    const place = number >>> 3;
    if (place >= this.#bits.length) this.#grow(place + 1);
    this.#bits[place] = (this.#bits[place] ?? 0) | (1 << (number & 7));
    this.#size += 1;
  }

  /** All from `first` to `last`. */
  addRun(first: number, last: number): void {
    for (let number = first; number <= last; ) {
      const isWholeByte = (number & 7) === 0 && number + 7 <= last;
      if (isWholeByte && !this.#bits[number >>> 3]) {
        if (number >>> 3 >= this.#bits.length) this.#grow((last >>> 3) + 1);
        this.#bits[number >>> 3] = 255;
        this.#size += 8;
        number += 8;
      } else {
        this.add(number);
        number += 1;
      }
    }
  }

  delete(number: number): void {
    if (!this.has(number)) return;
    const place = number >>> 3;
    this.#bits[place] = (this.#bits[place] ?? 0) & ~(1 << (number & 7));
    this.#size -= 1;
  }

  /** In ascending order. */
  *[Symbol.iterator](): Generator<number> {
    for (let place = 0; place < this.#bits.length; place++) {
      const byte = this.#bits[place] ?? 0;
      if (byte === 0) continue;
      for (let bit = 0; bit < 8; bit++) if (byte & (1 << bit)) yield place * 8 + bit;
    }
  }

  /** The runs of neighbours, in ascending order. */
  *runs(): Generator<readonly [first: number, last: number]> {
    let first = -1;
    const end = this.#bits.length * 8;
    for (let number = 0; number <= end; ) {
      const byte = this.#bits[number >>> 3] ?? 0;
      // Nearly all bytes are full or empty.
      const isUniform = (number & 7) === 0 && (byte === 0 || byte === 255);
      const isIn = (byte & (1 << (number & 7))) !== 0;
      if (isIn && first < 0) first = number;
      if (!isIn && first >= 0) {
        yield [first, number - 1];
        first = -1;
      }
      number += isUniform ? 8 : 1;
    }
  }

  copy(): NumberSet {
    const copy = new NumberSet();
    copy.#bits = this.#bits.slice();
    copy.#size = this.#size;
    return copy;
  }

  #grow(least: number): void {
    const larger = new Uint8Array(Math.max(least, this.#bits.length * 2));
    larger.set(this.#bits);
    this.#bits = larger;
  }
}
