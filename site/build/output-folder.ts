import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { codeOf, isInside } from '../../pipeline/library/files.ts';
import {
  formatLedger,
  type Ledger,
  ledgerName,
  parseLedger,
} from '../../pipeline/library/ledger.ts';
import type { CollectionPaths } from '../../pipeline/settings/settings.ts';
import { SettingsError } from '../../pipeline/settings/settings-error.ts';
import { draftBeside, isDraftName } from './drafts.ts';

/** A site's folder: what there is, what of it is ours, and the only way to write there. */
export class OutputFolder {
  readonly path: string;
  readonly before: Ledger | undefined;
  readonly #folders = new Set<string>();
  /** Where drafts were seen; the site's own folder is looked at in any case. */
  readonly #withDrafts = new Set(['.']);
  #present: Set<string> | undefined;

  private constructor(path: string, before: Ledger | undefined) {
    this.path = path;
    this.before = before;
  }

  /** Throws a SettingsError where it is a file, holds what is not ours, or lies in the collection or round it. */
  static open(path: string, paths: CollectionPaths): OutputFolder {
    const real = realOf(path);
    const own = [paths.collection, paths.metadata, paths.trash, paths.state];
    for (const taken of [...own, ...paths.images.map((image) => image.path)].map(realOf)) {
      if (real === taken || isInside(taken, real) || isInside(real, taken)) {
        throw new SettingsError(
          `${path}: the site cannot lie in the collection, or round it (${taken})`,
        );
      }
    }
    const there = nearestThere(real);
    if (!statSync(there).isDirectory()) {
      throw new SettingsError(`${there} is a file: name an empty or new folder with --out`);
    }
    const ledger = readLedger(path);
    if (ledger === undefined && [...listIfThere(path)].some((name) => !isDraftName(name))) {
      throw new SettingsError(
        `${path} holds files that are not this program's: name an empty or new folder with --out`,
      );
    }
    mkdirSync(path, { recursive: true });
    return new OutputFolder(path, ledger);
  }

  /** For a process that helps with a build: the folder has been opened and checked already. */
  static reopen(path: string): OutputFolder {
    return new OutputFolder(path, undefined);
  }

  /** Addresses of ours that are there now. */
  get present(): ReadonlySet<string> {
    this.#present ??= new Set(this.#listPresent());
    return this.#present;
  }

  /** Puts a file in place in one step; leaves one alone that holds the same bytes. Whether it was written. */
  write(address: string, content: string | Uint8Array): boolean {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    const target = join(this.path, address);
    if (readIfThere(target)?.equals(bytes)) return false;
    this.prepare(address);
    const draft = draftBeside(target);
    writeFileSync(draft, bytes);
    renameSync(draft, target);
    return true;
  }

  /** Makes the folder that an address needs; answers the address's path. */
  prepare(address: string): string {
    const target = join(this.path, address);
    const folder = dirname(target);
    if (!this.#folders.has(folder)) {
      mkdirSync(folder, { recursive: true });
      this.#folders.add(folder);
    }
    return target;
  }

  /** Removes a file of ours, and the folders that it leaves empty. */
  remove(address: string): void {
    rmSync(join(this.path, address), { force: true });
    for (let folder = dirname(address); folder !== '.'; folder = dirname(folder)) {
      const path = join(this.path, folder);
      if (!existsSync(path) || readdirSync(path).length > 0) return;
      rmSync(path, { recursive: true });
      this.#folders.delete(path);
    }
  }

  /** Removes drafts that killed builds left; to be called while nobody else writes here. */
  sweepDrafts(): void {
    this.#present ??= new Set(this.#listPresent());
    for (const folder of this.#withDrafts) {
      const path = join(this.path, folder);
      for (const entry of readdirSync(path, { withFileTypes: true })) {
        if (isDraftName(entry.name) && !entry.isDirectory()) rmSync(join(path, entry.name));
      }
    }
  }

  writeLedger(ledger: Ledger): void {
    this.write(ledgerName, formatLedger(ledger));
  }

  *#listPresent(): Generator<string> {
    const files = this.before?.files ?? new Set<string>();
    const byFolder = Map.groupBy(files, (address) => dirname(address));
    for (const [folder, addresses] of byFolder) {
      const names = listIfThere(join(this.path, folder));
      if (names.size === 0) continue;
      if ([...names].some(isDraftName)) this.#withDrafts.add(folder);
      const cut = folder === '.' ? 0 : folder.length + 1;
      for (const address of addresses) if (names.has(address.slice(cut))) yield address;
    }
  }
}

function readLedger(path: string): Ledger | undefined {
  const text = readIfThere(join(path, ledgerName));
  return text && parseLedger(text.toString('utf8'));
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function listIfThere(folder: string): ReadonlySet<string> {
  try {
    return new Set(readdirSync(folder));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return new Set();
    throw error;
  }
}

/** The path itself, or the nearest folder round it that exists. */
function nearestThere(path: string): string {
  return existsSync(path) ? path : nearestThere(dirname(path));
}

/** A path without symlinks, also where its last parts do not exist yet. */
function realOf(path: string): string {
  const full = resolve(path);
  if (existsSync(full)) return realpathSync(full);
  const parent = dirname(full);
  return parent === full ? full : join(realOf(parent), full.slice(parent.length));
}
