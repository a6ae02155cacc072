import { sharedArray } from './incidence.ts';

/** A list of whole numbers that doubles when it is full; at last an array that threads can share. */
export class GrowingList {
  #values = new Uint32Array(1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = new Uint32Array(this.#length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#length++] = value;
  }

  finish(): Uint32Array {
    const exact = sharedArray(this.#length);
    exact.set(this.#values.subarray(0, this.#length));
    return exact;
  }
}
