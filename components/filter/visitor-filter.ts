import { type Rating, ratingLetter, ratings } from '../../catalog/rating.ts';
import { parseQuery } from '../../catalog/search/parse-query.ts';
import { type Query, QueryError, type QueryNode } from '../../catalog/search/query.ts';
import type { RatingWish, VisitorSettings } from '../settings/visitor-settings.ts';
import { wishOf } from './rating-wish.ts';

/** What a visitor does not want to see, or not at once, as queries. */
export interface VisitorFilter {
  /** What is left out; `undefined`: nothing. */
  readonly hidden: QueryNode | undefined;
  /** The ratings whose pictures are shown only when they are asked for. */
  readonly blurred: readonly Rating[];
  /** Lines of the blacklist that cannot be read. */
  readonly faults: readonly string[];
}

/** What the visitor's settings and the site's own say of each rating and each line of the blacklist. */
export function visitorFilter(
  settings: Pick<VisitorSettings, 'ratings' | 'blacklist'>,
  siteBlur: readonly Rating[],
): VisitorFilter {
  const wished = (wish: RatingWish): readonly Rating[] =>
    ratings.filter((rating) => wishOf(rating, settings, siteBlur) === wish);
  const faults: string[] = [];
  const lines = settings.blacklist.split('\n').filter((line) => line.trim() !== '');
  const blacklisted = lines.flatMap((line): readonly QueryNode[] => {
    try {
      return [parseQuery(line).node];
    } catch (error) {
      if (!(error instanceof QueryError)) throw error;
      faults.push(line);
      return [];
    }
  });
  return {
    hidden: anyOf([...wished('hide').map(ratingNode), ...blacklisted]),
    blurred: wished('blur'),
    faults,
  };
}

export function ratingNode(rating: Rating): QueryNode {
  return parseQuery(`rating:${ratingLetter(rating)}`).node;
}

function anyOf(parts: readonly QueryNode[]): QueryNode | undefined {
  return parts.length > 1 ? { kind: 'or', parts } : parts[0];
}

/** The query without what is hidden. */
export function without(query: Query, hidden: QueryNode | undefined): Query {
  if (hidden === undefined) return query;
  return { ...query, node: { kind: 'and', parts: [query.node, { kind: 'not', part: hidden }] } };
}

/** The same, but for one post that the visitor looks at all the same. */
export function withoutOthers(query: Query, hidden: QueryNode | undefined, number: number): Query {
  if (hidden === undefined) return query;
  const own = parseQuery(`id:${number}`).node;
  const shown: QueryNode = { kind: 'or', parts: [{ kind: 'not', part: hidden }, own] };
  return { ...query, node: { kind: 'and', parts: [query.node, shown] } };
}

/** Asks which of these numbers match. Only their own segments are looked at. */
export function among(numbers: readonly number[], node: QueryNode): Query {
  const query = parseQuery(`id:${numbers.join(',')}`);
  return { ...query, node: { kind: 'and', parts: [query.node, node] } };
}
