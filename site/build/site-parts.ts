import { dirname } from 'node:path';
import { AddressSet } from '../../pipeline/library/address-set.ts';
import type { OutputFolder } from './output-folder.ts';
import type { KnownPart, SiteMemory } from './site-memory.ts';
import { type FolderSurvey, surveyFolders } from './survey-folders.ts';

/** The result of a part that could not be made whole: the next build tries again. */
const unfinished = 'unfinished';
/** In the place of a file's hash: what is there is of an earlier build and could not be replaced. */
const outdated = '-';

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

  /** Parts of a kind that must be made again whatever has changed: `posts` → those called `posts 3`. */
  damaged(kind: string): readonly string[] {
    return [...this.#damaged].filter((name) => name.startsWith(`${kind} `));
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
    const known = this.#memory.part(name) ?? noPart;
    return new OpenPart(known, this.#missing, this.#folder, (result, files, failed) =>
      this.#close(name, result, { known: known.files, files, failed }),
    );
  }

  /** The parts of a kind that were neither kept nor made are no longer of the site. */
  dropUnused(kind: string): void {
    for (const name of this.#memory.names()) {
      const isOfKind = name === kind || name.startsWith(`${kind} `);
      if (!isOfKind || this.#used.has(name)) continue;
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

  /** Folders, relative, that had changed since the last build. */
  get changedFolders(): readonly string[] {
    return this.#survey.changed;
  }

  #close(name: string, result: string, outcome: PartOutcome): void {
    const { known, files, failed } = outcome;
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
      this.#memory.remember(name, { result: failed.size > 0 ? unfinished : result, files: kept });
    } else this.#memory.forget(name);
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

const noPart: KnownPart = { result: unfinished, files: new Map() };

interface PartOutcome {
  readonly known: ReadonlyMap<string, string>;
  readonly files: ReadonlyMap<string, string>;
  readonly failed: ReadonlySet<string>;
}

type Finish = (
  result: string,
  files: ReadonlyMap<string, string>,
  failed: ReadonlySet<string>,
) => void;

/** A part that is being made. */
export class OpenPart {
  readonly #known: KnownPart;
  readonly #missing: ReadonlySet<string>;
  readonly #folder: OutputFolder;
  readonly #files = new Map<string, string>();
  readonly #failed = new Set<string>();
  readonly #finish: Finish;

  constructor(
    known: KnownPart,
    missing: ReadonlySet<string>,
    folder: OutputFolder,
    finish: Finish,
  ) {
    this.#known = known;
    this.#missing = missing;
    this.#folder = folder;
    this.#finish = finish;
  }

  /** Says that the part has this file, made of what `hash` stands for. Whether it has to be made. */
  want(address: string, hash: string): boolean {
    this.#files.set(address, hash);
    if (this.#known.files.get(address) === hash && !this.#missing.has(address)) return false;
    this.#folder.announce(address);
    return true;
  }

  /** Its result at the last build; `undefined` where there was none, or a file of it could not be made. */
  get resultBefore(): string | undefined {
    return this.#known.result === unfinished ? undefined : this.#known.result;
  }

  /** The addresses that it had at the last build. */
  get addressesBefore(): Iterable<string> {
    return this.#known.files.keys();
  }

  /** What a file is made of that is as the last build put it; `undefined` where there is none, or it is not there. */
  hashBefore(address: string): string | undefined {
    const hash = this.#known.files.get(address);
    return hash === outdated || this.#missing.has(address) ? undefined : hash;
  }

  /** Says that the part has a file as it was; `undefined` where it has to be made. */
  keep(address: string): string | undefined {
    const hash = this.hashBefore(address);
    if (hash !== undefined) this.#files.set(address, hash);
    return hash;
  }

  /** The file could not be made. */
  fail(address: string): void {
    this.#failed.add(address);
  }

  /** Every file that was wanted is in place, or has failed. */
  close(result = ''): void {
    this.#finish(result, this.#files, this.#failed);
  }
}
