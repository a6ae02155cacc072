import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAnswer } from '../../catalog/answer.ts';
import { formatPredictions, readPredictions } from '../../catalog/predictions.ts';

const raw = {
  model: 'tiny',
  thresholds: { default: 0.6, character: 0.4 },
  predictions: {
    general: { '1girl': 0.98, Smile: 0.6, '>_<': 0.59, '__proto__ x': 0.7 },
    character: { 'fox (a, b)': 0.4 },
    rating: { general: 0.4, explicit: 0.7 },
    year: { year_2024: 0.99 },
    quality: { best: 0.99 },
  },
};

function tagsOf(thresholds: Readonly<Record<string, number>> = {}) {
  const answer = readAnswer(raw, new Map(Object.entries(thresholds)));
  return [...(answer?.tags ?? [])];
}

test('a guess is a tag from its category’s threshold on, else from the default one', () => {
  assert.deepEqual(tagsOf(), [
    ['1girl', 'general'],
    ['__proto___x', 'general'],
    ['smile', 'general'],
    ['fox_(a,_b)', 'character'],
  ]);
});

test('the user’s thresholds are above the model’s, the default one too', () => {
  assert.deepEqual(tagsOf({ general: 0.97 }), [
    ['1girl', 'general'],
    ['fox_(a,_b)', 'character'],
  ]);
  assert.deepEqual(tagsOf({ default: 0.95 }), [['1girl', 'general']]);
  assert.ok(tagsOf({ default: 0.95, general: 0.5 }).some(([name]) => name === '>_<'));
});

test('what lies below the threshold stays a guess', () => {
  const guesses = readAnswer(raw)?.guesses ?? [];
  assert.deepEqual(
    guesses.filter(({ isTag }) => !isTag).map(({ name, confidence }) => [name, confidence]),
    [['>_<', 0.59]],
  );
});

test('of the ratings the surest counts, and neither it nor a year nor an unknown category is a tag', () => {
  const answer = readAnswer(raw);
  assert.equal(answer?.rating, 'explicit');
  for (const name of ['explicit', 'year_2024', 'best']) assert.ok(!answer?.tags.has(name), name);
});

test('predictions survive being written and read', () => {
  const text = JSON.stringify(raw);
  const read = readPredictions(JSON.parse(text));
  assert.ok(read);
  assert.equal(JSON.stringify(formatPredictions(read)), text);
});

test('a prediction of a wrong shape is left out', () => {
  const answer = readAnswer({
    predictions: { general: { a: 2, b: -1, c: '0.9', d: null, e: 1 }, meta: 5, rating: [] },
  });
  assert.deepEqual([...(answer?.tags.keys() ?? [])], ['e']);
  assert.equal(answer?.rating, undefined);
});
