import { type Rating, ratings } from '../../catalog/rating.ts';
import { parseQuery } from '../../catalog/search/parse-query.ts';
import { QueryError, type QueryNode } from '../../catalog/search/query.ts';
import type { RatingWish, VisitorSettings } from '../settings/visitor-settings.ts';

/** What a visitor does not want to see, or not at once, as queries. */
export interface VisitorFilter {
  /** What is left out; `undefined`: nothing. */
  readonly hidden: QueryNode | undefined;
  /** What shows its placeholder until it is asked for; `undefined`: nothing. */
  readonly blurred: QueryNode | undefined;
  /** Lines of the blacklist that cannot be read. */
  readonly faults: readonly string[];
}

/** What the visitor's settings and the site's own say of each rating and each line of the blacklist. */
export function visitorFilter(
  settings: Pick<VisitorSettings, 'ratings' | 'blacklist'>,
  siteBlur: readonly Rating[],
): VisitorFilter {
  const wished = (wish: RatingWish): readonly QueryNode[] => {
    const own = ratings.filter((rating) => wishOf(rating, settings, siteBlur) === wish);
    return own.length === 0
      ? []
      : [{ kind: 'system', names: own.map((rating) => ` rating:${rating}`), at: 0 }];
  };
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
    hidden: anyOf([...wished('hide'), ...blacklisted]),
    blurred: anyOf(wished('blur')),
    faults,
  };
}

/** What becomes of a rating: the visitor's word, else the site's. */
export function wishOf(
  rating: Rating,
  settings: Pick<VisitorSettings, 'ratings'>,
  siteBlur: readonly Rating[],
): RatingWish {
  return settings.ratings.get(rating) ?? (siteBlur.includes(rating) ? 'blur' : 'show');
}

function anyOf(parts: readonly QueryNode[]): QueryNode | undefined {
  return parts.length > 1 ? { kind: 'or', parts } : parts[0];
}

/** Of these numbers, those that match. Only their own segments are looked at. */
export function among(numbers: readonly number[], node: QueryNode): QueryNode {
  const ranges = numbers.map((number) => ({ from: number, to: number }));
  return { kind: 'and', parts: [{ kind: 'numbers', ranges, at: 0 }, node] };
}
