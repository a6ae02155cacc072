import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareTags, maximumTagLength, normaliseTag } from '../../catalog/tag.ts';
import { hostileTexts } from '../fixtures/hostile.ts';
import { chance } from '../fixtures/random.ts';
import { readShared, skipWithout } from '../fixtures/shared.ts';

function assertNormal(raw: string): void {
  const tag = normaliseTag(raw);
  const shown = JSON.stringify(raw.slice(0, 60));
  assert.equal(normaliseTag(tag), tag, `normalising ${shown} twice`);
  assert.equal(tag.normalize('NFC'), tag, `${shown} in NFC`);
  assert.equal(tag.toLowerCase(), tag, `${shown} in lower case`);
  assert.ok(tag.isWellFormed(), `${shown} is well formed`);
  assert.ok([...tag].length <= maximumTagLength, `${shown} is short enough`);
  assert.doesNotMatch(tag, /[\s\p{Cc}\p{Cf}]/u, `${shown} shows every character`);
}

const spellings: readonly (readonly [raw: string, tag: string])[] = [
  ['  Long Hair ', 'long_hair'],
  ['a \t\n  b', 'a_b'],
  ['Cafe\u0301', 'caf\u00e9'],
  ['CAF\u00c9', 'caf\u00e9'],
  ['cafe', 'cafe'],
  ['\u6771\u65b9\u3000Project', '\u6771\u65b9_project'],
  ['zero\u200bwidth\ufeff', 'zerowidth'],
  ['a\u0000b\u0007c', 'abc'],
  ['\u202egpj.exe', 'gpj.exe'],
  ['\u0130', 'i\u0307'],
  ['\ufb01', '\ufb01'],
  ['stra\u00dfe', 'stra\u00dfe'],
  ['\u212b', '\u00e5'],
  ['a\ud800b', 'a\ufffdb'],
  ['__proto__', '__proto__'],
  ['^_^', '^_^'],
  [' \u200b\u00a0 ', ''],
];
for (const [raw, tag] of spellings) {
  test(`${JSON.stringify(raw)} is the tag ${JSON.stringify(tag)}`, () => {
    assert.equal(normaliseTag(raw), tag);
  });
}

test('normalising twice changes nothing, whatever the text', () => {
  for (const raw of hostileTexts) assertNormal(raw);
});

test('normalising twice changes nothing, for random code units', () => {
  const { below, pick } = chance(1);
  const odd = ['\u0130', '\u03a3', '\u0345', '\u200d', ' ', '\ud83e', '\udd8a', 'e', '\u0301', 'A'];
  for (let round = 0; round < 3000; round++) {
    const length = below(260);
    const units = Array.from({ length }, () =>
      below(3) === 0 ? String.fromCharCode(below(65_536)) : pick(odd),
    );
    assertNormal(units.join(''));
  }
});

test('a tag is cut after 200 code points, never within one', () => {
  assert.equal(normaliseTag('x'.repeat(201)), 'x'.repeat(200));
  assert.equal(normaliseTag('\u{1f98a}'.repeat(201)), '\u{1f98a}'.repeat(200));
});

test('tags sort by code units, in any locale', () => {
  assert.deepEqual(['b', '\u00e4', 'a', 'B', '_', '\ud83e\udd8a', '\uffee'].toSorted(compareTags), [
    'B',
    '_',
    'a',
    'b',
    '\u00e4',
    '\ud83e\udd8a',
    '\uffee',
  ]);
});

const place = 'corpora/strings/hostile-tags.json';
test('normalising the hostile corpus twice changes nothing', { skip: skipWithout(place) }, () => {
  const texts = readShared(place);
  assert.ok(Array.isArray(texts) && texts.length > 50);
  for (const raw of texts) assertNormal(String(raw));
});
