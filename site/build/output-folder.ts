import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  rmdirSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { AddressSet } from '../../pipeline/library/address-set.ts';
import { codeOf, isDraftName, namingFile } from '../../pipeline/library/files.ts';
import {
  addJournal,
  formatLedger,
  journalName,
  type Ledger,
  ledgerName,
  parseLedger,
} from '../../pipeline/library/ledger.ts';
import type { CollectionPaths } from '../../pipeline/settings/settings.ts';
import { checkContent, checkPlace } from './check-output.ts';
import { writeInPlace } from './drafts.ts';
import { listIfThere, readIfThere } from './read-if-there.ts';

/** A site's folder: what of it is ours, and the only way to write there. */
export class OutputFolder {
  readonly path: string;
  /** Of the last build; not complete where that was cut off. */
  readonly before: Ledger | undefined;
  readonly #folders = new Set<string>();
  readonly #touched = new Set<string>();
  #announced: string[] = [];
  /** The journal's file, once something is to be written. */
  #journal: number | undefined;
  #isBegun: boolean;

  private constructor(path: string, before: Ledger | undefined, isBegun: boolean) {
    this.path = path;
    this.before = before;
    this.#isBegun = isBegun;
  }

  /**
   * Throws a SettingsError where it is a file, holds what is not ours or a site of other posts, or lies in the collection
   * or round it. `query`: whose posts the site shows.
   */
  static open(path: string, paths: CollectionPaths, query?: string): OutputFolder {
    checkPlace(path, paths);
    const ledger = readLedger(path);
    checkContent(path, ledger, query);
    mkdirSync(path, { recursive: true });
    return new OutputFolder(path, ledger, false);
  }

  /** For a process that helps with a build: the folder has been opened and checked already. */
  static reopen(path: string): OutputFolder {
    return new OutputFolder(path, undefined, true);
  }

  /** Addresses of ours that earlier builds left. */
  get filesBefore(): AddressSet {
    return this.before?.files ?? noFiles;
  }

  /** Whether anything has been written, or is about to be. */
  get isBegun(): boolean {
    return this.#isBegun;
  }

  /** Folders, relative, in which files have come or gone. */
  get touched(): ReadonlySet<string> {
    return this.#touched;
  }

  /** Says that a file is about to be put in place: a build that is cut off must not leave it as nobody's. */
  announce(address: string): void {
    if (!this.filesBefore.has(address)) this.#announced.push(address);
    this.#touched.add(dirname(address));
  }

  /** Says that somebody else has put files into these folders. */
  noteTouched(folders: Iterable<string>): void {
    for (const folder of folders) this.#touched.add(folder);
  }

  /** Writes down what was announced. From here on the folder counts as incomplete. */
  begin(): void {
    const isFirst = !this.#isBegun;
    if (!isFirst && this.#announced.length === 0) return;
    const lines = this.#announced.map((address) => `${address}\n`).join('');
    this.#announced = [];
    this.#isBegun = true;
    const path = join(this.path, journalName);
    this.#journal ??= openSync(path, 'a');
    try {
      writeSync(this.#journal, lines);
    } catch (error) {
      throw namingFile(error, path);
    }
  }

  /** Puts a file in place in one step; leaves one alone that holds the same bytes. Whether it was written. */
  write(address: string, content: string | Uint8Array): boolean {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    const target = join(this.path, address);
    if (holds(target, bytes)) return false;
    this.prepare(address);
    writeInPlace(target, bytes);
    return true;
  }

  /** Makes the folder that an address needs; answers the address's path. */
  prepare(address: string): string {
    this.begin();
    const target = join(this.path, address);
    const folder = dirname(target);
    if (!this.#folders.has(folder)) {
      mkdirSync(folder, { recursive: true });
      this.#folders.add(folder);
    }
    return target;
  }

  has(address: string): boolean {
    return existsSync(join(this.path, address));
  }

  /** A file's text; `undefined` where it is not there. */
  read(address: string): string | undefined {
    return readIfThere(join(this.path, address))?.toString('utf8');
  }

  /** Removes files of ours, and the folders that they leave empty. */
  remove(addresses: Iterable<string>): void {
    const folders = new Set<string>();
    for (const address of addresses) {
      this.begin();
      rmSync(join(this.path, address), { force: true });
      folders.add(dirname(address));
    }
    for (const folder of folders) {
      this.#touched.add(folder);
      for (let above = folder; above !== '.'; above = dirname(above)) {
        if (!removeIfEmpty(join(this.path, above))) break;
        this.#folders.delete(join(this.path, above));
      }
    }
  }

  /** Removes drafts that killed builds left in a folder; to be called while nobody else writes here. `names`: what is in it. */
  sweepDrafts(folder: string, names: ReadonlySet<string> = this.list(folder)): void {
    for (const name of names) {
      if (isDraftName(name)) removeDraft(join(this.path, folder, name));
    }
  }

  /** The site is complete. */
  finish(ledger: Ledger): void {
    this.write(ledgerName, formatLedger(ledger));
    this.close();
    rmSync(join(this.path, journalName), { force: true });
  }

  /** To be called at the end of a build, however it ends. */
  close(): void {
    const journal = this.#journal;
    // However that ends, it is not closed twice: the number may be another file's by then.
    this.#journal = undefined;
    if (journal === undefined) return;
    try {
      closeSync(journal);
    } catch (error) {
      throw namingFile(error, join(this.path, journalName));
    }
  }

  /** Names in a folder; none where it is not there. */
  list(folder: string): ReadonlySet<string> {
    return listIfThere(join(this.path, folder));
  }

  /** A folder's time of change, in milliseconds; `undefined` where it is not there. */
  timeOf(folder: string): number | undefined {
    return statSync(join(this.path, folder), { throwIfNoEntry: false })?.mtimeMs;
  }
}

const noFiles = new AddressSet();

/** With what a build that was cut off put there besides. */
function readLedger(path: string): Ledger | undefined {
  const text = readIfThere(join(path, ledgerName));
  const journal = readIfThere(join(path, journalName));
  const ledger = text && parseLedger(text.toString('utf8'));
  if (journal === undefined) return ledger;
  const files = ledger?.files ?? new AddressSet();
  addJournal(files, journal.toString('utf8'));
  return { ...ledger, isComplete: false, state: '', files };
}

/** Whether a file is there with these bytes. */
function holds(path: string, bytes: Buffer | Uint8Array): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found?.size === bytes.length && readIfThere(path)?.equals(bytes) === true;
}

function removeDraft(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch (error) {
    // A folder of that name is nobody's draft.
    if (codeOf(error) !== 'ERR_FS_EISDIR') throw error;
  }
}

/** Whether it was. */
function removeIfEmpty(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return true;
    if (codeOf(error) === 'ENOTEMPTY' || codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}
