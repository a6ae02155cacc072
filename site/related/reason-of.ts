import { type NamedCategory, namedCategories } from '../../catalog/related/formula.ts';
import { packNamed, packSimilar } from './pack-reason.ts';
import type { RelatedTerms } from './related-terms.ts';

/** Why posts of these tags are related, packed: the first shared named tag, by category, then by name. */
export function reasonOf(
  ids: Uint32Array,
  others: Uint32Array | undefined,
  terms: RelatedTerms,
): number {
  const theirs = new Set(others);
  const shared = [...ids].filter((id) => theirs.has(id));
  for (const kind of namedCategories) {
    const term = firstOf(kind, shared, terms);
    if (term !== undefined) return packNamed(kind, term);
  }
  return packSimilar(shared.filter((id) => terms.weightOf(id) > 0).length);
}

function firstOf(
  kind: NamedCategory,
  ids: readonly number[],
  terms: RelatedTerms,
): number | undefined {
  return ids
    .filter((id) => terms.kindOf(id) === kind)
    .toSorted((a, b) => terms.rankOf(a) - terms.rankOf(b))[0];
}
