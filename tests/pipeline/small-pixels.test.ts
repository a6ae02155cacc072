import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import { type Pixels, smallPixels } from '../../pipeline/decode/small-pixels.ts';

function pixelsOf(
  width: number,
  height: number,
  channels: Pixels['channels'],
  bytes: readonly number[],
): Pixels {
  return { width, height, channels, data: Uint8Array.from(bytes) };
}

test('each small pixel is the mean of those that it stands for', () => {
  const rgb = pixelsOf(4, 2, 3, [
    ...[0, 10, 20, 10, 20, 30, 200, 0, 0, 100, 0, 0],
    ...[20, 30, 40, 30, 40, 50, 0, 200, 0, 0, 100, 0],
  ]);
  const { width, height, data } = smallPixels(rgb, 2);
  assert.deepEqual([width, height], [2, 1]);
  assert.deepEqual([...data], [15, 25, 35, 255, 75, 75, 0, 255]);
});

test('what cannot be seen lends no colour, and grey is red, green and blue', () => {
  const seen = pixelsOf(2, 1, 4, [255, 0, 0, 0, 0, 0, 90, 200]);
  assert.deepEqual([...smallPixels(seen, 1).data], [0, 0, 90, 100]);
  const unseen = pixelsOf(1, 2, 4, [255, 9, 9, 0, 9, 9, 90, 0]);
  assert.deepEqual([...smallPixels(unseen, 1).data], [0, 0, 0, 0]);
  assert.deepEqual([...smallPixels(pixelsOf(2, 1, 1, [10, 30]), 1).data], [20, 20, 20, 255]);
  assert.deepEqual([...smallPixels(pixelsOf(1, 1, 2, [7, 40]), 1).data], [7, 7, 7, 40]);
});

test('nothing is made larger, and a strip keeps a pixel of its short side', () => {
  const sizeOf = (width: number, height: number) => {
    const small = smallPixels(
      { width, height, channels: 1, data: new Uint8Array(width * height) },
      64,
    );
    assert.equal(small.data.length, small.width * small.height * 4);
    return [small.width, small.height];
  };
  assert.deepEqual(sizeOf(3, 5), [3, 5]);
  assert.deepEqual(sizeOf(400, 300), [64, 48]);
  assert.deepEqual(sizeOf(1, 400), [1, 64]);
  assert.deepEqual(sizeOf(400, 2), [64, 1]);
});

test('of a picture it is nearly what libvips makes of it', async () => {
  const { data, info } = await sharp({
    create: {
      width: 9,
      height: 7,
      channels: 3,
      background: '#000',
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  })
    .resize(400, 311, { kernel: 'cubic', fit: 'fill' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const ours = smallPixels({ data, width: info.width, height: info.height, channels: 3 }, 64);
  const theirs = await sharp(data, { raw: { width: 400, height: 311, channels: 3 } })
    .resize(64, 50, { fit: 'fill' })
    .ensureAlpha()
    .raw()
    .toBuffer();
  assert.deepEqual([ours.width, ours.height], [64, 50]);
  const off = theirs.map((value, at) => Math.abs(value - (ours.data[at] ?? 0)));
  assert.ok(Math.max(...off) <= 8, `${Math.max(...off)} of 255`);
});
