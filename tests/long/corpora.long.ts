import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertOutcomes, readSamples } from '../fixtures/corpora.ts';
import { skipWithout } from '../fixtures/shared.ts';

const skip = skipWithout('corpora/manifest.csv');

test('R20, R21, R22: every file of the corpora, bombs among them, ends in one way, within 15 s and 600 MB', {
  skip,
}, async (context) => {
  const samples = readSamples();
  const counts = await assertOutcomes(samples);
  context.diagnostic(`${samples.length} files: ${JSON.stringify(counts)}`);
  assert.ok(counts.shown >= 340, JSON.stringify(counts));
});
