import type { Library } from '../library/library.ts';
import { compareFiles, type Delta } from './delta.ts';
import { knownFiles } from './known-files.ts';
import type { Walk } from './walk.ts';

/** A walk, with what differs from what the library knows in place of all files. */
export interface ComparedWalk extends Omit<Walk, 'files'> {
  /** Pictures that there are. */
  readonly found: number;
  readonly delta: Delta;
}

/** `isSameDecoder`: see `knownFiles`. */
export function compareWalk(
  { files, ...walk }: Walk,
  library: Library,
  isSameDecoder: boolean,
): ComparedWalk {
  const known = knownFiles(library, isSameDecoder);
  const delta = compareFiles(files, known, (file) => isUnread(walk, file));
  return { ...walk, found: files.length, delta };
}

/** Whether a file lies where nothing could be read: then its absence says nothing. */
export function isUnread(
  walk: Pick<Walk, 'unread'>,
  file: { readonly root: string; readonly path: string },
): boolean {
  return walk.unread.some(
    ({ root, path }) => root === file.root && (path === '' || file.path.startsWith(`${path}/`)),
  );
}
