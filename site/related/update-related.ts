import type { RelatedFormula } from '../../catalog/related/formula.ts';
import type { Library } from '../../pipeline/library/library.ts';
import { computeAll } from './compute-all.ts';
import { readPostTerms } from './post-terms.ts';
import type { RelatedStore } from './related-store.ts';
import { RelatedTerms, type TagUse } from './related-terms.ts';

/** What related posts are found in, and how. */
export interface RelatedInput {
  readonly library: Library;
  /** Every term that posts have, sorted by name. */
  readonly uses: readonly TagUse[];
  readonly formula: RelatedFormula;
}

/**
 * Brings a store up to date with its library: what has changed is found by the posts' fingerprints. Afterwards it holds
 * what finding everything anew would.
 */
export async function updateRelated(
  { library, uses, formula }: RelatedInput,
  store: RelatedStore,
  progress: (done: number, total: number) => void = () => {},
): Promise<void> {
  const posts = Number(library.sql('SELECT count(*) AS count FROM posts').get()?.['count']);
  const terms = new RelatedTerms(uses, formula, posts);
  const changed = changedNumbers(library, terms, store);
  if (changed.size === 0) return;
  await computeAll(library, terms, formula, store, progress);
}

/** The numbers whose posts have come, gone or have other terms than when they were stored. */
function changedNumbers(
  library: Library,
  terms: RelatedTerms,
  store: RelatedStore,
): ReadonlySet<number> {
  const changed = new Set<number>();
  const known = new Map<number, number>();
  for (const [block, fingerprints] of store.words('terms')) {
    fingerprints.forEach((fingerprint, place) => {
      if (fingerprint !== 0) known.set(block * store.blockSize + place + 1, fingerprint);
    });
  }
  for (const post of readPostTerms(library)) {
    if (known.get(post.number) !== terms.fingerprint(post.terms)) changed.add(post.number);
    known.delete(post.number);
  }
  for (const number of known.keys()) changed.add(number);
  return changed;
}
