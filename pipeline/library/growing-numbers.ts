/** Many numbers in little memory: eight bytes each. */
export class GrowingNumbers {
  #numbers = new Float64Array(64);
  #length = 0;

  push(number: number): void {
    if (this.#length === this.#numbers.length) {
      const larger = new Float64Array(this.#length * 2);
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    this.#numbers[this.#length] = number;
    this.#length += 1;
  }

  /** All of them, ascending. */
  sorted(): Float64Array {
    return this.#numbers.subarray(0, this.#length).sort();
  }
}
