import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hintsFor } from '../../../catalog/search/metatag-hints.ts';
import { metatagNames } from '../../../catalog/search/metatags.ts';
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

test('an order is proposed, and turned round once it is written out', () => {
  assert.deepEqual(hintsFor('order:').slice(0, 3), ['order:new', 'order:old', 'order:score']);
  assert.deepEqual(hintsFor('order:sc'), ['order:score', 'order:score_asc']);
  assert.deepEqual(hintsFor('order:cu'), ['order:custom']);
});

test('in a list the next value is proposed, without those that are there', () => {
  assert.deepEqual(hintsFor('rating:g,s'), ['rating:g,sensitive']);
  assert.deepEqual(hintsFor('filetype:png,gif,'), [
    'filetype:png,gif,jpg',
    'filetype:png,gif,webp',
    'filetype:png,gif,avif',
  ]);
  assert.deepEqual(hintsFor('source:danbooru,t'), [
    'source:danbooru,tagfile',
    'source:danbooru,tagger',
  ]);
  assert.deepEqual(hintsFor('rating:g,sensitive,'), [
    'rating:g,sensitive,questionable',
    'rating:g,sensitive,explicit',
    'rating:g,sensitive,none',
  ]);
  assert.deepEqual(hintsFor('source:e621,h'), []);
  assert.deepEqual(hintsFor('order:new,'), []);
});

test('every metatag is proposed by its name, and the values of those that have some by heart', () => {
  for (const name of metatagNames) assert.ok(hintsFor(name).includes(`${name}:`), name);
  for (const name of ['order', 'is', 'has', 'rating', 'filetype', 'metadata', 'source']) {
    assert.ok(hintsFor(`${name}:`).length > 1, name);
  }
});

test('every proposed value can be read', () => {
  const alone = metatagNames.flatMap((name) => hintsFor(`${name}:`));
  const hints = [...alone, ...alone.flatMap((hint) => hintsFor(`${hint},`))];
  assert.ok(hints.length > 100);
  // A custom order is one of a list beside it.
  for (const hint of hints) parseQuery(hint === 'order:custom' ? `${hint} id:3,1` : hint);
});
