import {
  isNamedCategory,
  type RelatedFormula,
  relatedCount,
  scoreOf,
  sharedPoints,
  weightOf,
} from '../../../catalog/related/formula.ts';
import type { RelatedPost, RelatedTerm } from '../../../catalog/related/related-table.ts';

/** The formula, word for word, for every pair: number → [[number, score], …], the best first. */
export function naiveRelated(
  posts: readonly RelatedPost[],
  terms: readonly RelatedTerm[],
  formula: RelatedFormula,
  subjects: readonly RelatedPost[] = posts,
): ReadonlyMap<number, readonly (readonly [number, number])[]> {
  const categories = new Map(terms.map(({ id, category }) => [id, category]));
  const counts = new Map<number, number>();
  for (const post of posts) {
    for (const id of post.terms) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  const weightOfTerm = (id: number): number =>
    categories.get(id) === 'general' ? weightOf(formula, counts.get(id) ?? 0, posts.length) : 0;
  const scoreBetween = (one: ReadonlySet<number>, other: ReadonlySet<number>): number => {
    let points = 0;
    let shared = 0;
    let union = 0;
    for (const id of new Set([...one, ...other])) {
      union += weightOfTerm(id);
      if (!one.has(id) || !other.has(id)) continue;
      shared += weightOfTerm(id);
      const category = categories.get(id);
      if (isNamedCategory(category)) points += sharedPoints[category];
    }
    return scoreOf(points, shared, union);
  };
  const sets = posts.map((post) => ({ number: post.number, set: new Set(post.terms) }));
  return new Map(
    subjects.map((subject) => {
      const own = new Set(subject.terms);
      const scored = sets
        .filter(({ number }) => number !== subject.number)
        .map(({ number, set }) => [number, scoreBetween(own, set)] as const)
        .filter(([, score]) => score > 0)
        .toSorted((a, b) => b[1] - a[1] || b[0] - a[0]);
      return [subject.number, scored.slice(0, relatedCount)];
    }),
  );
}
