import type { FoundFile } from './walk.ts';

/** A file as the library remembers it. */
export interface KnownFile {
  readonly root: string;
  readonly path: string;
  readonly size: number;
  readonly mtime: number;
  readonly md5: string;
  readonly problem: string | undefined;
}

/** What has happened to the files since they were last seen, by path, size and time alone. */
export interface Delta {
  readonly added: readonly FoundFile[];
  readonly changed: readonly { readonly now: FoundFile; readonly before: KnownFile }[];
  readonly gone: readonly KnownFile[];
  /** How many are as they were. */
  readonly same: number;
  /** Those of them that are a problem. */
  readonly failing: readonly KnownFile[];
}

/** Tells files apart; no path holds a NUL. */
export function fileKey({ root, path }: { readonly root: string; readonly path: string }): string {
  return `${root}\0${path}`;
}

/**
 * Pure: what there is and what there was in, what differs out. `known`: in the order of roots and paths, byte by byte, so
 * that only one folder's need be held. `isUnread`: the file lies where nothing could be read, so it counts as same.
 */
export function compareFiles(
  found: readonly FoundFile[],
  known: Iterable<KnownFile>,
  isUnread: (file: KnownFile) => boolean,
): Delta {
  const left = new Folders<FoundFile>();
  for (const file of found) left.add(file);
  const added: FoundFile[] = [];
  const changed: { now: FoundFile; before: KnownFile }[] = [];
  const gone: KnownFile[] = [];
  const failing: KnownFile[] = [];
  let same = 0;
  const keep = (file: KnownFile): void => {
    same += 1;
    if (file.problem !== undefined) failing.push(file);
  };
  for (const files of byFolder(known)) {
    const before = new Map(files.map((file) => [file.path, file]));
    for (const now of left.take(files[0])) {
      const was = before.get(now.path);
      before.delete(now.path);
      if (!was) added.push(now);
      else if (was.size !== now.size || was.mtime !== now.mtime) changed.push({ now, before: was });
      else keep(was);
    }
    for (const file of before.values()) {
      if (isUnread(file)) keep(file);
      else gone.push(file);
    }
  }
  return { added: [...added, ...[...left.all()].flat()], changed, gone, same, failing };
}

type Placed = Pick<FoundFile, 'root' | 'path'>;

/** Its folder at the top of the image folder, with the `/`; `''`: it is in none. */
function startOf({ path }: Placed): string {
  return path.slice(0, path.indexOf('/') + 1);
}

function keyOf(file: Placed): string {
  return fileKey({ root: file.root, path: startOf(file) });
}

/** Files by the folder at the top of their image folder. */
class Folders<T extends Placed> {
  readonly #folders = new Map<string, T[]>();
  /** Files come folder by folder, and a key for each of very many would take longer than all else. */
  #last: { readonly root: string; readonly start: string; readonly files: T[] } | undefined;

  add(file: T): void {
    const last = this.#last;
    if (last && last.root === file.root && file.path.startsWith(last.start)) {
      last.files.push(file);
      return;
    }
    const [key, start] = [keyOf(file), startOf(file)];
    const files = this.#folders.get(key) ?? [];
    files.push(file);
    this.#folders.set(key, files);
    if (start !== '') this.#last = { root: file.root, start, files };
  }

  /** Those in a file's folder, which are not there any more then. */
  take(file: Placed | undefined): readonly T[] {
    const key = file ? keyOf(file) : '';
    const files = this.#folders.get(key) ?? [];
    this.#folders.delete(key);
    return files;
  }

  all(): Iterable<readonly T[]> {
    return this.#folders.values();
  }
}

/** Known files, one folder after the other; those in none, which stand between them, come last. */
function* byFolder(known: Iterable<KnownFile>): Generator<readonly KnownFile[]> {
  const inNone = new Folders<KnownFile>();
  const seen = new Set<string>();
  let folder: KnownFile[] = [];
  let start = '';
  for (const file of known) {
    const isNext = folder[0]?.root === file.root && file.path.startsWith(start);
    if (isNext) folder.push(file);
    else if (startOf(file) === '') inNone.add(file);
    else {
      if (folder.length > 0) yield folder;
      if (seen.has(keyOf(file))) throw new Error(`known files are out of order at ${file.path}`);
      seen.add(keyOf(file));
      folder = [file];
      start = startOf(file);
    }
  }
  if (folder.length > 0) yield folder;
  yield* inNone.all();
}
