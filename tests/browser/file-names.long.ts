import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isObject, ownText } from '../../catalog/json.ts';
import { readShared, skipWithout } from '../fixtures/shared.ts';
import { checkFileNames } from './check-file-names.ts';

const list = 'corpora/names.json';

/** As a file system takes them, and as a picture is called; names that begin with a dot are hidden. */
function canBe(name: string): boolean {
  return /^[^./\0][^/\0]*\.(jpe?g|png|gif|webp)$/is.test(name) && Buffer.byteLength(name) <= 255;
}

test('R55: the same of every name of the list', { skip: skipWithout(list) }, async (context) => {
  const entries = readShared(list);
  assert.ok(Array.isArray(entries));
  const names = entries.flatMap((entry) => (isObject(entry) ? (ownText(entry, 'name') ?? []) : []));
  const possible = [...new Set(names.filter(canBe))];
  context.diagnostic(`${possible.length} of ${entries.length} names`);
  assert.ok(possible.length > 30, String(possible.length));
  await checkFileNames(possible);
});
