import type { Library } from '../library/library.ts';
import { parsePost } from '../library/post-text.ts';
import type { Context, Problem } from './context.ts';

/** A problem that stands, as the library knows it. */
export interface KnownProblem extends Problem {
  /**
   * `file`: a file that is no picture we can read; `record`: a record that cannot be read; `damaged`: shown all the same;
   * `other`: what else the last run met: folders, names, tag files, sources, the trash.
   */
  readonly kind: 'file' | 'record' | 'damaged' | 'other';
  /** The post's, where there is one. */
  readonly number: number | null;
}

/** Pages of more are no help: the command line lists all. */
const mostListed = 1000;

/** Everything that the last run could not read, or only in part; at most a thousand of each kind. */
export function listProblems(library: Library): readonly KnownProblem[] {
  return [
    ...fileProblems(library, mostListed).map((problem) => asKnown('file', problem)),
    ...recordProblems(library, mostListed).map((problem) => asKnown('record', problem)),
    ...damagedPosts(library, mostListed),
    ...otherProblems(library).map((problem) => asKnown('other', problem)),
  ];
}

function asKnown(kind: KnownProblem['kind'], { path, reason }: Problem): KnownProblem {
  return { kind, path, reason, number: null };
}

/** What was found wrong with picture files. */
export function fileProblems(library: Library, most = -1): readonly Problem[] {
  return library
    .sql('SELECT path, problem FROM files WHERE problem IS NOT NULL ORDER BY path LIMIT ?')
    .all(most)
    .map(({ path, problem }) => ({ path: String(path), reason: String(problem) }));
}

function recordProblems(library: Library, most = -1): readonly Problem[] {
  return library
    .sql('SELECT place, problem FROM records WHERE problem IS NOT NULL ORDER BY place LIMIT ?')
    .all(most)
    .map(({ place, problem }) => ({ path: `metadata/${place}`, reason: String(problem) }));
}

/** Pictures that are shown as far as they go. */
export function damagedPosts(library: Library, most = -1): readonly KnownProblem[] {
  return library
    .sql(`SELECT view FROM posts JOIN records ON records.md5 = posts.md5
          WHERE records.measured = 2 ORDER BY posts.number LIMIT ?`)
    .all(most)
    .map(({ view }) => {
      const { paths, damaged, number } = parsePost(view);
      return { kind: 'damaged', path: paths[0] ?? '', reason: `is damaged: ${damaged}`, number };
    });
}

const othersFact = 'problems';

/** What the last run met that no table of the library holds. */
export function otherProblems(library: Library): readonly Problem[] {
  return JSON.parse(library.fact(othersFact) ?? '[]') as Problem[];
}

/** Keeps what a run has met so far, for those who did not see it. */
export function rememberProblems({ library, problems }: Context): void {
  const held = [...fileProblems(library), ...recordProblems(library), ...damagedPosts(library)];
  const known = new Set(held.map(keyOf));
  const others = problems.filter((problem) => !known.has(keyOf(problem)));
  setOthers(library, others.slice(0, mostListed));
}

export function setOthers(library: Library, others: readonly Problem[]): void {
  library.setFact(othersFact, JSON.stringify(others));
}

/** Forgets what was wrong at a path: the next run looks at it anew. */
export function forgetProblem(library: Library, path: string): void {
  library.sql('DELETE FROM files WHERE path = ? AND problem IS NOT NULL').run(path);
  const others = otherProblems(library);
  setOthers(
    library,
    others.filter((problem) => problem.path !== path),
  );
}

function keyOf({ path, reason }: Problem): string {
  return `${path}\n${reason}`;
}
