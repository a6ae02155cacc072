import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostileTexts } from '../fixtures/hostile.ts';
import { readShared, skipWithout } from '../fixtures/shared.ts';
import { checkTexts, runningTexts } from './check-texts.ts';

test('R52, R54, R56b: no hostile text runs, with the policy or without it', async () => {
  await checkTexts([...runningTexts, ...hostileTexts]);
});

for (const list of ['hostile-tags.json', 'blns-half.json']) {
  const place = `corpora/strings/${list}`;
  test(`R52: nothing of ${list} runs`, { skip: skipWithout(place) }, async () => {
    const texts = readShared(place);
    assert.ok(Array.isArray(texts));
    await checkTexts(texts.filter((text): text is string => typeof text === 'string'));
  });
}
