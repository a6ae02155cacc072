import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { type BundledAssets, bundleAssets } from '../../site/bundle/bundle-assets.ts';
import type { Assets } from '../../site/page-data.ts';

let bundled: BundledAssets;

before(async () => {
  bundled = await bundleAssets();
});

/** Kilobytes that some assets come to on their way, each file once. */
function kilobytes(names: readonly (keyof Assets)[], pack: (bytes: Uint8Array) => Buffer): number {
  const addresses = new Set(names.flatMap((name) => bundled.assets[name]));
  const sizes = [...addresses].map((address) => {
    const bytes = bundled.files.get(address);
    assert.ok(bytes, address);
    return pack(bytes).length;
  });
  return sizes.reduce((sum, size) => sum + size, 0) / 1000;
}

const everywhere = ['theme', 'core'] as const;

for (const [page, own, most] of [
  ['gallery', ['gallery'], 20],
  ['gallery that goes on without end', ['gallery', 'endless'], 60],
  ['results', ['results'], 60],
  ['post', ['post'], 60],
  ['tags', ['tags'], 60],
  ['results, with the search field entered', ['results', 'suggest'], 70],
  [
    'everything a visitor can open',
    [
      'gallery',
      'endless',
      'results',
      'post',
      'tags',
      'suggest',
      'settings',
      'slideshow',
      'selection',
      'viewer',
    ],
    100,
  ],
] as const) {
  test(`the scripts of ${page} come to at most ${most} KB`, () => {
    const size = kilobytes([...everywhere, ...own], (bytes) => gzipSync(bytes));
    assert.ok(size > 10 && size <= most, `${size} KB`);
  });
}

test('the styles come to at most 14 KB', () => {
  const size = kilobytes(['styles'], (bytes) => brotliCompressSync(bytes));
  assert.ok(size > 3 && size <= 14, `${size} KB`);
});

test('what several scripts need is in one file', () => {
  const files = [...bundled.files].filter(([address]) => address.endsWith('.js'));
  // The interface's words, the reader of shards, the query language, FlexSearch, Lit.
  for (const mark of [
    'Forget these searches',
    'is no shard of this name',
    'are no alternative to anything',
    'fastupdate',
    'litElementVersions',
  ]) {
    const holders = files.filter(([, bytes]) => Buffer.from(bytes).includes(mark));
    assert.equal(holders.length, 1, `${mark}: ${holders.map(([address]) => address)}`);
  }
});

test('a script comes after those that it takes from, and no page loads the core twice', () => {
  const { core, gallery, endless, post, suggest, tagEditor } = bundled.assets;
  assert.ok(![gallery, endless, post].some((files) => files.includes(core)));
  const [query, index] = post;
  assert.deepEqual(suggest.slice(0, 2), [query, index]);
  assert.ok(query && index && endless.indexOf(query) < endless.indexOf(index));
  assert.ok(
    ![query, index].some((file) => gallery.includes(file)),
    'nothing of the index at first',
  );
  assert.match(tagEditor.at(-1) ?? '', /tag-editor/);
});
