import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type NameHints, readNameHints } from '../../catalog/name-hints.ts';
import { hostileTexts } from '../fixtures/hostile.ts';

const md5 = '9e107d9d372bb6826bd81d3542a419d6';

function hints(md5s: readonly string[] = [], posts: readonly [string, number][] = []): NameHints {
  return { md5s, posts: posts.map(([source, id]) => ({ source, id })) };
}

const names: readonly (readonly [name: string, hints: NameHints])[] = [
  [`${md5}.jpg`, hints([md5])],
  [`${md5.toUpperCase()}.PNG`, hints([md5])],
  [`__saber_fate_drawn_by_bob__${md5}.jpg`, hints([md5])],
  [`__saber_drawn_by_bob__sample-${md5}.jpg`, hints([md5])],
  [`sample-${md5}.jpg`, hints([md5])],
  [`sample_${md5}.jpg`, hints([md5])],
  [`thumbnail_${md5}.jpg`, hints([md5])],
  [`${md5} (1).jpg`, hints([md5])],
  [`yande.re 123 saber sword.jpg`, hints([], [['yandere', 123]])],
  [`yande.re_123_${md5}.jpg`, hints([md5], [['yandere', 123]])],
  ['Konachan.com - 456 saber.png', hints([], [['konachan', 456]])],
  ['Konachan.net - 456.png', hints([], [['konachan', 456]])],
  ['danbooru_123.jpg', hints([], [['danbooru', 123]])],
  [`danbooru_123_${md5}.jpg`, hints([md5], [['danbooru', 123]])],
  [`e621_55_${md5}.png`, hints([md5], [['e621', 55]])],
  ['e621-55.png', hints([], [['e621', 55]])],
  [`gelbooru_7_${md5}.jpg`, hints([md5], [['gelbooru', 7]])],
  ['[danbooru 12] saber.jpg', hints([], [['danbooru', 12]])],
  ['rule34_9.jpg', hints([], [['rule34', 9]])],
  ['12345678_p0.png', { ...hints(), pixiv: 12345678 }],
  ['12345678_p12_master1200.jpg', { ...hints(), pixiv: 12345678 }],
  [`141762848-${md5}_p0.jpg`, { ...hints(), pixiv: 141762848 }],
  ['illust_12345678_20200102_030405.jpg', { ...hints(), pixiv: 12345678 }],
  ['danbooru_ma12.jpg', hints()],
  ['danbooru_0.jpg', hints()],
  ['danbooru.jpg', hints()],
  ['mydanbooru_12.jpg', hints()],
  ['123.jpg', hints()],
  ['IMG_20200102_030405.jpg', hints()],
  [`${md5}0.jpg`, hints()],
  [`x${md5}.jpg`, hints()],
  [`${'a'.repeat(64)}.jpg`, hints()],
];
for (const [name, expected] of names) {
  test(`a name is read: ${name}`, () => assert.deepEqual(readNameHints(name), expected));
}

test('no name breaks the reader', () => {
  for (const text of hostileTexts) {
    for (const name of [text, `${text}.jpg`, `danbooru_${text}`]) assert.ok(readNameHints(name));
  }
});
