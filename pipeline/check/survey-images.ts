import type { Library } from '../library/library.ts';
import { fileKey } from '../scan/delta.ts';
import { findImageRoots } from '../scan/image-roots.ts';
import { type FoundFile, type ImageRoot, walkImages } from '../scan/walk.ts';
import type { Settings } from '../settings/settings.ts';

/** The picture files that there are, and what the library knows of them. */
export interface ImageSurvey {
  readonly roots: readonly ImageRoot[];
  /** Where each image folder is, or should be, by its name. */
  readonly folders: ReadonlyMap<string, string>;
  /** Image folders that are not there, and folders that cannot be read: nothing below them can be judged. */
  readonly unread: readonly string[];
  readonly files: ReadonlyMap<string, FoundFile>;
  /** What writes that were cut off have left among them: whole paths. */
  readonly drafts: readonly string[];
  /** By file: its MD5, where it is as the last scan saw it; `''` where it is a problem. */
  readonly known: ReadonlyMap<string, string>;
  /** The MD5 of every file that a scan has seen, also of those gone since. */
  readonly seen: ReadonlySet<string>;
}

/** Looks at every file's name, size and time; opens none. */
export async function surveyImages(
  settings: Settings,
  library: Library | undefined,
): Promise<ImageSurvey> {
  const { roots, missing } = await findImageRoots(settings);
  const walk = await walkImages(roots);
  const unread = walk.unread.map(({ root, path }) => {
    const folder = roots.find((known) => known.root === root)?.folder ?? '';
    return path === '' ? folder : `${folder}/${path}`;
  });
  const files = new Map(walk.files.map((file) => [fileKey(file), file]));
  const known = new Map<string, string>();
  const seen = new Set<string>();
  const rows = library?.sql('SELECT root, path, size, mtime, md5 FROM files').iterate() ?? [];
  for (const row of rows) {
    const size = Number(row['size']);
    // Told by a record, and not seen by any scan.
    if (size < 0) continue;
    const md5 = String(row['md5']);
    if (md5 !== '') seen.add(md5);
    const key = fileKey({ root: String(row['root']), path: String(row['path']) });
    const file = files.get(key);
    if (file && file.size === size && file.mtime === Number(row['mtime'])) known.set(key, md5);
  }
  const wanted = settings.paths.images.map(({ name, path }, at): [string, string] => [
    at === 0 ? '' : name,
    path,
  ]);
  const folders = new Map([
    ...wanted,
    ...roots.map(({ root, folder }): [string, string] => [root, folder]),
  ]);
  const { drafts } = walk;
  return { roots, folders, unread: [...missing, ...unread], files, drafts, known, seen };
}
