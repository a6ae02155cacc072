import type { RelatedEntry } from '../../catalog/index/related-block.ts';
import { relatedCount } from '../../catalog/related/formula.ts';
import type { Related } from '../../catalog/related/reason.ts';
import { unpackReason } from './pack-reason.ts';
import type { RelatedBlock } from './related-store.ts';
import type { RelatedTerms } from './related-terms.ts';

/** What the shard says of one post. `place`: in the block; `ids`: of the post's tags. */
export function storedEntry(
  { numbers, reasons }: RelatedBlock,
  place: number,
  ids: Uint32Array,
  terms: RelatedTerms,
): RelatedEntry {
  const ranks = ids.map((id) => terms.rankOf(id)).sort();
  const related: Related[] = [];
  for (let at = place * relatedCount; at < (place + 1) * relatedCount; at++) {
    const number = numbers[at] ?? 0;
    if (number === 0) break;
    const stored = unpackReason(reasons[at] ?? 0);
    const reason =
      stored.kind === 'similar'
        ? stored
        : { kind: stored.kind, tag: ranks.indexOf(terms.rankOf(stored.term)) };
    related.push({ number, reason });
  }
  return { check: related.length === 0 ? 0 : terms.checkOf(ids), related };
}
