import { test } from 'node:test';
import { hostileTexts } from '../fixtures/hostile.ts';
import { checkTexts, runningTexts } from './check-texts.ts';

// All texts, and the lists of others, are hostile-names.long.ts.
test('R52, R54, R56b: no text of a tag, a title or an address runs, with the policy or without it', async () => {
  const short = hostileTexts.filter(({ length }) => length < 100);
  const some = short.filter((_, at) => at % 2 === 0).slice(0, 40 - runningTexts.length);
  await checkTexts([...runningTexts, ...some]);
});
