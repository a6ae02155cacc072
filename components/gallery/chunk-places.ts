/** Where the chunks of a gallery stand, one below the other, in pixels from its top. A look-up costs no layout. */
export class ChunkPlaces {
  readonly #heights: number[] = [];
  /** The top of each chunk and, last, the end of them all; right as far as `#known`. */
  readonly #tops: number[] = [0];
  #known = 0;

  get count(): number {
    return this.#heights.length;
  }

  /** The height of them all. */
  get height(): number {
    return this.topOf(this.count);
  }

  add(height: number): void {
    this.#heights.push(height);
  }

  setHeight(at: number, height: number): void {
    if (this.#heights[at] === height) return;
    this.#heights[at] = height;
    this.#known = Math.min(this.#known, at);
  }

  /** The top of a chunk; of the one behind the last: the end. */
  topOf(at: number): number {
    for (; this.#known < at; this.#known++) {
      const top = this.#tops[this.#known] ?? 0;
      this.#tops[this.#known + 1] = top + (this.#heights[this.#known] ?? 0);
    }
    return this.#tops[at] ?? 0;
  }

  /** The chunk at this distance from the top; the nearest one where there is none. */
  at(distance: number): number {
    this.topOf(this.count);
    let low = 0;
    let high = Math.max(0, this.count - 1);
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#tops[middle] ?? 0) <= distance) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The chunks between two distances from the top, in order; none where there are none at all. */
  between(from: number, to: number): readonly number[] {
    const [first, last] = [this.at(from), Math.min(this.at(to), this.count - 1)];
    return Array.from({ length: last - first + 1 }, (_, step) => first + step);
  }
}
