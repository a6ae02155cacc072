import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { compareWithAll } from '../../bench/compare-all.ts';
import type { RelatedPost, RelatedTerm } from '../../catalog/related/related-table.ts';
import { naiveRelated } from '../catalog/related/naive-related.ts';
import { chance } from '../fixtures/random.ts';

test('comparing with all in arrays gives what the formula gives, word for word', () => {
  const kinds = ['general', 'general', 'character', 'copyright', 'artist', 'meta'] as const;
  for (const formula of ['flask', 'idf'] as const) {
    for (let seed = 1; seed <= 8; seed++) {
      const draw = chance(seed);
      const terms = Array.from({ length: 40 }, (_, id): RelatedTerm => {
        return { id, name: `tag_${id}`, category: draw.pick(kinds) };
      });
      const posts = Array.from({ length: 60 }, (_, at): RelatedPost => {
        const ids = Array.from({ length: draw.below(12) }, () => draw.below(40));
        return { number: at * 2 + 1, terms: Uint32Array.from(new Set(ids)) };
      });
      const wanted = [...naiveRelated(posts, terms, formula)].map(
        ([number, list]) => [number, list.map(([other]) => other)] as const,
      );
      deepEqual(compareWithAll(posts, terms, formula, posts), new Map(wanted), `seed ${seed}`);
    }
  }
});
