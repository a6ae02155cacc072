import { dirname } from 'node:path';
import { AddressSet } from '../../pipeline/library/address-set.ts';
import { OpenPart, outdated, unfinished } from './open-part.ts';
import type { OutputFolder } from './output-folder.ts';
import type { SiteMemory } from './site-memory.ts';
import { type FolderSurvey, surveyFolders } from './survey-folders.ts';

/**
 * The parts that a site consists of. A part is made as a whole or kept as a whole; within one that is made, a file is
 * written only where what it is made of has changed, or where it is missing.
 */
export class SiteParts {
  /** Whether what is remembered is believed. */
  readonly isTrusted: boolean;
  /** Every address of the site, as far as it is known by now. */
  readonly files: AddressSet;
  readonly #memory: SiteMemory;
  readonly #folder: OutputFolder;
  readonly #damaged: ReadonlySet<string>;
  readonly #missing: ReadonlySet<string>;
  readonly #survey: FolderSurvey;
  readonly #used = new Set<string>();
  readonly #claimed = new Set<string>();
  readonly #lost = new Set<string>();

  constructor(memory: SiteMemory, folder: OutputFolder, isTrusted: boolean) {
    this.#memory = memory;
    this.#folder = folder;
    this.isTrusted = isTrusted;
    if (!isTrusted) memory.forgetAll();
    this.files = isTrusted ? folder.filesBefore.copy() : new AddressSet();
    this.#survey = surveyFolders(memory, folder);
    this.#damaged = new Set([...this.#survey.parts, ...memory.namesWith(unfinished)]);
    this.#missing = this.#survey.missing;
  }

  /** Whether everything is there that the last build put in place. */
  get isWhole(): boolean {
    return this.isTrusted && this.#damaged.size === 0;
  }

  /** Whether a part must be made again whatever has changed. */
  isDamaged(name: string): boolean {
    return this.#damaged.has(name);
  }

  /** The numbers of the parts of a kind that must be made: those that have changed, and damaged ones: `posts 3` → 3. */
  withDamaged(kind: string, changed: Iterable<number>): readonly number[] {
    const damaged = [...this.#damaged]
      .filter((name) => name.startsWith(`${kind} `))
      .map((name) => Number(name.slice(kind.length + 1)));
    return [...new Set([...changed, ...damaged])].toSorted((a, b) => a - b);
  }

  /** Addresses of a part that are not there any more. */
  missingIn(name: string): readonly string[] {
    if (!this.#damaged.has(name)) return [];
    const addresses = this.#memory.part(name)?.files.keys() ?? [];
    return [...addresses].filter((address) => this.#missing.has(address));
  }

  /** The result of a part that need not be made again; `undefined`: it must be. */
  keep(name: string): string | undefined {
    if (this.#damaged.has(name)) return undefined;
    const result = this.#memory.result(name);
    if (result !== undefined) this.#used.add(name);
    return result;
  }

  /** The part that a file was of at the last build, and the hash of what it was made of then. */
  find(address: string): { readonly part: string; readonly hash: string } | undefined {
    for (const part of this.#memory.partsIn(dirname(address))) {
      const hash = this.#memory.part(part)?.files.get(address);
      if (hash !== undefined) return { part, hash };
    }
    return undefined;
  }

  /** Begins to make a part. */
  open(name: string): OpenPart {
    this.#used.add(name);
    return new OpenPart(this.#memory.part(name), this.#missing, this.#folder);
  }

  /** Takes in a part that another process has made: its files, address → hash, and those that could not be made. */
  take(name: string, files: ReadonlyMap<string, string>, failed: ReadonlySet<string>): void {
    this.#used.add(name);
    const filesBefore = this.#memory.part(name)?.files ?? new Map<string, string>();
    this.close(name, { files, filesBefore }, { failed });
  }

  /**
   * To be called when every file of a part is in place, or has failed. `result`: what whoever refers to the part needs to
   * know.
   */
  close(
    name: string,
    { files, filesBefore: known }: Pick<OpenPart, 'files' | 'filesBefore'>,
    { result = '', failed = noneFailed }: Closing = {},
  ): void {
    const kept = new Map<string, string>();
    for (const [address, hash] of files) {
      if (!failed.has(address)) {
        kept.set(address, hash);
        if (!known.has(address) || this.#missing.has(address)) this.#claim(address);
      } else if (this.#folder.filesBefore.has(address) && this.#folder.has(address)) {
        kept.set(address, outdated);
        this.#claim(address);
      }
    }
    this.#lose([...known.keys()].filter((address) => !files.has(address)));
    if (kept.size > 0 || result !== '') {
      const made = failed.size > 0 ? unfinished : result;
      this.#memory.remember(name, { result: made, files: kept }, known);
    } else this.#memory.forget(name);
  }

  /** The parts of a kind that were neither kept nor made are no longer of the site. */
  dropUnused(kind: string): void {
    for (const name of this.#memory.namesOf(kind)) {
      if (this.#used.has(name)) continue;
      this.#lose(this.#memory.part(name)?.files.keys() ?? []);
      this.#memory.forget(name);
    }
  }

  /** Addresses of ours in the folder that the site no longer has. To be asked when every part is made. */
  takeStale(): readonly string[] {
    const stale = this.isTrusted
      ? [...this.#lost].filter((address) => !this.#claimed.has(address))
      : [...this.#folder.filesBefore].filter((address) => !this.files.has(address));
    for (const address of stale) this.files.delete(address);
    return stale;
  }

  /** Folders, relative, that had changed since the last build, with what was in them when this one began. */
  get changedFolders(): ReadonlyMap<string, ReadonlySet<string>> {
    return this.#survey.changed;
  }

  #claim(address: string): void {
    this.files.add(address);
    if (this.isTrusted) this.#claimed.add(address);
  }

  #lose(addresses: Iterable<string>): void {
    if (!this.isTrusted) return;
    for (const address of addresses) this.#lost.add(address);
  }
}

const noneFailed: ReadonlySet<string> = new Set();

interface Closing {
  readonly result?: string;
  readonly failed?: ReadonlySet<string>;
}
