import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  DatabaseSync,
  type SQLInputValue,
  type SQLOutputValue,
  type StatementSync,
} from 'node:sqlite';
import { defaultParameters } from '../../catalog/index/parameters.ts';
import { SettingsError } from '../settings/settings-error.ts';
import { isDamage, isDatabaseError } from './database-error.ts';
import {
  bringBack,
  cachePath,
  draftPath,
  isBeingReplaced,
  libraryFile,
  libraryPath,
  putInPlace,
  removeLibrary,
} from './library-files.ts';
import { isOnNetwork } from './network-folder.ts';
import { filesVersion, schema, schemaVersion } from './schema.ts';

/** The derived database over a collection: deleting it costs the next run's time and nothing else. */
export class Library implements Disposable {
  readonly database: DatabaseSync;
  /** Whether it stays open at the end of a `using`, for the next one. */
  isKept = false;
  readonly #statements = new Map<string, StatementSync>();
  #onClose: (() => void) | undefined;

  constructor(database: DatabaseSync) {
    this.database = database;
  }

  /** A statement, prepared once. */
  sql(text: string): StatementSync {
    const known = this.#statements.get(text);
    if (known) return known;
    const statement = this.database.prepare(text);
    statement.setReadBigInts(false);
    this.#statements.set(text, statement);
    return statement;
  }

  /** All rows of a query as arrays, by its columns: where there are very many, objects take twice as long. */
  rows(text: string, ...values: readonly SQLInputValue[]): readonly (readonly SQLOutputValue[])[] {
    // As the setting says; the types know objects alone.
    return this.#arrays(text).all(...values) as unknown as SQLOutputValue[][];
  }

  /** The same, a row after the other. */
  eachRow(text: string): Iterable<readonly SQLOutputValue[]> {
    return this.#arrays(text).iterate() as unknown as Iterable<SQLOutputValue[]>;
  }

  #arrays(text: string): StatementSync {
    const key = `rows ${text}`;
    const known = this.#statements.get(key);
    if (known) return known;
    const statement = this.database.prepare(text);
    statement.setReturnArrays(true);
    this.#statements.set(key, statement);
    return statement;
  }

  /** Begins a transaction that `commit` ends; what is not committed when the library is closed never was. */
  begin(): void {
    this.database.exec('BEGIN IMMEDIATE');
  }

  commit(): void {
    this.database.exec('COMMIT');
  }

  /** All or nothing; within one that has begun, a part of that. */
  transaction<T>(work: () => T): T {
    if (this.database.isTransaction) return work();
    this.begin();
    try {
      const result = work();
      this.commit();
      return result;
    } catch (error) {
      // After some failures, a full disk's among them, SQLite itself has gone back.
      if (this.database.isTransaction) this.database.exec('ROLLBACK');
      throw error;
    }
  }

  /** A fact by name, kept as text. */
  fact(name: string): string | undefined {
    const row = this.sql('SELECT value FROM facts WHERE name = ?').get(name);
    return typeof row?.['value'] === 'string' ? row['value'] : undefined;
  }

  setFact(name: string, value: string): void {
    this.sql('INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)').run(name, value);
  }

  /** Numbers a segment of the posting lists. */
  get segmentSize(): number {
    return Number(this.fact('segment'));
  }

  /** Does `work` once the library is closed. */
  onClose(work: () => void): void {
    this.#onClose = work;
  }

  [Symbol.dispose](): void {
    if (this.isKept) return;
    this.#statements.clear();
    this.database.close();
    this.#onClose?.();
  }
}

/** Milliseconds to wait for another process's step: the last to close the library is alone with it for a moment. */
const patience = 5000;

/**
 * Opens a collection's library to write; makes it anew where it is missing, damaged or of another version, with
 * `segmentSize` numbers a segment. As which bytes the files were last seen is taken over from another version's.
 */
