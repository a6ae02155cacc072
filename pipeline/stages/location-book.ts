import type { Location } from '../../catalog/record.ts';
import type { Library } from '../library/library.ts';
import { fileKey, type KnownFile } from '../scan/delta.ts';
import type { FoundFile } from '../scan/walk.ts';

/** Which paths hold which picture, while a run finds out: what the library knows, less what went, plus what came. */
export class LocationBook {
  readonly #library: Library;
  readonly #without = new Set<string>();
  readonly #added = new Map<string, Location[]>();
  readonly #touched = new Set<string>();
  #writes: (() => void)[] = [];

  constructor(library: Library) {
    this.#library = library;
  }

  /** Pictures whose paths may have changed. */
  get touched(): Iterable<string> {
    return this.#touched;
  }

  /** A known path no longer holds what it held. */
  drop(file: KnownFile): void {
    this.#without.add(fileKey(file));
    if (file.md5 !== '') this.#touched.add(file.md5);
    this.#writes.push(() => {
      this.#library
        .sql('DELETE FROM files WHERE root = ? AND path = ? AND md5 = ?')
        .run(file.root, file.path, file.md5);
    });
  }

  /** A path holds a picture. */
  add(file: FoundFile, md5: string): void {
    const { root, path } = file;
    const known = this.#added.get(md5) ?? [];
    known.push(root === '' ? { path } : { path, root });
    this.#added.set(md5, known);
    this.#touched.add(md5);
    this.#put(file, md5, null);
  }

  /** A path holds something that is no post, with the reason. */
  addProblem(file: FoundFile, md5: string, reason: string): void {
    this.#put(file, md5, reason);
  }

  /** A picture's paths as they are now, sorted. */
  locations(md5: string): readonly Location[] {
    const known = this.#library
      .sql('SELECT root, path FROM files WHERE md5 = ? AND problem IS NULL')
      .all(md5)
      .map((row) => ({ root: String(row['root']), path: String(row['path']) }))
      .filter((file) => !this.#without.has(fileKey(file)))
      .map(({ root, path }): Location => (root === '' ? { path } : { path, root }));
    const all = [...known, ...(this.#added.get(md5) ?? [])];
    const unique = new Map(
      all.map((place) => [fileKey({ root: place.root ?? '', ...place }), place]),
    );
    return [...unique].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, place]) => place);
  }

  /** Writes what was learned into the library. */
  flush(): void {
    const writes = this.#writes;
    this.#writes = [];
    if (writes.length === 0) return;
    this.#library.transaction(() => {
      for (const write of writes) write();
    });
  }

  #put({ root, path, size, mtime }: FoundFile, md5: string, problem: string | null): void {
    this.#writes.push(() => {
      this.#library
        .sql(`INSERT OR REPLACE INTO files (root, path, size, mtime, md5, problem)
              VALUES (?, ?, ?, ?, ?, ?)`)
        .run(root, path, size, mtime, md5, problem);
    });
  }
}
