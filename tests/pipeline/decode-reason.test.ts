import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeReason } from '../../pipeline/decode/decode-reason.ts';

const path = '/home/me/pictures/a b.png';
const said: readonly (readonly [message: string, reason: string])[] = [
  [`${path}: bad header\nmore of it`, 'bad header'],
  [`cannot open ${path}`, 'cannot open the file'],
  ['\n  pngload:  libspng\tread error \n', 'pngload: libspng read error'],
  ['', 'cannot be decoded'],
  [`${path}: \n`, 'cannot be decoded'],
];
for (const [message, reason] of said) {
  test(`${JSON.stringify(message)} is told as ${reason}`, () => {
    assert.equal(decodeReason(new Error(message), path), reason);
  });
}

test('a reason is short, whatever a decoder says', () => {
  assert.equal(decodeReason(new Error('x'.repeat(10_000)), path).length, 300);
});
