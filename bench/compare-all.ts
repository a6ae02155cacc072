import {
  isNamedCategory,
  type RelatedFormula,
  relatedCount,
  scoreOf,
  sharedPoints,
  weightOf,
} from '../catalog/related/formula.ts';
import type { RelatedPost, RelatedTerm } from '../catalog/related/related-table.ts';

/**
 * The formula for subjects and all others, with nothing left out: number → numbers, the best first. As
 * tests/catalog/related/naive-related.ts, which it is tested against, in arrays: some seconds for 500 of 100,000.
 */
export function compareWithAll(
  posts: readonly RelatedPost[],
  terms: readonly RelatedTerm[],
  formula: RelatedFormula,
  subjects: readonly RelatedPost[],
): ReadonlyMap<number, readonly number[]> {
  const highest = terms.reduce((most, { id }) => Math.max(most, id), 0);
  const counts = new Uint32Array(highest + 1);
  for (const post of posts) for (const id of post.terms) counts[id] = (counts[id] ?? 0) + 1;
  const weights = new Uint32Array(highest + 1);
  const points = new Uint32Array(highest + 1);
  for (const { id, category } of terms) {
    if (isNamedCategory(category)) points[id] = sharedPoints[category];
    else if (category === 'general') weights[id] = weightOf(formula, counts[id] ?? 0, posts.length);
  }
  const sizeOf = (ids: Uint32Array): number => ids.reduce((sum, id) => sum + (weights[id] ?? 0), 0);
  const sizes = posts.map((post) => sizeOf(post.terms));
  const isOwn = new Uint8Array(highest + 1);
  return new Map(
    subjects.map((subject) => {
      for (const id of subject.terms) isOwn[id] = 1;
      const own = sizeOf(subject.terms);
      const best: [number, number][] = [];
      posts.forEach(({ number, terms: ids }, place) => {
        let shared = 0;
        let worth = 0;
        for (let at = 0; at < ids.length; at++) {
          const id = ids[at] ?? 0;
          if (isOwn[id] !== 1) continue;
          shared += weights[id] ?? 0;
          worth += points[id] ?? 0;
        }
        const score = scoreOf(worth, shared, own + (sizes[place] ?? 0) - shared);
        if (score > 0 && number !== subject.number) put(best, number, score);
      });
      for (const id of subject.terms) isOwn[id] = 0;
      return [subject.number, best.map(([number]) => number)];
    }),
  );
}

/** Keeps the best, in order: by score, then by the higher number. */
function put(best: [number, number][], number: number, score: number): void {
  const last = best.at(-1);
  if (best.length === relatedCount && last && last[1] > score) return;
  best.push([number, score]);
  best.sort((a, b) => b[1] - a[1] || b[0] - a[0]);
  best.length = Math.min(best.length, relatedCount);
}
