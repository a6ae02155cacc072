/** Which posts are selected: some by number, or all that a search finds. */
export class SelectedPosts {
  #numbers: ReadonlySet<number> = new Set();
  #isAll = false;
  #anchor: number | undefined;

  /** All results, whatever is drawn of them. */
  get isAll(): boolean {
    return this.#isAll;
  }

  /** In the order in which they were selected; not of use while all are. */
  get numbers(): readonly number[] {
    return [...this.#numbers];
  }

  /** Where a range begins: what was selected last. */
  get anchor(): number | undefined {
    return this.#anchor;
  }

  has(number: number): boolean {
    return this.#isAll || this.#numbers.has(number);
  }

  /** Selects a post, or no more; of all results it begins anew, with this one alone. */
  toggle(number: number): void {
    const isIn = !this.#isAll && this.#numbers.has(number);
    const others = this.#isAll ? [] : this.numbers.filter((known) => known !== number);
    this.#numbers = new Set(isIn ? others : [...others, number]);
    this.#isAll = false;
    this.#anchor = number;
  }

  add(numbers: readonly number[]): void {
    this.#numbers = new Set([...(this.#isAll ? [] : this.#numbers), ...numbers]);
    this.#isAll = false;
    this.#anchor = numbers.at(-1) ?? this.#anchor;
  }

  selectAll(): void {
    this.#isAll = true;
  }

  clear(): void {
    this.#numbers = new Set();
    this.#isAll = false;
    this.#anchor = undefined;
  }
}
