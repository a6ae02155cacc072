import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeOwnCollection } from '../../bench/own-collection.ts';
import { compare, parseResult, resultOf, table } from '../../bench/result.ts';
import { filesOf } from '../fixtures/site.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const slow = resultOf('build', 10, [{ name: 'all', figures: { seconds: 4, files: 3 } }]);
const fast = resultOf('build', 10, [
  { name: 'all', figures: { seconds: 1, files: 3 }, bars: { seconds: 2, files: 2 } },
  { name: 'new step', figures: { seconds: 1 } },
]);

test('a table says which bars are reached and which are missed', () => {
  assert.match(table(fast), /^all +1 \(≤ 2\) +3 \(! > 2\)$/m);
});

test('a comparison shows each figure as a ratio to the same step of the baseline', () => {
  assert.match(compare(fast, slow), /^all +0\.25 +1$/m);
  assert.match(compare(fast, slow), /^new step\s*$/m);
});

test('beside a smaller one each step has the bar of its growth', () => {
  const step = { name: 'all', figures: { seconds: 1, files: 1 }, growth: 11 };
  const ten = resultOf('build', 10, [step]);
  const hundred = (seconds: number) =>
    resultOf('build', 100, [{ ...step, figures: { seconds, files: 50 } }]);
  assert.match(compare(hundred(10.5), ten), /^all +10\.50 \(≤ 11\) +50$/m);
  assert.match(compare(hundred(12), ten), /^all +12 \(! > 11\) +50$/m);
  assert.match(compare(hundred(12), hundred(6)), /^all +2 +1$/m);
});

test('a result comes back from its file, and what is none is refused', () => {
  assert.deepEqual(parseResult(JSON.parse(JSON.stringify(slow))), slow);
  assert.throws(() => parseResult({ bench: 'build' }), /no result/);
});

test('the same arguments make the same collection, and a later part continues it', async () => {
  await using whole = await temporaryFolder();
  await using parts = await temporaryFolder();
  makeOwnCollection(whole.path, 0, 6);
  makeOwnCollection(parts.path, 0, 4);
  makeOwnCollection(parts.path, 4, 2);
  assert.equal(filesOf(whole.path).size, 12);
  assert.deepEqual(filesOf(parts.path), filesOf(whole.path));
});
