import type { ComparedWalk } from './compare-walk.ts';
import type { Delta } from './delta.ts';
import type { FoundFile } from './walk.ts';

/** Files as a thread sends them: so many objects would take longer to send than to find. */
interface PackedFiles {
  /** The image folder of each. */
  readonly roots: readonly string[];
  readonly paths: readonly string[];
  /** Size and time of each, by turns. */
  readonly facts: Float64Array<ArrayBuffer>;
}

/** A walk as a thread sends it. */
export interface WalkMessage extends Omit<ComparedWalk, 'delta'> {
  readonly kind: 'walked';
  readonly delta: Omit<Delta, 'added'> & { readonly added: PackedFiles };
}

export function packWalk({ delta, ...others }: ComparedWalk): WalkMessage {
  return { kind: 'walked', ...others, delta: { ...delta, added: packFiles(delta.added) } };
}

export function unpackWalk({ kind: _kind, delta, ...others }: WalkMessage): ComparedWalk {
  return { ...others, delta: { ...delta, added: unpackFiles(delta.added) } };
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
