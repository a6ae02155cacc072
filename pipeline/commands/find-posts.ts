import type { MergeRules } from '../../catalog/post.ts';
import { explainQuery, type QueryReport } from '../../catalog/search/explain-query.ts';
import { parseQuery } from '../../catalog/search/parse-query.ts';
import { prepareQuery } from '../../catalog/search/prepare-query.ts';
import { subjectOf } from '../../catalog/search/query.ts';
import { answerQuery } from '../../catalog/search/search.ts';
import type { Library } from '../library/library.ts';
import { LibraryIndex } from '../library/library-index.ts';

/** How alike each post is to the one that a query names with `similar:`, from 0 to 1; `undefined`: it names none. */
export async function likenessOf(
  library: Library,
  rules: MergeRules,
  text: string,
): Promise<ReadonlyMap<number, number> | undefined> {
  const subject = subjectOf(parseQuery(text).node);
  if (subject === undefined) return undefined;
  const { categories, aliases } = rules.tagRules;
  return new LibraryIndex(library, categories, aliases).similar(subject);
}

/** How a query that finds nothing was read, and what its parts have. */
export async function explainNothing(
  library: Library,
  rules: MergeRules,
  text: string,
): Promise<QueryReport> {
  const { categories, aliases } = rules.tagRules;
  const index = new LibraryIndex(library, categories, aliases);
  const prepared = await prepareQuery(parseQuery(text), index, { now: Date.now() });
  return explainQuery(prepared, index, 0);
}

/** Every number that a query finds, in its order. Throws a QueryError where it cannot be read. */
export async function findNumbers(
  library: Library,
  rules: MergeRules,
  text: string,
): Promise<readonly number[]> {
  const { categories, aliases } = rules.tagRules;
  const index = new LibraryIndex(library, categories, aliases);
  const prepared = await prepareQuery(parseQuery(text), index, {
    now: Date.now(),
    seed: String(Math.random()),
  });
  const numbers: number[] = [];
  for await (const part of answerQuery(prepared, index)) {
    for (const number of part.numbers) numbers.push(number);
  }
  return numbers;
}
