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
