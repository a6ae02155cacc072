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
  readonly same: readonly KnownFile[];
}

/** Tells files apart; no path holds a NUL. */
export function fileKey({ root, path }: { readonly root: string; readonly path: string }): string {
  return `${root}\0${path}`;
}

/** Pure: two lists in, what differs out. `isUnread`: the file lies where nothing could be read, so it counts as same. */
export function compareFiles(
  found: readonly FoundFile[],
  known: readonly KnownFile[],
  isUnread: (file: KnownFile) => boolean,
): Delta {
  // By root, then by path: a key of both would be a new text for each of very many.
  const before = new Map<string, Map<string, KnownFile>>();
  for (const file of known) {
    const own = before.get(file.root) ?? new Map<string, KnownFile>();
    before.set(file.root, own);
    own.set(file.path, file);
  }
  const added: FoundFile[] = [];
  const changed: { now: FoundFile; before: KnownFile }[] = [];
  const same: KnownFile[] = [];
  for (const now of found) {
    const own = before.get(now.root);
    const was = own?.get(now.path);
    own?.delete(now.path);
    if (!was) added.push(now);
    else if (was.size !== now.size || was.mtime !== now.mtime) changed.push({ now, before: was });
    else same.push(was);
  }
  const gone: KnownFile[] = [];
  for (const own of before.values()) {
    for (const file of own.values()) (isUnread(file) ? same : gone).push(file);
  }
  return { added, changed, gone, same };
}
