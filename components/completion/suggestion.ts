import type { Proposal } from './completer.ts';
import { recentSearches } from './recent-searches.ts';

/** A row of the list below the search field. */
export type Suggestion =
  | {
      readonly kind: 'tag';
      readonly proposal: Proposal;
      /** Posts that the whole query finds once the tag is taken; `undefined` while it is not known. */
      readonly total?: number | undefined;
    }
  /** A metatag up to its colon, or with a value. */
  | { readonly kind: 'metatag'; readonly text: string }
  | { readonly kind: 'recent'; readonly query: string }
  | { readonly kind: 'forget' };

const mostRows = 10;
const mostHints = 3;

/** Tags and metatags in one list: values of a metatag before tags, metatags themselves behind them. */
export function mixSuggestions(
  proposals: readonly Proposal[],
  hints: readonly string[],
): readonly Suggestion[] {
  const tags = proposals.map((proposal): Suggestion => ({ kind: 'tag', proposal }));
  const metatags = hints.map((text): Suggestion => ({ kind: 'metatag', text }));
  if (hints.some((hint) => !hint.endsWith(':'))) return [...metatags, ...tags].slice(0, mostRows);
  const few = metatags.slice(0, mostHints);
  return [...tags.slice(0, mostRows - few.length), ...few];
}

/** With the totals of the tags filled in, in the rows' order, and what would find nothing behind the rest. */
export function withTotals(
  rows: readonly Suggestion[],
  totals: readonly (number | undefined)[],
): readonly Suggestion[] {
  const filled = rows.map((row, place) =>
    row.kind === 'tag' ? { ...row, total: totals[place] } : row,
  );
  const isEmpty = (row: Suggestion): boolean => row.kind === 'tag' && row.total === 0;
  return [...filled.filter((row) => !isEmpty(row)), ...filled.filter(isEmpty)];
}

/** Where another list has the same row; -1: nowhere. */
export function placeOf(row: Suggestion, rows: readonly Suggestion[]): number {
  const wanted = nameOf(row);
  return rows.findIndex((other) => nameOf(other) === wanted);
}

function nameOf(row: Suggestion): string {
  switch (row.kind) {
    case 'tag':
      return `tag ${row.proposal.name}`;
    case 'metatag':
      return `metatag ${row.text}`;
    case 'recent':
      return `recent ${row.query}`;
    case 'forget':
      return row.kind;
    default:
      return row satisfies never;
  }
}

/** The last searches, and to forget them. */
export function recentRows(): readonly Suggestion[] {
  const rows = recentSearches().map((query): Suggestion => ({ kind: 'recent', query }));
  return rows.length === 0 ? [] : [...rows, { kind: 'forget' }];
}
