import type { Incidence } from '../../catalog/related/incidence.ts';
import type { RelatedTable } from '../../catalog/related/related-table.ts';
import { packNamed, packSimilar } from './pack-reason.ts';

/** Why a post is related to a subject, packed. */
export function packedReason(table: RelatedTable, subject: number, post: number): number {
  const { named, namedIds, namedKinds } = table;
  const first = shared(named, subject, post).next().value;
  const kind = first === undefined ? undefined : namedKinds[first];
  if (first !== undefined && kind !== undefined) return packNamed(kind, namedIds[first] ?? 0);
  return packSimilar([...shared(table.general, subject, post)].length);
}

/** The terms that both have, ascending. */
function* shared({ termsFrom, terms }: Incidence, one: number, other: number): Generator<number> {
  let left = termsFrom[one] ?? 0;
  let right = termsFrom[other] ?? 0;
  const leftEnd = termsFrom[one + 1] ?? 0;
  const rightEnd = termsFrom[other + 1] ?? 0;
  while (left < leftEnd && right < rightEnd) {
    const a = terms[left] ?? 0;
    const b = terms[right] ?? 0;
    if (a === b) yield a;
    if (a <= b) left += 1;
    if (b <= a) right += 1;
  }
}
