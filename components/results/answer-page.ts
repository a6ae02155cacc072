import type { IndexSource } from '../../catalog/search/index-source.ts';
import { answerQuery, type PreparedQuery } from '../../catalog/search/search.ts';

/** One page of the matches. */
export interface AnswerPage {
  /** From 1; the last one where a later was wished for. */
  readonly page: number;
  readonly numbers: readonly number[];
  /** All matches, exact. */
  readonly total: number;
}

/**
 * Answers a query for one page. `onNumbers` hears of the page's numbers as soon as they stand, before the rest is
 * counted. A query of one term needs no counting: the vocabulary knows, and no further segment is loaded.
 */
export async function answerPage(
  prepared: PreparedQuery,
  source: IndexSource,
  wish: { readonly page: number; readonly size: number },
  onNumbers: (numbers: readonly number[]) => void,
): Promise<AnswerPage> {
  const limit = prepared.query.limit ?? Number.POSITIVE_INFINITY;
  const first = (wish.page - 1) * wish.size;
  const last = Math.min(first + wish.size, limit);
  const known = knownCount(prepared);
  const numbers: number[] = [];
  let seen = 0;
  let isTold = false;
  for await (const part of answerQuery(prepared, source)) {
    numbers.push(...part.numbers.slice(Math.max(0, first - seen), Math.max(0, last - seen)));
    seen += part.numbers.length;
    if (seen < last || isTold) continue;
    isTold = true;
    if (numbers.length > 0) onNumbers(numbers);
    if (known !== undefined) break;
  }
  const total = Math.min(isTold ? (known ?? seen) : seen, limit);
  if (numbers.length === 0 && total > 0) {
    return answerPage(prepared, source, { ...wish, page: Math.ceil(total / wish.size) }, onNumbers);
  }
  if (!isTold) onNumbers(numbers);
  return { page: wish.page, numbers, total };
}

function knownCount({ plan }: PreparedQuery): number | undefined {
  return plan.kind === 'terms' && plan.terms.length === 1 ? plan.weight : undefined;
}