export function openLibrary(state: string, segmentSize = defaultParameters.segment): Library {
  const path = libraryPath(state);
  mkdirSync(cachePath(state), { recursive: true });
  bringBack(state);
  const known = openAsItIs(path, false);
  if (known?.fact('schema') === schemaVersion) {
    configure(known.database, path);
    return known;
  }
  const hasFiles = known?.fact('files') === filesVersion;
  known?.[Symbol.dispose]();
  if (hasFiles) {
    keepFiles(state, segmentSize);
    return openLibrary(state, segmentSize);
  }
  removeLibrary(state);
  return makeLibrary(path, segmentSize);
}

/** Makes the library anew, with the files of the one that is there; removes it where it turns out to be damaged. */
function keepFiles(state: string, segmentSize: number): void {
  try {
    using library = makeLibrary(draftPath(state), segmentSize);
    library.sql('ATTACH ? AS before').run(libraryPath(state));
    library.database.exec('INSERT INTO files SELECT * FROM before.files');
  } catch (error) {
    if (!isDamage(error)) throw error;
    removeLibrary(state);
    return;
  }
  replace(state);
}

/** Begins a library beside the one that there is, which is read until `replaceLibrary`. */
export function beginLibrary(state: string): Library {
  bringBack(state);
  return makeLibrary(draftPath(state), defaultParameters.segment);
}

/** Has the library that was begun take the other's place when it is closed; whoever reads the other one goes on. */
export function replaceLibrary(state: string, library: Library): void {
  library.onClose(() => replace(state));
}

/**
 * What the library before has written ahead goes into it first, as far as its readers allow: one of them that is late must
 * not find it where the new one's is looked for.
 */
function replace(state: string): void {
  let before: DatabaseSync | undefined;
  try {
    before = libraryFile(state) === undefined ? undefined : new DatabaseSync(libraryPath(state));
    before?.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } catch (error) {
    // It may be damaged, which is why it is replaced.
    if (!isDatabaseError(error)) throw error;
  } finally {
    before?.close();
  }
  putInPlace(state);
}

function makeLibrary(path: string, segmentSize: number): Library {
  const database = new DatabaseSync(path, { timeout: patience });
  configure(database, path);
  database.exec(schema);
  const library = new Library(database);
  library.setFact('schema', schemaVersion);
  library.setFact('files', filesVersion);
  library.setFact('segment', String(segmentSize));
  return library;
}

/** Opens it to read alone. Throws a SettingsError where there is none yet. */
export function readLibrary(state: string): Library {
  const library = openAsPlaced(state);
  if (library?.fact('schema') === schemaVersion) return library;
  library?.[Symbol.dispose]();
  throw new SettingsError('there is no library of this collection yet: run `homebooru process`');
}

/** Milliseconds that a library may take to get another one's place. */
const placing = 1000;

/** As `openAsItIs`, to read. What was opened while another one took its place may be a part of each: once more then. */
function openAsPlaced(state: string): Library | undefined {
  for (let left = placing; ; left -= 1) {
    const file = libraryFile(state);
    const library = file === undefined ? undefined : openAsItIs(libraryPath(state), true);
    // In this order: what is not there for the first may be for the second.
    const isMoved = isBeingReplaced(state) || file !== libraryFile(state);
    if (!isMoved || left <= 0) return library;
    library?.[Symbol.dispose]();
    Atomics.wait(sleeper, 0, 0, 1);
  }
}

const sleeper = new Int32Array(new SharedArrayBuffer(4));

/** `undefined`: there is none, or it cannot be read. Being derived, a damaged one is as good as none. */
function openAsItIs(path: string, readOnly: boolean): Library | undefined {
  let database: DatabaseSync | undefined;
  try {
    // Where there is no WAL, a reader waits for the writer.
    database = new DatabaseSync(path, { readOnly, timeout: patience });
    const library = new Library(database);
    library.fact('schema');
    return library;
  } catch (error) {
    database?.close();
    if (isDatabaseError(error)) return undefined;
    throw error;
  }
}

function configure(database: DatabaseSync, path: string): void {
  const journal = isOnNetwork(join(path, '..')) ? 'DELETE' : 'WAL';
  database.exec(`PRAGMA journal_mode = ${journal}; PRAGMA synchronous = NORMAL;
    PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;`);
}
