import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { type RelatedFormula, relatedCount } from '../../../catalog/related/formula.ts';
import { RelatedSearch } from '../../../catalog/related/related-search.ts';
import {
  makeRelatedTable,
  type RelatedPost,
  type RelatedTerm,
} from '../../../catalog/related/related-table.ts';
import type { TagCategory } from '../../../catalog/tag.ts';
import { type Chance, chance } from '../../fixtures/random.ts';
import { naiveRelated } from './naive-related.ts';

for (const formula of ['flask', 'idf'] as const) {
  test(`the best of random posts are those that comparing all pairs finds (${formula})`, () => {
    for (let seed = 1; seed <= 16; seed++) {
      const draw = chance(seed);
      const { posts, terms } = randomPosts(draw, 20 + draw.below(300));
      deepEqual(
        foundBySearch(posts, terms, formula, draw.below(40)),
        new Map(naiveRelated(posts, terms, formula)),
        `seed ${seed}`,
      );
    }
  });
}

test('of posts that are equally alike the highest numbers are related', () => {
  const terms = termsOf(['general']);
  const posts = Array.from({ length: 60 }, (_, at) => ({
    number: at + 1,
    terms: Uint32Array.of(0),
  }));
  const related = foundBySearch(posts, terms, 'flask').get(60) ?? [];
  deepEqual(
    related,
    Array.from({ length: relatedCount }, (_, at) => [59 - at, 10]),
  );
});

test('a post with more common tags than the bitmaps can add up is found all the same', () => {
  const draw = chance(7);
  const terms = termsOf(Array.from({ length: 120 }, () => 'general' as const));
  const posts = Array.from({ length: 80 }, (_, at) => ({
    number: at + 1,
    terms: Uint32Array.from(terms.flatMap(({ id }) => (draw.below(10) > 1 ? [id] : []))),
  }));
  for (const formula of ['flask', 'idf'] as const) {
    deepEqual(foundBySearch(posts, terms, formula), new Map(naiveRelated(posts, terms, formula)));
  }
});

test('a post that shares nothing but meta tags has no related posts', () => {
  const posts = [1, 2, 3].map((number) => ({ number, terms: Uint32Array.of(0) }));
  deepEqual(foundBySearch(posts, termsOf(['meta']), 'flask').get(1), []);
});

function foundBySearch(
  posts: readonly RelatedPost[],
  terms: readonly RelatedTerm[],
  formula: RelatedFormula,
  mostBitmaps?: number,
): Map<number, (readonly [number, number])[]> {
  const table = makeRelatedTable(posts, terms, formula, mostBitmaps);
  const search = new RelatedSearch(table, relatedCount + 1);
  const found = [...table.numbers.keys()].map((subject): [number, [number, number][]] => {
    const best = search.find(subject);
    const list = [...best.places.subarray(0, best.length)].map((place, at): [number, number] => [
      table.numbers[place] ?? 0,
      best.scores[at] ?? 0,
    ]);
    const own = table.numbers[subject] ?? 0;
    return [own, list.filter(([number]) => number !== own).slice(0, relatedCount)];
  });
  return new Map(found.toSorted(([a], [b]) => a - b));
}

function randomPosts(draw: Chance, count: number): { posts: RelatedPost[]; terms: RelatedTerm[] } {
  const kinds: readonly TagCategory[] = [
    'general',
    'character',
    'copyright',
    'artist',
    'meta',
    'lore',
  ];
  const bare = draw.next();
  const terms = termsOf(
    Array.from({ length: 4 + draw.below(60) }, () =>
      draw.next() < 0.6 ? 'general' : draw.pick(kinds),
    ),
  );
  const posts = Array.from({ length: count }, (_, at): RelatedPost => {
    const wished = draw.below(14);
    const isBare = draw.next() < bare;
    // The lower a tag's id, the commoner it is.
    const ids = Array.from({ length: wished }, () => Math.floor(draw.next() ** 2 * terms.length));
    const own = ids.filter((id) => !isBare || terms[id]?.category === 'general');
    return { number: at + 1 + Math.floor(at / 7), terms: Uint32Array.from(new Set(own)) };
  });
  return { posts, terms };
}

function termsOf(categories: readonly TagCategory[]): RelatedTerm[] {
  return categories.map((category, id) => ({ id, name: `tag_${id}`, category }));
}
