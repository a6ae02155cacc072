import type { MergeRules } from '../../catalog/post.ts';
import { parseQuery } from '../../catalog/search/parse-query.ts';
import { answerQuery, prepareQuery } from '../../catalog/search/search.ts';
import type { Library } from '../library/library.ts';
import { LibraryIndex } from '../library/library-index.ts';

/** Every number that a query finds, in its order. Throws a QueryError where it cannot be read. */
export async function findNumbers(
  library: Library,
  rules: MergeRules,
  text: string,
): Promise<readonly number[]> {
  const query = parseQuery(text);
  const index = new LibraryIndex(library, rules.tagRules.categories);
  const prepared = await prepareQuery(query, index);
  const numbers: number[] = [];
  for await (const part of answerQuery(prepared, index)) {
    for (const number of part.numbers) {
      if (query.limit !== undefined && numbers.length >= query.limit) return numbers;
      numbers.push(number);
    }
  }
  return numbers;
}
