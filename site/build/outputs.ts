import { contentHash } from '../../catalog/index/content-hash.ts';
import type { Library } from '../../pipeline/library/library.ts';
import { rememberSite, type SiteFacts, siteFacts } from '../../pipeline/library/site-facts.ts';
import type { OutputFolder } from './output-folder.ts';

/**
 * What each file of a site was made of, as the library remembers it. It is believed only while the folder's ledger is
 * of the build that wrote it down: whoever else wrote there since, and a build that was cut off, make it worthless.
 */
export class Outputs {
  readonly #library: Library;
  readonly #site: string;
  readonly #folder: OutputFolder;
  readonly #facts: SiteFacts;
  readonly #known: Map<string, string>;
  readonly #wanted = new Map<string, string>();
  #fresh: [string, string][] = [];

  constructor(library: Library, folder: OutputFolder) {
    this.#library = library;
    this.#folder = folder;
    this.#site = folder.path;
    this.#facts = siteFacts(library, folder.path);
    const isTrusted =
      folder.before?.isComplete === true && folder.before.state === this.#facts.state;
    this.#known = isTrusted ? this.#readKnown() : new Map();
    if (!isTrusted) library.sql('DELETE FROM outputs WHERE site = ?').run(this.#site);
  }

  /** Whether this input was built before, and every file of it is still there. */
  isUpToDate(input: string): boolean {
    return (
      this.#known.size > 0 &&
      this.#facts.input === input &&
      [...this.#known.keys()].every((address) => this.#folder.present.has(address))
    );
  }

  /** Every address that the last build put in place. */
  remembered(): Iterable<string> {
    return this.#known.keys();
  }

  /** Says that the site has this file, made of what `hash` stands for. Whether it has to be made. */
  want(address: string, hash: string): boolean {
    this.#wanted.set(address, hash);
    return this.#known.get(address) !== hash || !this.#folder.present.has(address);
  }

  /** The file is in place now. */
  note(address: string): void {
    this.#fresh.push([address, this.#wanted.get(address) ?? '']);
    if (this.#fresh.length >= 5000) this.flush();
  }

  /** Addresses of ours in the folder that the site no longer has. */
  stale(): readonly string[] {
    return [...this.#folder.present].filter((address) => !this.#wanted.has(address));
  }

  /** Every address of the site. */
  get addresses(): ReadonlySet<string> {
    return new Set(this.#wanted.keys());
  }

  /** Tells this site from any other: the same pages, shards and pictures give the same state. */
  state(): string {
    const lines = [...this.#wanted].map(([address, hash]) => `${address} ${hash}`).sort();
    return contentHash(lines.join('\n'));
  }

  flush(): void {
    const fresh = this.#fresh;
    this.#fresh = [];
    this.#library.transaction(() => {
      for (const [address, hash] of fresh) {
        this.#library
          .sql('INSERT OR REPLACE INTO outputs (site, address, hash) VALUES (?, ?, ?)')
          .run(this.#site, address, hash);
      }
    });
  }

  /** Forgets what has been removed, and remembers of which build, and of what input, the folder is. */
  finish(removed: readonly string[], state: string, input: string): void {
    this.flush();
    this.#library.transaction(() => {
      for (const address of removed) {
        this.#library
          .sql('DELETE FROM outputs WHERE site = ? AND address = ?')
          .run(this.#site, address);
      }
      rememberSite(this.#library, this.#site, state, input);
    });
  }

  #readKnown(): Map<string, string> {
    const known = new Map<string, string>();
    const rows = this.#library
      .sql('SELECT address, hash FROM outputs WHERE site = ?')
      .iterate(this.#site);
    for (const row of rows) known.set(String(row['address']), String(row['hash']));
    return known;
  }
}
