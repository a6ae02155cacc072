import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hintsFor } from '../../../catalog/search/metatag-hints.ts';
import { parseQuery } from '../../../catalog/search/parse-query.ts';

test('a beginning proposes the metatags that begin so', () => {
  assert.deepEqual(hintsFor('ra').slice(0, 1), ['rating:']);
  assert.deepEqual(hintsFor('ART').includes('artist:'), true);
  assert.deepEqual(hintsFor(''), []);
  assert.deepEqual(hintsFor('no_such'), []);
});

test('a metatag proposes its values, and then those that begin as what was typed', () => {
  assert.deepEqual(hintsFor('rating:'), [
    'rating:general',
    'rating:sensitive',
    'rating:questionable',
    'rating:explicit',
    'rating:none',
  ]);
  assert.deepEqual(hintsFor('Rating:q'), ['rating:questionable']);
  assert.deepEqual(hintsFor('honkai:'), []);
});

test('every proposed value can be read', () => {
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  const names = letters.flatMap((letter) => hintsFor(letter));
  assert.ok(names.length > 5);
  for (const hint of names.flatMap((name) => hintsFor(name))) parseQuery(hint);
});
