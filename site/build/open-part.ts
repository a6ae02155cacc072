import type { OutputFolder } from './output-folder.ts';
import type { KnownPart } from './site-memory.ts';

/** The result of a part that could not be made whole: the next build tries again. */
export const unfinished = 'unfinished';
/** In the place of a file's hash: what is there is of an earlier build and could not be replaced. */
export const outdated = '-';

/** A part that is being made. */
export class OpenPart {
  readonly #known: KnownPart;
  readonly #missing: ReadonlySet<string>;
  readonly #folder: OutputFolder;
  readonly #files = new Map<string, string>();

  /** `known`: as the last build left it; `missing`: addresses that are not there any more, whosever they are. */
  constructor(known: KnownPart | undefined, missing: ReadonlySet<string>, folder: OutputFolder) {
    this.#known = known ?? noPart;
    this.#missing = missing;
    this.#folder = folder;
  }

  /** Every file that it was said to have, and the hash of what it is made of. */
  get files(): ReadonlyMap<string, string> {
    return this.#files;
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

  /** The files that it had at the last build. */
  get filesBefore(): ReadonlyMap<string, string> {
    return this.#known.files;
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
}

const noPart: KnownPart = { result: unfinished, files: new Map() };
