import {
  accessSync,
  constants,
  copyFileSync,
  linkSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { codeOf } from '../../pipeline/library/files.ts';
import { draftBeside } from './drafts.ts';

/** How originals get into the site. */
export type OriginalsMode = 'auto' | 'clone' | 'link' | 'copy' | 'symlink';

type Way = (source: string, target: string) => void;

const clone: Way = (source, target) =>
  copyFileSync(source, target, constants.COPYFILE_FICLONE_FORCE | constants.COPYFILE_EXCL);
const copy: Way = (source, target) => copyFileSync(source, target, constants.COPYFILE_EXCL);
const link: Way = (source, target) => linkSync(source, target);
/** A symlink to nothing can be made, so somebody has to look. */
const symlink: Way = (source, target) => {
  accessSync(source);
  symlinkSync(source, target);
};

const waysOf: Readonly<Record<OriginalsMode, readonly Way[]>> = {
  auto: [clone, link, copy],
  clone: [clone],
  link: [link],
  copy: [copy],
  symlink: [symlink],
};

/** What a file system says where it cannot clone or link at all: then nobody asks it again. */
const cannotAtAll = new Set(['ENOTSUP', 'EOPNOTSUPP', 'EXDEV', 'ENOSYS', 'ENOTTY', 'EPERM']);
/** What it says of one file: too many links, or not ours to link. */
const cannotThis = new Set(['EMLINK', 'EACCES', 'EINVAL']);

/**
 * Puts files of the collection into the site. `auto` shares the bytes on disk where the file system can: a clone, else a
 * hard link, else a copy. Nothing ever writes into what is there, so shared bytes are safe.
 */
export class FilePlacer {
  readonly #hopeless = new Set<string>();

  /** In one step: a reader finds the old file or the new one. */
  place(source: string, target: string, mode: OriginalsMode): void {
    const ways = waysOf[mode];
    const kind = `${mode} ${dirname(dirname(source))}`;
    for (const way of ways) {
      const name = `${kind} ${ways.indexOf(way)}`;
      if (this.#hopeless.has(name)) continue;
      try {
        placeBy(way, source, target);
        return;
      } catch (error) {
        const code = codeOf(error) ?? '';
        if (way === ways.at(-1) || !(cannotAtAll.has(code) || cannotThis.has(code))) throw error;
        if (cannotAtAll.has(code)) this.#hopeless.add(name);
      }
    }
  }
}

function placeBy(way: Way, source: string, target: string): void {
  if (way === link && tryFirst(source, target)) return;
  const draft = draftBeside(target);
  try {
    way(source, draft);
    renameSync(draft, target);
  } finally {
    // A failed copy leaves one, and so does a rename between two links to the same file, which does nothing.
    rmSync(draft, { force: true });
  }
}

/** A link is one step by itself where nothing is in its place. */
function tryFirst(source: string, target: string): boolean {
  try {
    linkSync(source, target);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}
