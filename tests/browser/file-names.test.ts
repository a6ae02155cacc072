import { test } from 'node:test';
import { checkFileNames } from './check-file-names.ts';

// The long list is file-names.long.ts.
test('R55: whatever a file is called, its post has a page, is found by the name, and goes alone', async () => {
  await checkFileNames([
    'with space.png',
    'a#b?c=d.png',
    '100%25.png',
    '%2e%2e%2fetc.png',
    'quote"\'&<b>.png',
    'line\nbreak.png',
    'back\\slash.png',
    'e\u0301.png',
    '\u00e9.png',
    '\u202egnp.png',
    '__proto__.png',
    `${'n'.repeat(251)}.png`,
  ]);
});
