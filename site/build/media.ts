import { randomUUID } from 'node:crypto';
import { constants, copyFileSync, linkSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { codeOf } from '../../pipeline/library/files.ts';

/** How originals get into the site; an address: they do not. */
export type OriginalsMode = 'auto' | 'clone' | 'link' | 'copy' | 'symlink';

/**
 * Puts a file of the collection into the site, in one step. `auto` shares the bytes on disk where the file system can:
 * a clone, else a hard link, else a copy. Nothing ever writes into what is there, so shared bytes are safe.
 */
export function placeFile(source: string, target: string, mode: OriginalsMode): void {
  const draft = join(dirname(target), `.${randomUUID()}.tmp`);
  try {
    for (const way of waysOf(mode)) if (tryWay(way, source, draft)) break;
    renameSync(draft, target);
  } finally {
    // A rename between two links to the same file does nothing, and leaves the draft.
    rmSync(draft, { force: true });
  }
}

type Way = (source: string, target: string) => void;

const clone: Way = (source, target) =>
  copyFileSync(source, target, constants.COPYFILE_FICLONE_FORCE);
const copy: Way = (source, target) => copyFileSync(source, target);

function waysOf(mode: OriginalsMode): readonly Way[] {
  switch (mode) {
    case 'auto':
      return [clone, linkSync, copy];
    case 'clone':
      return [clone];
    case 'link':
      return [linkSync];
    case 'symlink':
      return [symlinkSync];
    case 'copy':
      return [copy];
    default:
      return mode satisfies never;
  }
}

/** What a file system says where it cannot clone or link: the next way is tried. */
const cannot = new Set([
  'ENOTSUP',
  'EOPNOTSUPP',
  'EXDEV',
  'EINVAL',
  'ENOSYS',
  'ENOTTY',
  'EPERM',
  'EMLINK',
  'EACCES',
]);

function tryWay(way: Way, source: string, target: string): boolean {
  try {
    way(source, target);
    return true;
  } catch (error) {
    if (way !== copy && cannot.has(codeOf(error) ?? '')) return false;
    throw error;
  }
}
