import { scoreOf, sharedPoints } from '../../catalog/related/formula.ts';
import type { RelatedTerms } from './related-terms.ts';

/** How alike two posts of these tags are. */
export function scoreBetween(ids: Uint32Array, others: Uint32Array, terms: RelatedTerms): number {
  const theirs = new Set(others);
  let points = 0;
  let shared = 0;
  for (const id of ids) {
    if (!theirs.has(id)) continue;
    const kind = terms.kindOf(id);
    if (kind === undefined) shared += terms.weightOf(id);
    else points += sharedPoints[kind];
  }
  return scoreOf(points, shared, terms.sizeOf(ids) + terms.sizeOf(others) - shared);
}
