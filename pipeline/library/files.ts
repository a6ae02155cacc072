import { randomUUID } from 'node:crypto';
import { constants, type Dirent } from 'node:fs';
import {
  copyFile,
  lstat,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  unlink,
  utimes,
} from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';

/** `undefined` means "not there"; any other failure is a failure. */
export async function readIfPresent(path: string): Promise<string | undefined> {
  return (await orAbsent(readFile(path)))?.toString('utf8');
}

/** `undefined` means "not there". */
export async function listIfPresent(path: string): Promise<readonly Dirent[]> {
  return (await orAbsent(readdir(path, { withFileTypes: true }))) ?? [];
}

/** Turns ENOENT into `undefined`, and nothing else. */
export async function orAbsent<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** The system's name of a failure: `ENOENT`, `EACCES`, … */
export function codeOf(failure: unknown): string | undefined {
  const error = firstOf(failure);
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** The system's name of a failure, or of what caused it, a full disk say; `undefined`: it is the program's own. */
export function systemCodeOf(failure: unknown): string | undefined {
  return codeOf(failure) ?? (failure instanceof Error ? systemCodeOf(failure.cause) : undefined);
}

/** The system's failures to read from an open file name none: the same failure, by name. */
export function namingFile(error: unknown, path: string): unknown {
  const code = codeOf(error);
  if (code === undefined || reasonOf(error).includes(path)) return error;
  return Object.assign(new Error(`${reasonOf(error)} '${path}'`, { cause: error }), { code });
}

/**
 * Writes truth: readers see the old file or the new one, never half of either, also after power loss. All bytes go to
 * a file beside the target, which is synced and renamed, and then the folder is synced.
 */
export async function writeAtomically(
  path: string,
  content: string | Uint8Array,
  mode = 0o666,
): Promise<void> {
  await writeThen(path, content, mode, async (draft) => {
    await rename(draft, path);
    return true;
  });
}

/**
 * As `writeAtomically`, with `put` for the last step: it renames the draft to the path and answers true, or leaves it,
 * because the target is not what it was. Answers what `put` did.
 */
export async function writeThen(
  path: string,
  content: string | Uint8Array,
  mode: number,
  put: (draft: string) => boolean | Promise<boolean>,
): Promise<boolean> {
  const folder = dirname(path);
  // A fixed-length name: the target's own may already be as long as a name may be.
  const draft = join(folder, `.${randomUUID()}.tmp`);
  try {
    await makeFolder(folder);
    const file = await open(draft, 'wx', mode);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    const isPut = await put(draft);
    if (isPut) await syncFolder(folder);
    else await rm(draft, { force: true });
    return isPut;
  } catch (cause) {
    // Where not even the folder could be made, there is no draft to remove, and that must not hide the reason.
    await rm(draft, { force: true }).catch(() => undefined);
    throw new Error(`cannot save ${path}: ${reasonOf(cause)}`, { cause });
  }
}

/** As drafts beside a target are named, here and by the decoders. */
const draftName = /^\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tmp$/;

/** Whether a file is a draft that a write has left, or is about to rename. */
export function isDraft(entry: Dirent): boolean {
  return entry.isFile() && isDraftName(entry.name);
}

export function isDraftName(name: string): boolean {
  return draftName.test(name);
}

/** Makes a folder and those above it; what names each of them is on the disk. */
export async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true });
  if (first === undefined) return;
  const top = dirname(resolve(first));
  for (let made = resolve(folder); isInside(top, made); made = dirname(made)) {
    await syncFolder(dirname(made));
  }
}

/** Renames a folder, durably; not to another file system. */
export async function renameFolder(from: string, to: string): Promise<void> {
  await rename(from, to);
  await syncFolder(dirname(to));
}

async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, constants.O_RDONLY);
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw namingFile(error, folder);
  }
}

/**
 * Moves a file, also to another file system; it is in one place or in both, never in none, and never in part. Nothing
 * is overwritten: throws EEXIST.
 */
export async function moveFile(from: string, to: string): Promise<void> {
  const folder = dirname(to);
  await makeFolder(folder);
  if (await orAbsent(lstat(to))) {
    throw Object.assign(new Error(`${to} is there already`), { code: 'EEXIST' });
  }
  try {
    await rename(from, to);
    await syncFolder(folder);
  } catch (error) {
    if (codeOf(error) !== 'EXDEV') throw error;
    await copyAcross(from, to);
    await unlink(from);
  }
  await syncFolder(dirname(from));
}

async function copyAcross(from: string, to: string): Promise<void> {
  const draft = join(dirname(to), `.${randomUUID()}.tmp`);
  try {
    await copyFile(from, draft, constants.COPYFILE_EXCL);
    const { atime, mtime } = await stat(from);
    await utimes(draft, atime, mtime);
    const copy = await open(draft, 'r');
    try {
      await copy.sync();
    } finally {
      await copy.close();
    }
    await rename(draft, to);
    await syncFolder(dirname(to));
  } catch (error) {
    await rm(draft, { force: true });
    throw namingFile(error, to);
  }
}

/** Whether `path` is below `root`; a folder is not inside itself. */
export function isInside(root: string, path: string): boolean {
  const step = relative(root, path);
  return step !== '' && step !== '..' && !step.startsWith(`..${sep}`) && !isAbsolute(step);
}

/** A failure in one line, for a problem or a message. */
export function reasonOf(failure: unknown): string {
  const error = firstOf(failure);
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n')[0] ?? text;
}

/** Where something fails to be released as well, what failed first: that is the reason. */
function firstOf(error: unknown): unknown {
  return error instanceof SuppressedError ? firstOf(error.suppressed) : error;
}
