import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertOutcomes, readSamples } from '../fixtures/corpora.ts';
import { skipWithout } from '../fixtures/shared.ts';

const skip = skipWithout('corpora/manifest.csv');

test('R20, R22: of 120 odd pictures each ends in one way, with its reason, and no original is touched', {
  skip,
}, async (context) => {
  // The quick ones, of every condition and source in turn; tests/long takes all.
  const quick = readSamples().filter(
    ({ milliseconds, bytes }) => milliseconds < 60 && bytes < 60_000,
  );
  const step = Math.floor(quick.length / 120);
  const samples = quick.filter((_, at) => at % step === 0).slice(0, 120);
  const counts = await assertOutcomes(samples);
  context.diagnostic(JSON.stringify(counts));
  assert.ok(counts.shown >= 60 && counts.problem + counts.damaged >= 5, JSON.stringify(counts));
});
