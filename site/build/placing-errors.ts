import { closeSync, openSync, readSync, rmSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf, reasonOf } from '../../pipeline/library/files.ts';
import { SettingsError } from '../../pipeline/settings/settings-error.ts';
import { draftBeside } from './drafts.ts';
import type { FilePlacer } from './media.ts';
import type { PlannedFile } from './plan-media.ts';

/**
 * Tries `clone` and `link` with one file of each file system that there are files to place from. Throws a
 * SettingsError where the site's cannot do it; `out` is the site's folder, and is left as it was.
 */
export function checkOriginals(
  files: readonly PlannedFile[],
  out: string,
  placer: FilePlacer,
  settingsFile: string,
): void {
  const tried = new Set<number>();
  for (const { source, mode } of files) {
    if (mode !== 'clone' && mode !== 'link') continue;
    const found = statOf(source);
    if (!found?.isFile() || tried.has(found.dev)) continue;
    const target = draftBeside(join(out, 'any'));
    try {
      placer.place(source, target, mode);
      tried.add(found.dev);
    } catch (error) {
      refuseMode(error, mode, settingsFile);
      // A link to a file of somebody else may be forbidden, one to our own is not, where there are links.
      if (codeOf(error) === 'EPERM' && found.uid === process.geteuid?.())
        throw refusal(mode, 'this file system cannot', settingsFile, error);
      if (codeOf(error) === undefined) throw error;
    } finally {
      removeTried(target);
    }
  }
}

/** Where the disk refuses that once, it is asked again: what was only tried must not stay in the site. */
function removeTried(target: string): void {
  try {
    rmSync(target, { force: true });
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    rmSync(target, { force: true });
  }
}

/** `undefined`: it cannot be told, which is a problem of that file alone, and comes up again when it is placed. */
function statOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return undefined;
  }
}

/**
 * Why one file could not be put in place. Throws where others would fare the same: a SettingsError where the way that
 * the settings name does not work there, the error itself where the site's disk is full, read-only or broken.
 */
export function placingProblem(error: unknown, file: PlannedFile, settingsFile: string): string {
  const code = codeOf(error);
  refuseMode(error, file.mode, settingsFile);
  if (code === undefined || ofTheTarget.has(code)) throw error;
  if (code === 'EIO' && isReadable(file.source)) throw error;
  const what = code === 'ENOENT' ? 'is not there' : 'cannot be put in place';
  return `${file.source} ${what}: ${reasonOf(error)}`;
}

const ofTheTarget = new Set(['ENOSPC', 'EDQUOT', 'EROFS']);
const unsupported = new Set(['ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'ENOTTY']);

function refuseMode(error: unknown, mode: PlannedFile['mode'], settingsFile: string): void {
  if (mode !== 'clone' && mode !== 'link') return;
  const code = codeOf(error) ?? '';
  if (code === 'EXDEV')
    throw refusal(mode, 'the site is on another file system', settingsFile, error);
  if (unsupported.has(code)) throw refusal(mode, 'this file system cannot', settingsFile, error);
}

function refusal(
  mode: PlannedFile['mode'],
  why: string,
  settingsFile: string,
  cause: unknown,
): SettingsError {
  return new SettingsError(`${settingsFile}: originals: ${mode}: ${why}; use auto or copy`, {
    cause,
  });
}

/** Tells a source that its disk cannot read from a target that cannot be written: both are EIO. */
function isReadable(source: string): boolean {
  const chunk = Buffer.alloc(1 << 20);
  let file: number | undefined;
  try {
    file = openSync(source, 'r');
    let length = 1;
    while (length > 0) length = readSync(file, chunk);
    return true;
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return false;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
