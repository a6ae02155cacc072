import type { FoundFile, TagFile, Walk } from './walk.ts';

/** Files of one image folder: so many objects would take longer to send than to find. */
interface PackedFiles {
  readonly root: string;
  readonly paths: readonly string[];
  /** Size and time of each, by turns. */
  readonly facts: Float64Array<ArrayBuffer>;
}

interface PackedTagFiles extends PackedFiles {
  readonly pictures: TagFile['pictures'][];
}

/** A walk as a thread sends it. */
export interface WalkMessage extends Omit<Walk, 'files' | 'tagFiles'> {
  readonly kind: 'walked';
  readonly files: readonly PackedFiles[];
  readonly tagFiles: readonly PackedTagFiles[];
}

export function packWalk({ files, tagFiles, ...others }: Walk): WalkMessage {
  return {
    kind: 'walked',
    ...others,
    files: byRoot(files).map(packFiles),
    tagFiles: byRoot(tagFiles).map((own) => ({
      ...packFiles(own),
      pictures: own.map(({ pictures }) => pictures),
    })),
  };
}

export function unpackWalk({ kind: _kind, files, tagFiles, ...others }: WalkMessage): Walk {
  return {
    ...others,
    files: files.flatMap(unpackFiles),
    tagFiles: tagFiles.flatMap(({ pictures, ...own }) =>
      unpackFiles(own).map((file, at) => ({ ...file, pictures: pictures[at] ?? [] })),
    ),
  };
}

/** A walk goes through one folder after the other. */
function byRoot<T extends FoundFile>(files: readonly T[]): readonly (readonly T[])[] {
  return [...Map.groupBy(files, ({ root }) => root).values()];
}

function packFiles(files: readonly FoundFile[]): PackedFiles {
  const facts = new Float64Array(files.length * 2);
  files.forEach(({ size, mtime }, at) => {
    facts[at * 2] = size;
    facts[at * 2 + 1] = mtime;
  });
  return { root: files[0]?.root ?? '', paths: files.map(({ path }) => path), facts };
}

function unpackFiles({ root, paths, facts }: PackedFiles): FoundFile[] {
  return paths.map((path, at) => ({
    root,
    path,
    size: facts[at * 2] ?? 0,
    mtime: facts[at * 2 + 1] ?? 0,
  }));
}
