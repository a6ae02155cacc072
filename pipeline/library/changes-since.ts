import { numbersPerFolder } from '../../catalog/addresses.ts';
import { anyFact } from './change-log.ts';
import type { Library } from './library.ts';

/** What has happened to the posts of a library since one of its revisions. */
export class ChangesSince {
  /** Thousands of numbers in which a post has come, changed or gone, in order. */
  readonly thousands: readonly number[];
  readonly #library: Library;
  readonly #after: number;

  /** `after`: a revision's count; 0: since the beginning. */
  constructor(library: Library, after: number) {
    this.#library = library;
    this.#after = after;
    this.thousands = library
      .sql('SELECT thousand FROM changes WHERE revision > ? ORDER BY thousand')
      .all(after)
      .map((row) => Number(row['thousand']));
  }

  /** Whether any post from `first` to `last` has come, gone, changed, or has other relatives. */
  touches(first: number, last: number): boolean {
    return this.#within(first, last).some(
      (thousand) => isWithin(thousand, first, last) || this.#hasNumber(first, last),
    );
  }

  /** The numbers from `first` to `last` of which that is true. */
  numbers(first: number, last: number): readonly number[] {
    if (this.#within(first, last).length === 0) return [];
    return this.#library
      .sql(
        `SELECT number FROM columns WHERE number BETWEEN ?1 AND ?2 AND changed > ?3
         UNION SELECT number FROM gone WHERE number BETWEEN ?1 AND ?2 AND revision > ?3
         ORDER BY number`,
      )
      .all(first, last, this.#after)
      .map((row) => Number(row['number']));
  }

  /** Whether what a column or a text says of a post from `first` to `last` may have changed. */
  hasFact(fact: string, first: number, last: number): boolean {
    const row = this.#library
      .sql(
        `SELECT 1 FROM changed_facts
         WHERE thousand BETWEEN ? AND ? AND fact IN (?, ?) AND revision > ? LIMIT 1`,
      )
      .get(thousandOf(first), thousandOf(last), fact, anyFact, this.#after);
    return row !== undefined;
  }

  /** Names of the terms that have come, gone or changed; `undefined`: any may have. */
  get names(): ReadonlySet<string> | undefined {
    if (this.#after === 0) return undefined;
    const rows = this.#library.sql('SELECT name FROM terms WHERE changed > ?').all(this.#after);
    return new Set(rows.map((row) => String(row['name'])));
  }

  #hasNumber(first: number, last: number): boolean {
    return this.numbers(first, last).length > 0;
  }

  #within(first: number, last: number): readonly number[] {
    const [from, to] = [thousandOf(first), thousandOf(last)];
    return this.thousands.filter((thousand) => thousand >= from && thousand <= to);
  }
}

function thousandOf(number: number): number {
  return Math.floor(number / numbersPerFolder);
}

function isWithin(thousand: number, first: number, last: number): boolean {
  return thousand * numbersPerFolder >= first && (thousand + 1) * numbersPerFolder - 1 <= last;
}
