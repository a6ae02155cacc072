import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Proposal } from '../../components/completion/completer.ts';
import {
  mixSuggestions,
  placeOf,
  type Suggestion,
  withTotals,
} from '../../components/completion/suggestion.ts';

const proposal = (name: string): Proposal => ({
  name,
  category: 'general',
  count: 5,
  wordsBefore: 0,
  isGuess: false,
});

const texts = (rows: readonly Suggestion[]): readonly string[] =>
  rows.map((row) => {
    if (row.kind === 'tag') return row.proposal.name;
    return row.kind === 'metatag' ? row.text : row.kind;
  });

test('metatags stand behind the tags, three at most, and always find room', () => {
  const tags = Array.from({ length: 10 }, (_, place) => proposal(`r${place}`));
  const rows = mixSuggestions(tags, ['rating:', 'ratio:', 'random:', 'radius:']);
  assert.deepEqual(texts(rows).slice(6), ['r6', 'rating:', 'ratio:', 'random:']);
});

test('values of a metatag stand before tags that begin like it', () => {
  const rows = mixSuggestions([proposal('rating:x')], ['rating:general', 'rating:questionable']);
  assert.deepEqual(texts(rows), ['rating:general', 'rating:questionable', 'rating:x']);
});

test('what would find nothing goes last, and the rest keeps its order', () => {
  const rows = mixSuggestions([proposal('a'), proposal('b'), proposal('c')], ['age:']);
  const filled = withTotals(rows, [0, 7, undefined, undefined]);
  assert.deepEqual(texts(filled), ['b', 'c', 'age:', 'a']);
  assert.deepEqual(
    filled.map((row) => (row.kind === 'tag' ? row.total : 'none')),
    [7, undefined, 'none', 0],
  );
});

test('a row is found again in another list, and only a row of its kind', () => {
  const rows = mixSuggestions([proposal('b'), proposal('a')], ['age:']);
  const [b, a, age] = rows;
  assert.ok(b && a && age);
  const fewer = mixSuggestions([{ ...proposal('a'), count: 3 }], ['age:']);
  assert.deepEqual([placeOf(b, fewer), placeOf(a, fewer), placeOf(age, fewer)], [-1, 0, 1]);
  assert.equal(placeOf({ kind: 'recent', query: 'a' }, rows), -1);
  assert.equal(placeOf({ kind: 'forget' }, [{ kind: 'recent', query: 'forget' }]), -1);
});
