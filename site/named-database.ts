import {
  DatabaseSync,
  type SQLInputValue,
  type SQLOutputValue,
  type StatementSync,
} from 'node:sqlite';
import { isDatabaseError } from '../pipeline/library/database-error.ts';
import { reasonOf } from '../pipeline/library/files.ts';

type Row = Record<string, SQLOutputValue>;

/** What a statement of a `NamedDatabase` can do. */
export interface NamedStatement {
  readonly get: (...values: readonly SQLInputValue[]) => Row | undefined;
  readonly all: (...values: readonly SQLInputValue[]) => readonly Row[];
  readonly run: (...values: readonly SQLInputValue[]) => void;
}

/** A failure of a database, a full disk's among them, that names its file: SQLite's own do not. */
export class NamedDatabaseError extends Error {
  override readonly name = 'NamedDatabaseError';
}

/** A database whose failures are `NamedDatabaseError`s. */
export class NamedDatabase implements Disposable {
  readonly #path: string;
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, NamedStatement>();

  constructor(path: string) {
    this.#path = path;
    this.#database = this.#named(() => new DatabaseSync(path));
  }

  exec(text: string): void {
    this.#named(() => this.#database.exec(text));
  }

  /** All or nothing. */
  transaction(work: () => void): void {
    this.exec('BEGIN IMMEDIATE');
    try {
      work();
      this.exec('COMMIT');
    } catch (error) {
      // After some failures, a full disk's among them, SQLite itself has gone back.
      if (this.#database.isTransaction) this.exec('ROLLBACK');
      throw error;
    }
  }

  /** A statement that is prepared once. */
  sql(text: string): NamedStatement {
    const known = this.#statements.get(text);
    if (known) return known;
    const statement = this.#prepared(text);
    const made: NamedStatement = {
      get: (...values) => this.#named(() => statement.get(...values)),
      all: (...values) => this.#named(() => statement.all(...values)),
      run: (...values) => void this.#named(() => statement.run(...values)),
    };
    this.#statements.set(text, made);
    return made;
  }

  /** Rows one by one, of a statement of its own: another loop over the same text may be under way. */
  *iterate(text: string, ...values: readonly SQLInputValue[]): Generator<Row> {
    const statement = this.#prepared(text);
    try {
      yield* statement.iterate(...values);
    } catch (cause) {
      throw this.#nameOf(cause);
    }
  }

  [Symbol.dispose](): void {
    this.#statements.clear();
    this.#database.close();
  }

  #prepared(text: string): StatementSync {
    return this.#named(() => this.#database.prepare(text));
  }

  #named<T>(work: () => T): T {
    try {
      return work();
    } catch (cause) {
      throw this.#nameOf(cause);
    }
  }

  #nameOf(cause: unknown): unknown {
    if (!isDatabaseError(cause)) return cause;
    return new NamedDatabaseError(`cannot use ${this.#path}: ${reasonOf(cause)}`, { cause });
  }
}
