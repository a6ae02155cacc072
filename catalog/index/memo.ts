/** What was asked for by a key, made once; what failed is made again when it is asked for again. */
export class Memo<T> {
  readonly #known = new Map<string, Promise<T>>();

  get(key: string, make: () => Promise<T>): Promise<T> {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const making = make();
    this.#known.set(key, making);
    making.catch(() => this.#known.delete(key));
    return making;
  }
}
