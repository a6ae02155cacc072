import type { Post } from '../../catalog/post.ts';
import type { Library } from '../../pipeline/library/library.ts';
import type { ProblemName } from './ignored-problems.ts';

/** What is wrong with a file, as the panel lists it. */
export interface Problem extends ProblemName {
  /** `file`: a file that is no picture we can read; `record`: a record that cannot be read; `damaged`: shown all the same. */
  readonly kind: 'file' | 'record' | 'damaged';
  /** The post's, where there is one. */
  readonly number: number | null;
}

/** Pages of more are no help: the command line lists all. */
const mostListed = 1000;

/** Everything that the last run could not read, or only in part. */
export function listProblems(library: Library): readonly Problem[] {
  const rows = (query: string) => library.sql(`${query} LIMIT ${mostListed}`).all();
  const files = rows('SELECT path, problem FROM files WHERE problem IS NOT NULL ORDER BY path').map(
    ({ path, problem }): Problem => {
      return { kind: 'file', path: String(path), reason: String(problem), number: null };
    },
  );
  const records = rows(
    'SELECT place, problem FROM records WHERE problem IS NOT NULL ORDER BY place',
  ).map(({ place, problem }): Problem => {
    const path = `metadata/${String(place)}`;
    return { kind: 'record', path, reason: String(problem), number: null };
  });
  const damaged = rows(
    `SELECT view FROM posts JOIN records ON records.md5 = posts.md5
     WHERE records.measured = 2 ORDER BY posts.number`,
  ).map(({ view }): Problem => {
    const { paths, damaged: reason, number } = JSON.parse(String(view)) as Post;
    return { kind: 'damaged', path: paths[0] ?? '', reason: `is damaged: ${reason}`, number };
  });
  return [...files, ...records, ...damaged];
}
