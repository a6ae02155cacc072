import { type Bitmap, countBits } from '../index/posting-list.ts';
import { inOrder, numbersOf } from './bitmaps.ts';
import { Evaluator } from './evaluate.ts';
import type { IndexSource } from './index-source.ts';
import type { Plan } from './plan.ts';
import type { PreparedQuery } from './prepare-query.ts';
import { rankMatches } from './rank-matches.ts';
import { noRest, type Rest } from './rest.ts';

/** A further piece of an answer, in the query's order. */
export interface AnswerPart {
  readonly numbers: Uint32Array;
}

/** Segments that are asked for at once, at most: while one's lists are on their way, so are the next one's. */
const mostAtOnce = 8;

/**
 * The numbers that match, in the query's order, limit and sample applied. Read no further than is looked at: in the order of
 * numbers a segment at a time, in any other the first few hundred, then more.
 */
export async function* answerQuery(
  prepared: PreparedQuery,
  source: IndexSource,
  rest: Rest = noRest,
): AsyncGenerator<AnswerPart> {
  const { query } = prepared;
  const limit = query.limit ?? Number.POSITIVE_INFINITY;
  let given = 0;
  const parts =
    query.order.kind === 'number' && query.sample === undefined
      ? answerByNumber(prepared, source, query.order.isAscending, rest)
      : answerRanked(prepared, source, rest);
  for await (const { numbers } of parts) {
    if (given >= limit) return;
    yield { numbers: numbers.slice(0, limit - given) };
    given += numbers.length;
  }
}

async function* answerByNumber(
  { plan }: PreparedQuery,
  source: IndexSource,
  isAscending: boolean,
  rest: Rest,
): AsyncGenerator<AnswerPart> {
  for await (const { segment, bitmap } of matchSegments(plan, source, isAscending, rest)) {
    const numbers = numbersOf(bitmap, segment * source.segmentSize + 1);
    yield { numbers: isAscending ? numbers : numbers.reverse() };
  }
}

/** In orders where the best may be anywhere, all matches are found first; ranked are only as many as somebody wants. */
async function* answerRanked(
  prepared: PreparedQuery,
  source: IndexSource,
  rest: Rest,
): AsyncGenerator<AnswerPart> {
  const { query, host } = prepared;
  const found: Uint32Array[] = [];
  for await (const { numbers } of answerByNumber(prepared, source, true, rest)) found.push(numbers);
  const tools = { source, host, rest };
  const { sample } = query;
  const draw = { kind: 'random', seed: sample?.seed } as const;
  const drawn = sample
    ? await inOrder(await rankMatches(found, draw, sample.count, tools), source.segmentSize, rest)
    : found;
  const count = drawn.reduce((sum, { length }) => sum + length, 0);
  let given = 0;
  for (let most = firstRanked; given < count; most *= 8) {
    const ranked = await rankMatches(drawn, query.order, most, tools);
    yield { numbers: Uint32Array.from(ranked.slice(given)) };
    given = ranked.length;
  }
}

/** Some pages. */
const firstRanked = 512;

/** The exact number of matches. */
export async function countQuery(
  { plan, query }: PreparedQuery,
  source: IndexSource,
  rest: Rest = noRest,
): Promise<number> {
  const count = await countPlan(plan, source, rest);
  return Math.min(count, query.sample?.count ?? count, query.limit ?? count);
}

/** The exact number of posts that a plan holds. One term needs no list: the vocabulary knows. */
export async function countPlan(plan: Plan, source: IndexSource, rest: Rest): Promise<number> {
  if (plan.kind === 'terms' && plan.terms.length <= 1) return plan.weight;
  let count = 0;
  for await (const { bitmap } of matchSegments(plan, source, true, rest))
    count += countBits(bitmap);
  return count;
}

/** The segments that hold any, in order. Several are on their way at once, more the longer it goes on. */
async function* matchSegments(
  plan: Plan,
  source: IndexSource,
  isAscending: boolean,
  rest: Rest,
): AsyncGenerator<{ readonly segment: number; readonly bitmap: Bitmap }> {
  const evaluator = new Evaluator(source, rest);
  const count = Math.ceil(source.highest / source.segmentSize);
  const order = Array.from({ length: count }, (_, at) => (isAscending ? at : count - 1 - at));
  let begin = 0;
  while (begin < count) {
    // Whoever wants few has them soon.
    const atOnce = begin < 2 ? 1 : Math.min(mostAtOnce, begin * 2);
    const wave = order.slice(begin, begin + atOnce);
    const bitmaps = await Promise.all(wave.map((segment) => evaluator.evaluate(plan, segment)));
    for (const [place, bitmap] of bitmaps.entries()) {
      const segment = wave[place];
      if (bitmap && segment !== undefined) yield { segment, bitmap };
    }
    begin += wave.length;
  }
}
