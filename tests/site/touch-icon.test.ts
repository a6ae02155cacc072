import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import sharp from 'sharp';

const styles = join(import.meta.dirname, '../../site/styles');

test('the icon for home screens is the icon, with corners that the system may cut off', async () => {
  const drawn = await readFile(join(styles, 'icon.svg'), 'utf8');
  const square = drawn.replace('rx="7"', 'rx="0"');
  assert.notEqual(square, drawn);
  const wanted = sharp(Buffer.from(square), { density: 405 }).resize(180, 180).removeAlpha();
  const own = sharp(join(styles, 'touch-icon.png'));
  const { width, height, hasAlpha } = await own.metadata();
  assert.deepEqual([width, height, hasAlpha], [180, 180, false]);
  const [a, b] = await Promise.all([wanted.raw().toBuffer(), own.removeAlpha().raw().toBuffer()]);
  const off = a.reduce((sum, value, at) => sum + Math.abs(value - (b[at] ?? 0)), 0) / a.length;
  assert.ok(off < 2, `${off}`);
});
