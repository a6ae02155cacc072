import { lstat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { PostRecord } from '../../catalog/record.ts';
import { hashFile } from '../decode/hash-file.ts';
import { codeOf, isDraft, listIfPresent } from '../library/files.ts';
import { findImageRoots } from '../scan/image-roots.ts';
import { type Context, RefusedError } from './context.ts';

/** A file of a post: where it belongs, and its name in the trash. */
export interface Slot {
  readonly path: string;
  /** The image folder that it belongs in. */
  readonly root: string;
  readonly place: string;
  readonly name: string;
}

/** A record in the trash: of a finished delete, and before that. */
export const recordNames = ['record.json', 'deleting.json'] as const;

/** A post's files, one slot for each of its locations. Throws a RefusedError where an image folder is missing. */
export async function slotsOf(context: Context, record: PostRecord): Promise<readonly Slot[]> {
  const { roots } = await findImageRoots(context.settings);
  return record.locations.map(({ path, root = '' }, index) => {
    const known = roots.find((found) => found.root === root);
    const folder = known?.folder ?? standIn(context, record.md5, root);
    return {
      path: join(folder, path),
      root: folder,
      place: path,
      name: trashName(index, path),
    };
  });
}

/** A collection that is its own image folder is so without any picture, too, when no other post has one. */
function standIn({ settings, library }: Context, md5: string, root: string): string {
  const { images, collection } = settings.paths;
  const [only] = images;
  const others = library
    .sql('SELECT 1 FROM records WHERE deleted = 0 AND locations > 0 AND md5 <> ?')
    .get(md5);
  if (root === '' && images.length === 1 && only?.name === 'images' && !others) return collection;
  const folder = root === '' ? only?.path : images.find(({ name }) => name === root)?.path;
  throw new RefusedError(
    `the image folder ${folder ?? root} is missing: bring it back, then try again`,
  );
}

/** How a file of a post is called in the trash; `index`: of its location. */
export function trashName(index: number, path: string): string {
  const name = basename(path);
  // A name may be 255 bytes long at most, and the index needs some of them.
  return Buffer.byteLength(name) > 240 ? `${index}-${name.slice(-60)}` : `${index}-${name}`;
}

/** The files that a restore puts back. Throws a RefusedError where that would lose one, or where there is none at all. */
export async function keptFiles(
  context: Context,
  folder: string,
  record: PostRecord,
): Promise<readonly Slot[]> {
  const slots = await slotsOf(context, record);
  const kept: Slot[] = [];
  let inPlace = 0;
  for (const slot of slots) {
    if (await isThere(join(folder, slot.name))) {
      kept.push(slot);
      if (!(await isThere(slot.path)) || (await isDouble(folder, slot, record.md5))) continue;
      throw new RefusedError(
        `${slot.path} is taken by another file: move that away, then restore again`,
      );
    }
    if ((await md5At(slot.path)) === record.md5) inPlace++;
  }
  const [stray] = await leftovers(folder, slots);
  if (stray !== undefined) {
    throw new RefusedError(
      `${join(folder, stray)} is no file of the post: move that away, then restore again`,
    );
  }
  if (slots.length > 0 && kept.length + inPlace === 0) {
    throw new RefusedError(`${folder} holds no file of ${record.md5}, and none is in its place`);
  }
  return kept;
}

/** Whether a file is in the trash and in its place: these very bytes, in both. */
async function isDouble(folder: string, { path, name }: Slot, md5: string): Promise<boolean> {
  return (await md5At(path)) === md5 && (await md5At(join(folder, name))) === md5;
}

/** What an entry holds besides the record, these files, and drafts of them. */
export async function leftovers(
  folder: string,
  slots: readonly Slot[],
): Promise<readonly string[]> {
  const known = new Set<string>([...recordNames, ...slots.map(({ name }) => name)]);
  const others = (await listIfPresent(folder)).filter((entry) => !isDraft(entry));
  return others.map(({ name }) => name).filter((name) => !known.has(name));
}

/** The MD5 of the file at a path; `undefined` where there is none. */
export function md5At(path: string): Promise<string | undefined> {
  return unlessAbsent(hashFile(path).then(({ md5 }) => md5));
}

/** Whether there is anything at a path, be it a link that leads nowhere. */
export async function isThere(path: string): Promise<boolean> {
  return (await unlessAbsent(lstat(path))) !== undefined;
}

/** Where a folder on the way is a file, the path is not there either. */
async function unlessAbsent<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}
