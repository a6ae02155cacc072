/** The best of what is offered: by score, then by the higher number. */
export class BestList {
  readonly places: Uint32Array;
  readonly scores: Float64Array;
  length = 0;
  readonly #size: number;
  readonly #numbers: Uint32Array;

  /** `numbers`: place → number. */
  constructor(size: number, numbers: Uint32Array) {
    this.#numbers = numbers;
    this.#size = size;
    this.places = new Uint32Array(size);
    this.scores = new Float64Array(size);
  }

  clear(): void {
    this.length = 0;
  }

  get isFull(): boolean {
    return this.length === this.#size;
  }

  /** What the last one has, once the list is full; whatever has less cannot come in. */
  get worst(): number {
    return this.isFull ? (this.scores[this.#size - 1] ?? 0) : 0;
  }

  /** Whether a post of at most this score might come in. Nothing comes in with a score of 0. */
  admits(score: number, place: number): boolean {
    if (!this.isFull) return score > 0;
    const last = this.#size - 1;
    const worst = this.scores[last] ?? 0;
    return score > worst || (score === worst && this.#isHigher(place, this.places[last] ?? 0));
  }

  /** A place must not be offered twice. */
  offer(place: number, score: number): void {
    if (!this.admits(score, place)) return;
    let at = this.isFull ? this.#size - 1 : this.length++;
    for (; at > 0; at--) {
      const before = this.scores[at - 1] ?? 0;
      const placeBefore = this.places[at - 1] ?? 0;
      if (before > score || (before === score && this.#isHigher(placeBefore, place))) break;
      this.scores[at] = before;
      this.places[at] = placeBefore;
    }
    this.scores[at] = score;
    this.places[at] = place;
  }

  #isHigher(place: number, other: number): boolean {
    return (this.#numbers[place] ?? 0) > (this.#numbers[other] ?? 0);
  }
}
