import { realpath, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { anchorFolder } from '../library/anchored-folder.ts';
import { isInside, makeFolder, moveFile, namingFile, orAbsent } from '../library/files.ts';
import { RefusedError } from './context.ts';
import { md5At, type Slot } from './trash-slots.ts';

/** What `lookAt` says of a file that is not in the image folder, though its path begins there. */
export const elsewhere = 'elsewhere';

/** The MD5 of the file in a slot; `undefined` where there is none. What lies outside the image folder is not read. */
export async function lookAt({ path, root }: Slot): Promise<string | undefined> {
  const real = await orAbsent(realpath(path).catch(loopIsAbsent));
  if (real === undefined) return undefined;
  return isInside(await realpath(root), real) ? md5At(path) : elsewhere;
}

/** A link to itself leads nowhere, as one to nothing does. */
function loopIsAbsent(error: unknown): never {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code !== 'ELOOP' && code !== 'ENOTDIR') throw error;
  throw Object.assign(new Error('not there', { cause: error }), { code: 'ENOENT' });
}

/**
 * Moves the file of a slot to a path in the trash: a link itself, never what it leads to. Answers false, and moves nothing,
 * where its folder is no longer one of the image folder's.
 */
export async function takeOut({ path, root }: Slot, to: string): Promise<boolean> {
  await using folder = await anchorFolder(dirname(path), root);
  if (!folder) return false;
  const source = join(folder.path, basename(path));
  await naming(path, async () => {
    // In both places: a copy to another disk was cut off at its last step.
    if (await areSame(source, to)) await rm(source);
    else await moveFile(source, to);
  });
  return true;
}

/** Moves a file of the trash to its slot. Throws a RefusedError where that lies outside the image folder by now. */
export async function putBack(from: string, { path, root }: Slot): Promise<void> {
  await makeFolder(dirname(path));
  await using folder = await anchorFolder(dirname(path), root);
  if (!folder) throw new RefusedError(`${path} leads out of the image folder`);
  const target = join(folder.path, basename(path));
  await naming(path, async () => {
    if (await areSame(from, target)) await rm(from);
    else await moveFile(from, target);
  });
}

/** A held folder has a name that tells nobody anything: a failure names the file too. */
async function naming(path: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw namingFile(error, path);
  }
}

/** Whether two files are there and hold the same bytes. */
async function areSame(one: string, other: string): Promise<boolean> {
  const md5 = await md5At(other);
  return md5 !== undefined && md5 === (await md5At(one));
}
