import { dirname } from 'node:path';
import { contentHash } from '../../catalog/index/content-hash.ts';
import type { Library } from '../../pipeline/library/library.ts';

/** A part of a site as it was built. */
export interface KnownPart {
  /** What whoever refers to it needs to know. */
  readonly result: string;
  /** Address → hash of what the file was made of. */
  readonly files: ReadonlyMap<string, string>;
}

/** What the library remembers of the parts of one site, each of them bounded, so that none has to know the others. */
export class SiteMemory {
  readonly #library: Library;
  readonly #site: string;

  /** `site`: its folder, absolute. */
  constructor(library: Library, site: string) {
    this.#library = library;
    this.#site = site;
  }

  forgetAll(): void {
    this.#library.transaction(() => {
      for (const table of ['parts', 'part_folders', 'site_folders'] as const) {
        this.#library.sql(`DELETE FROM ${table} WHERE site = ?`).run(this.#site);
      }
    });
  }

  /** The names of the parts of a kind, in order: `posts`, `posts 3`. */
  namesOf(kind: string): readonly string[] {
    // The character behind the space ends the range.
    const bounds = [kind, `${kind} `, `${kind}!`];
    return this.#all(
      'SELECT name FROM parts WHERE site = ? AND (name = ? OR name >= ? AND name < ?) ORDER BY name',
      ...bounds,
    ).map(String);
  }

  /** Those whose result is `result`. */
  namesWith(result: string): readonly string[] {
    return this.#all('SELECT name FROM parts WHERE site = ? AND result = ?', result).map(String);
  }

  result(name: string): string | undefined {
    const row = this.#library
      .sql('SELECT result FROM parts WHERE site = ? AND name = ?')
      .get(this.#site, name);
    return row && String(row['result']);
  }

  part(name: string): KnownPart | undefined {
    const row = this.#library
      .sql('SELECT result, files FROM parts WHERE site = ? AND name = ?')
      .get(this.#site, name);
    return row && { result: String(row['result']), files: parseFiles(String(row['files'])) };
  }

  /** To be called when the part's files are in place. `filesBefore`: those that it was known to have. */
  remember(name: string, { result, files }: KnownPart, filesBefore: KnownPart['files']): void {
    const text = formatFiles(files);
    const folders = foldersOf(files);
    const foldersBefore = foldersOf(filesBefore);
    this.#library.transaction(() => {
      this.#library
        .sql(`INSERT INTO parts (site, name, result, hash, files) VALUES (?, ?, ?, ?, ?)
              ON CONFLICT (site, name) DO UPDATE
              SET result = excluded.result, hash = excluded.hash, files = excluded.files`)
        .run(this.#site, name, result, contentHash(`${result}\n${text}`), text);
      this.#forgetFolders(
        name,
        [...foldersBefore].filter((folder) => !folders.has(folder)),
      );
      for (const folder of folders) {
        if (foldersBefore.has(folder)) continue;
        this.#library
          .sql('INSERT OR IGNORE INTO part_folders (site, folder, part) VALUES (?, ?, ?)')
          .run(this.#site, folder, name);
      }
    });
  }

  forget(name: string): void {
    const folders = foldersOf(this.part(name)?.files ?? new Map());
    this.#library.transaction(() => {
      this.#library.sql('DELETE FROM parts WHERE site = ? AND name = ?').run(this.#site, name);
      this.#forgetFolders(name, folders);
    });
  }

  /** Tells this site from any other: the same pages, shards and pictures give the same state. */
  state(): string {
    const rows = this.#library
      .sql('SELECT name, hash FROM parts WHERE site = ? ORDER BY name')
      .all(this.#site);
    return contentHash(rows.map(({ name, hash }) => `${name} ${hash}`).join('\n'));
  }

  /** Folder → its time of change when it was complete; one that is not to be relied on has none. */
  folders(): ReadonlyMap<string, number> {
    const rows = this.#library
      .sql('SELECT folder, mtime FROM site_folders WHERE site = ?')
      .all(this.#site);
    return new Map(rows.map(({ folder, mtime }) => [String(folder), Number(mtime)]));
  }

  setFolders(times: ReadonlyMap<string, number | undefined>): void {
    this.#library.transaction(() => {
      for (const [folder, mtime] of times) {
        if (mtime === undefined) {
          this.#library
            .sql('DELETE FROM site_folders WHERE site = ? AND folder = ?')
            .run(this.#site, folder);
        } else {
          this.#library
            .sql('INSERT OR REPLACE INTO site_folders (site, folder, mtime) VALUES (?, ?, ?)')
            .run(this.#site, folder, mtime);
        }
      }
    });
  }

  /** Names of the parts that have files in a folder. */
  partsIn(folder: string): readonly string[] {
    return this.#all('SELECT part FROM part_folders WHERE site = ? AND folder = ?', folder).map(
      String,
    );
  }

  #forgetFolders(name: string, folders: Iterable<string>): void {
    for (const folder of folders) {
      this.#library
        .sql('DELETE FROM part_folders WHERE site = ? AND folder = ? AND part = ?')
        .run(this.#site, folder, name);
    }
  }

  #all(sql: string, ...more: readonly string[]): readonly unknown[] {
    return this.#library
      .sql(sql)
      .all(this.#site, ...more)
      .map((row) => Object.values(row)[0]);
  }
}

function foldersOf(files: KnownPart['files']): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const address of files.keys()) folders.add(dirname(address));
  return folders;
}

/** In order: some are kept before others are made, and what is the same must have the same hash. */
function formatFiles(files: ReadonlyMap<string, string>): string {
  const lines = Array.from(files, ([address, hash]) => `${address} ${hash}`);
  return lines.sort().join('\n');
}

function parseFiles(text: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const line of text === '' ? [] : text.split('\n')) {
    const cut = line.indexOf(' ');
    files.set(line.slice(0, cut), line.slice(cut + 1));
  }
  return files;
}
