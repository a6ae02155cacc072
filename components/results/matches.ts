import type { IndexSource } from '../../catalog/search/index-source.ts';
import { type PreparedQuery, prepareQuery } from '../../catalog/search/prepare-query.ts';
import type { Query } from '../../catalog/search/query.ts';
import { noRest, type Rest } from '../../catalog/search/rest.ts';
import { type AnswerPart, answerQuery, countQuery } from '../../catalog/search/search.ts';

/** The matches of a query in its order. They are read only as far as somebody looks. */
export class Matches {
  readonly #prepared: PreparedQuery;
  readonly #source: IndexSource;
  readonly #rest: Rest;
  readonly #parts: AsyncGenerator<AnswerPart>;
  readonly #numbers: number[] = [];
  #isWhole = false;
  /** Reading goes one step at a time, whoever asks; once it has failed, it has for everybody who asks later. */
  #reading: Promise<void> = Promise.resolve();

  private constructor(prepared: PreparedQuery, source: IndexSource, rest: Rest) {
    this.#prepared = prepared;
    this.#source = source;
    this.#rest = rest;
    this.#parts = answerQuery(prepared, source, rest);
  }

  static async open(query: Query, source: IndexSource, rest: Rest = noRest): Promise<Matches> {
    return new Matches(await prepareQuery(query, source), source, rest);
  }

  /** The numbers at the places `from` … `to` - 1, as far as there are any. */
  async slice(from: number, to: number): Promise<readonly number[]> {
    await this.#readUntil(() => this.#numbers.length >= to);
    return this.#numbers.slice(from, to);
  }

  /** All matches: counted, not ranked. */
  async total(): Promise<number> {
    return this.#isWhole
      ? this.#numbers.length
      : countQuery(this.#prepared, this.#source, this.#rest);
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
    return place < 0 ? undefined : place;
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
