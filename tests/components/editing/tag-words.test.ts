import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTagWords, typedWord } from '../../../components/editing/tag-words.ts';

const cases: readonly (readonly [string, readonly string[]])[] = [
  ['cat', ['cat']],
  ['  Blue_Hat   cat ', ['blue_hat', 'cat']],
  ['character:Reimu artist:a', ['character:reimu', 'artist:a']],
  ['re:zero honkai:_star_rail', ['re:zero', 'honkai:_star_rail']],
  ['blue eyes, long hair,\nhat', ['blue_eyes', 'long_hair', 'hat']],
  ['one line\nanother', ['one_line', 'another']],
  ['a,b', ['a,b']],
  ['cat cat -cat', ['-cat']],
  ['-_- -x -日本', ['-_-', '-x', '-日本']],
  ['-meta:old', ['-meta:old']],
  ['', []],
  ['character:', ['character:']],
];

for (const [text, expected] of cases) {
  test(`${JSON.stringify(text)} is read as ${expected.join(' ') || 'nothing'}`, () => {
    const written = readTagWords(text).map(
      ({ name, category, isRemoval }) =>
        `${isRemoval ? '-' : ''}${category === undefined ? '' : `${category}:`}${name}`,
    );
    assert.deepEqual(written, expected);
  });
}

test('completion knows the category before there is a name, and no sign', () => {
  assert.deepEqual(typedWord('character:'), { name: '', category: 'character' });
  assert.deepEqual(typedWord('-artist:fo'), { name: 'fo', category: 'artist' });
  assert.deepEqual(typedWord(' Long_h'), { name: 'long_h', category: undefined });
});
