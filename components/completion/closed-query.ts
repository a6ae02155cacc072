import { QueryError } from '../../catalog/search/query.ts';
import { readTokens } from '../../catalog/search/words.ts';

/** A query that is still being typed, with the brackets closed that it leaves open; as it is where it cannot be read. */
export function closedQuery(text: string): string {
  try {
    let open = 0;
    for (const { kind } of readTokens(text)) {
      if (kind === '(') open += 1;
      if (kind === ')') open -= 1;
    }
    return text + ' )'.repeat(open);
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    return text;
  }
}
