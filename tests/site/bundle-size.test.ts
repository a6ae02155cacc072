import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { type BundledAssets, bundleAssets } from '../../site/bundle-assets.ts';
import type { Assets } from '../../site/page-data.ts';

let bundled: BundledAssets;

before(async () => {
  bundled = await bundleAssets();
});

/** Kilobytes that some assets come to on their way. */
function kilobytes(names: readonly (keyof Assets)[], pack: (bytes: Uint8Array) => Buffer): number {
  const sizes = names.map((name) => {
    const bytes = bundled.files.get(bundled.assets[name]);
    assert.ok(bytes, name);
    return pack(bytes).length;
  });
  return sizes.reduce((sum, size) => sum + size, 0) / 1000;
}

const everywhere = ['theme', 'core'] as const;

for (const [page, own, most] of [
  ['gallery or results', ['gallery'], 60],
  ['post', ['post'], 60],
  ['tags', ['tags'], 60],
  ['gallery, with the search field entered', ['gallery', 'suggest'], 100],
  ['post, with the search field entered', ['post', 'suggest'], 100],
] as const) {
  test(`the scripts of a page of the kind ${page} come to at most ${most} KB`, () => {
    const size = kilobytes([...everywhere, ...own], (bytes) => gzipSync(bytes));
    assert.ok(size > 10 && size <= most, `${size} KB`);
  });
}

test('the styles come to at most 14 KB', () => {
  const size = kilobytes(['styles'], (bytes) => brotliCompressSync(bytes));
  assert.ok(size > 3 && size <= 14, `${size} KB`);
});
