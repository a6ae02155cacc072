import { parseQuery } from '../../catalog/search/parse-query.ts';
import { type Order, QueryError } from '../../catalog/search/query.ts';
import { readTokens, type Token } from '../../catalog/search/words.ts';

/** The words of a query as they are written, with their signs; a group in brackets is one. All, if it cannot be read. */
export function queryWords(query: string): readonly string[] {
  const starts = startsOf(query);
  return starts.map((start, at) => query.slice(start, starts[at + 1]).trim());
}

function startsOf(query: string): readonly number[] {
  let tokens: readonly Token[];
  try {
    tokens = readTokens(query);
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    return [0];
  }
  let depth = 0;
  return tokens.flatMap(({ kind, at }, place) => {
    const before = tokens[place - 1]?.kind;
    const isStart = depth === 0 && kind !== ')' && before !== '-' && before !== '~';
    if (kind === '(') depth += 1;
    if (kind === ')') depth -= 1;
    return isStart ? [at] : [];
  });
}

/** The query without the word at a place; a word `or` or `and` beside it goes too. */
export function withoutWord(query: string, place: number): string {
  const words = queryWords(query);
  const isJoint = (at: number): boolean => /^(or|and)$/i.test(words[at] ?? '');
  const joint = [place - 1, place + 1].find(isJoint);
  return words.filter((_, at) => at !== place && at !== joint).join(' ');
}

/** The query with another word in the place of the one that begins at `at`; signs before it stay. */
export function withWord(query: string, at: number, word: string): string {
  const token = readTokens(query).find((item) => item.at === at);
  const end = at + (token?.kind === 'word' ? token.raw.length : 0);
  return query.slice(0, at) + word + query.slice(end);
}

/** The query in another order; `undefined`: as without the word. */
export function withOrder(query: string, order: string | undefined): string {
  const words = queryWords(query).filter((word) => !/^order:/i.test(word));
  return [...words, ...(order === undefined ? [] : [`order:${order}`])].join(' ');
}

/** The query with a seed wherever it asks for chance without one: then it gives the same answer again. */
export function withSeed(query: string): string {
  const seed = Math.floor(Math.random() * 1e6);
  return unseededPlaces(query)
    .toReversed()
    .reduce((text, at) => `${text.slice(0, at)}:${seed}${text.slice(at)}`, query);
}

function unseededPlaces(query: string): readonly number[] {
  try {
    return parseQuery(query).unseeded;
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    return [];
  }
}

/** The order in which posts are shown. */
export interface ShownOrder {
  /** As a query says it; `''`: it asks for none. */
  readonly current: string;
  /** The kind of order where it asks for none. */
  readonly usual: Order['kind'];
  /** The same search in another order; `undefined`: in the usual one. */
  readonly queryIn: (order: string | undefined) => string;
}

/** The order in which a query's results are shown; where it asks for none, `number` is the usual one, the newest first. */
export function shownOrder(query: string): ShownOrder {
  return {
    current: orderOf(query),
    usual: parseQuery(withOrder(query, undefined)).order.kind,
    queryIn: (order) => withOrder(query, order),
  };
}

/** The order that a query asks for; `''` where it says none. */
function orderOf(query: string): string {
  const word = queryWords(query).find((text) => /^order:/i.test(text));
  return word?.slice('order:'.length).toLowerCase() ?? '';
}
