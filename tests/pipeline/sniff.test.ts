import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countPngFrames, sniff } from '../../pipeline/decode/sniff.ts';
import { png } from '../fixtures/png.ts';

test('the frames of a PNG are those that its header says, and 1 without one', () => {
  assert.equal(countPngFrames(png(5, { frames: 3 })), 3);
  assert.equal(countPngFrames(png(5)), 1);
  assert.equal(countPngFrames(new Uint8Array(30)), 1);
  assert.equal(countPngFrames(png(5).subarray(0, 20)), 1);
});

const heads: readonly (readonly [head: string, says: string])[] = [
  ['', 'an empty file'],
  ['\0\0\0\0', 'a file of zeros'],
  ['<!DOCTYPE html><p>', 'HTML'],
  ['  <html>', 'HTML'],
  ['<svg xmlns', 'SVG or XML'],
  ['%PDF-1.7', 'PDF'],
  ['PK\x03\x04', 'a ZIP archive'],
  ['BM1234', 'BMP'],
  ['II*\0', 'TIFF'],
  ['\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'HEIC'],
  ['\0\0\0\x18ftypisom\0\0\0\0isommp41', 'a video'],
  ['MZ', 'something else'],
];
for (const [head, says] of heads) {
  test(`${JSON.stringify(head)} looks like ${says}`, () => {
    assert.deepEqual(sniff(Buffer.from(head, 'latin1')), { looksLike: says });
  });
}

test('an AVIF among other brands is an AVIF', () => {
  const head = '\0\0\0\x1cftypmif1\0\0\0\0avifmif1miaf';
  assert.deepEqual(sniff(Buffer.from(head, 'latin1')), { format: 'avif' });
});
