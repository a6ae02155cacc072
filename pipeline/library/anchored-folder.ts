import { constants } from 'node:fs';
import { type FileHandle, open, realpath } from 'node:fs/promises';
import { codeOf, isInside, reasonOf } from './files.ts';

/** A folder that stays the same one, whatever becomes of its name, for as long as this is held. */
export interface AnchoredFolder extends AsyncDisposable {
  /** By which what is in it is reached. */
  readonly path: string;
}

/**
 * Holds a folder that is `root` or below it, links followed. `undefined` where it is not there, or lies elsewhere. On Linux
 * whoever swaps it for a link in the meantime changes nothing: what is reached goes through the open folder. Elsewhere the
 * real path is what is held, and only who swaps a folder of that is not noticed.
 */
export async function anchorFolder(
  folder: string,
  root: string,
): Promise<AnchoredFolder | undefined> {
  const home = await realpath(root);
  const handle = await openFolder(folder);
  if (!handle) return undefined;
  const link = `/proc/self/fd/${handle.fd}`;
  const isLinux = process.platform === 'linux';
  try {
    const real = await realpath(isLinux ? link : folder);
    if (real === home || isInside(home, real)) {
      return { path: isLinux ? link : real, [Symbol.asyncDispose]: () => handle.close() };
    }
  } catch (cause) {
    // Where it cannot even be closed, that must not hide the reason.
    await handle.close().catch(() => undefined);
    throw Object.assign(new Error(`${reasonOf(cause)}, that is ${folder}`, { cause }), {
      code: codeOf(cause),
    });
  }
  await handle.close();
  return undefined;
}

async function openFolder(folder: string): Promise<FileHandle | undefined> {
  try {
    return await open(folder, constants.O_RDONLY | (constants.O_DIRECTORY ?? 0));
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'ELOOP'].includes(codeOf(error) ?? '')) return undefined;
    throw error;
  }
}
