import type { IndexSource } from '../../catalog/search/index-source.ts';
import type { Query } from '../../catalog/search/query.ts';
import {
  answerQuery,
  type PreparedQuery,
  prepareQuery,
  type SegmentAnswer,
  type TermCount,
} from '../../catalog/search/search.ts';

/** The matches of a query in its order. They are read only as far as somebody looks. */
export class Matches {
  readonly #prepared: PreparedQuery;
  readonly #parts: AsyncGenerator<SegmentAnswer>;
  readonly #numbers: number[] = [];
  #isWhole = false;
  /** Reading goes one step at a time, whoever asks; once it has failed, it has for everybody who asks later. */
  #reading: Promise<void> = Promise.resolve();

  private constructor(prepared: PreparedQuery, source: IndexSource) {
    this.#prepared = prepared;
    this.#parts = answerQuery(prepared, source);
  }

  static async open(query: Query, source: IndexSource): Promise<Matches> {
    return new Matches(await prepareQuery(query, source), source);
  }

  /** How many posts each word of the query has by itself. */
  get terms(): readonly TermCount[] {
    return this.#prepared.terms;
  }

  /** The numbers at the places `from` … `to` - 1, as far as there are any. */
  async slice(from: number, to: number): Promise<readonly number[]> {
    await this.#readUntil(() => this.#numbers.length >= to);
    return this.#numbers.slice(from, Math.min(to, this.#limit));
  }

  /** All matches. A query of one term needs no reading: the vocabulary knows. */
  async total(): Promise<number> {
    const { plan } = this.#prepared;
    if (!this.#isWhole && plan.kind === 'terms' && plan.terms.length <= 1) {
      return Math.min(plan.weight, this.#limit);
    }
    await this.#readUntil(() => false);
    return Math.min(this.#numbers.length, this.#limit);
  }

  /** Where a number stands; `undefined`: it does not match. */
  async placeOf(number: number): Promise<number | undefined> {
    let seen = 0;
    let place = -1;
    await this.#readUntil(() => {
      place = this.#numbers.indexOf(number, seen);
      seen = this.#numbers.length;
      return place >= 0;
    });
    return place < 0 || place >= this.#limit ? undefined : place;
  }

  get #limit(): number {
    return this.#prepared.query.limit ?? Number.POSITIVE_INFINITY;
  }

  #readUntil(isEnough: () => boolean): Promise<void> {
    const reading = this.#reading.then(async () => {
      while (!isEnough() && !this.#isWhole) {
        const { value, done } = await this.#parts.next();
        if (done === true) this.#isWhole = true;
        else for (const number of value.numbers) this.#numbers.push(number);
      }
    });
    this.#reading = reading;
    return reading;
  }
}
