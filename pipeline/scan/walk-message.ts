import type { ComparedWalk } from './compare-walk.ts';
import type { Delta, KnownFile } from './delta.ts';
import type { FoundFile, TagFile } from './walk.ts';

/** Files as a thread sends them: so many objects would take longer to send than to find. */
interface PackedFiles {
  /** The image folder of each. */
  readonly roots: readonly string[];
  readonly paths: readonly string[];
  /** Size and time of each, by turns. */
  readonly facts: Float64Array<ArrayBuffer>;
}

interface PackedKnownFiles extends PackedFiles {
  readonly md5s: readonly string[];
  readonly problems: readonly (string | undefined)[];
}

interface PackedTagFiles extends PackedFiles {
  readonly pictures: readonly TagFile['pictures'][];
}

/** A walk as a thread sends it. */
export interface WalkMessage extends Omit<ComparedWalk, 'delta' | 'tagFiles'> {
  readonly kind: 'walked';
  readonly tagFiles: PackedTagFiles;
  readonly same: number;
  readonly added: PackedFiles;
  /** The changed ones as they are, and as they were. */
  readonly now: PackedFiles;
  readonly before: PackedKnownFiles;
  readonly gone: PackedKnownFiles;
  readonly failing: PackedKnownFiles;
}

export function packWalk({ delta, tagFiles, ...others }: ComparedWalk): WalkMessage {
  const { added, changed, gone, same, failing } = delta;
  return {
    kind: 'walked',
    ...others,
    tagFiles: { ...packFiles(tagFiles), pictures: tagFiles.map(({ pictures }) => pictures) },
    same,
    added: packFiles(added),
    now: packFiles(changed.map((change) => change.now)),
    before: packKnownFiles(changed.map((change) => change.before)),
    gone: packKnownFiles(gone),
    failing: packKnownFiles(failing),
  };
}

export function unpackWalk(message: WalkMessage): ComparedWalk {
  const { kind: _kind, tagFiles, same, added, now, before, gone, failing, ...others } = message;
  const known = unpackKnownFiles(before);
  const delta: Delta = {
    added: unpackFiles(added),
    changed: unpackFiles(now).flatMap((file, at) => {
      const was = known[at];
      return was ? { now: file, before: was } : [];
    }),
    gone: unpackKnownFiles(gone),
    same,
    failing: unpackKnownFiles(failing),
  };
  return {
    ...others,
    tagFiles: unpackFiles(tagFiles).map((file, at) => ({
      ...file,
      pictures: tagFiles.pictures[at] ?? [],
    })),
    delta,
  };
}

function packFiles(files: readonly FoundFile[]): PackedFiles {
  const facts = new Float64Array(files.length * 2);
  files.forEach(({ size, mtime }, at) => {
    facts[at * 2] = size;
    facts[at * 2 + 1] = mtime;
  });
  return { roots: files.map(({ root }) => root), paths: files.map(({ path }) => path), facts };
}

function unpackFiles({ roots, paths, facts }: PackedFiles): FoundFile[] {
  return paths.map((path, at) => ({
    root: roots[at] ?? '',
    path,
    size: facts[at * 2] ?? 0,
    mtime: facts[at * 2 + 1] ?? 0,
  }));
}

function packKnownFiles(files: readonly KnownFile[]): PackedKnownFiles {
  const [md5s, problems] = [files.map(({ md5 }) => md5), files.map(({ problem }) => problem)];
  return { ...packFiles(files), md5s, problems };
}

function unpackKnownFiles({ md5s, problems, ...files }: PackedKnownFiles): KnownFile[] {
  return unpackFiles(files).map((file, at) => ({
    ...file,
    md5: md5s[at] ?? '',
    problem: problems[at],
  }));
}
