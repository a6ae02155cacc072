import type { Library } from './library.ts';

/** A tag file as it was when it was read into the record of one picture. */
export interface TagFileRow {
  readonly root: string;
  readonly path: string;
  readonly md5: string;
  readonly size: number;
  readonly mtime: number;
  /** Why it could not be read. */
  readonly problem: string | undefined;
}

/** Which tag files have been read, so that a run reads only the new and changed ones. */
export class TagFileTable {
  readonly #library: Library;

  constructor(library: Library) {
    this.#library = library;
  }

  /** Every row, the rows of a file together. Write nothing meanwhile. */
  *rows(): Iterable<TagFileRow> {
    const rows = this.#library
      .sql('SELECT root, path, md5, size, mtime, problem FROM tag_files ORDER BY root, path, md5')
      .iterate();
    for (const row of rows) {
      yield {
        root: String(row['root']),
        path: String(row['path']),
        md5: String(row['md5']),
        size: Number(row['size']),
        mtime: Number(row['mtime']),
        problem: row['problem'] === null ? undefined : String(row['problem']),
      };
    }
  }

  remember({ root, path, md5, size, mtime, problem }: TagFileRow): void {
    this.#library
      .sql(`INSERT OR REPLACE INTO tag_files (root, path, md5, size, mtime, problem)
            VALUES (?, ?, ?, ?, ?, ?)`)
      .run(root, path, md5, size, mtime, problem ?? null);
  }

  /** Forgets a file, whatever pictures it was read for. */
  forgetFile({ root, path }: { readonly root: string; readonly path: string }): void {
    this.#library.sql('DELETE FROM tag_files WHERE root = ? AND path = ?').run(root, path);
  }

  /** A picture's record is another than we wrote: its tag files are read again. Size -1 is never a file's. */
  distrust(md5: string): void {
    this.#library.sql('UPDATE tag_files SET size = -1 WHERE md5 = ?').run(md5);
  }
}
