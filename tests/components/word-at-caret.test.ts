import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  insertHint,
  takeCompletion,
  wordAtCaret,
} from '../../components/completion/word-at-caret.ts';

/** `|` stands for the caret. */
function at(marked: string): { readonly text: string; readonly caret: number } {
  return { text: marked.replace('|', ''), caret: marked.indexOf('|') };
}

const words: readonly (readonly [marked: string, typed: string, category?: string])[] = [
  ['|', ''],
  ['ca|', 'ca'],
  ['cat |', ''],
  ['cat do|', 'do'],
  ['c|at dog', 'c'],
  ['-ca|', 'ca'],
  ['~ca|', 'ca'],
  ['-(ca|', 'ca'],
  ['(cat or do|)', 'do'],
  ['fate_(ser|', 'fate_(ser'],
  ['artist:mo|', 'mo', 'artist'],
  ['-Artist:mo|', 'mo', 'artist'],
  ['re:ze|', 're:ze'],
  ['"fate sta|', 'fate sta'],
  ['cat "a \\"b|', 'a "b'],
  ['say"hi|', 'say"hi'],
  ['夜の|', '夜の'],
];

for (const [marked, typed, category] of words) {
  test(`the word at the caret of ${marked} is ${typed || 'empty'}`, () => {
    const { text, caret } = at(marked);
    const word = wordAtCaret(text, caret);
    assert.equal(word.typed, typed);
    assert.equal(word.category, category);
  });
}

const taken: readonly (readonly [marked: string, name: string, result: string])[] = [
  ['ca|', 'cat', 'cat |'],
  ['ca|x dog', 'cat', 'cat |dog'],
  ['sky -ca|', 'cat', 'sky -cat |'],
  ['(ca| or dog)', 'cat', '(cat |or dog)'],
  ['(cat or do|)', 'dog', '(cat or dog|)'],
  ['fate_(s|er)', 'fate_(series)', 'fate_(series) |'],
  ['artist:mo|', 'mori', 'artist:mori |'],
  ['o|', 'or', '"or" |'],
  ['meta:o|', 'or', '"or" |'],
  ['"-_|', '-_-', '"-_-" |'],
  ['"a b|" c', 'x', 'x |c'],
  ['-|', '-_-', '-"-_-" |'],
];

for (const [marked, name, result] of taken) {
  test(`taking ${name} at ${marked} gives ${result}`, () => {
    const { text, caret } = at(marked);
    const after = takeCompletion(text, wordAtCaret(text, caret), name);
    assert.equal(`${after.text.slice(0, after.caret)}|${after.text.slice(after.caret)}`, result);
  });
}

const befores: readonly (readonly [marked: string, before: readonly string[]])[] = [
  ['hair lo|', ['hair']],
  ['very long ha|', ['very', 'long']],
  ['a b c d|', ['b', 'c']],
  ['-hair lo|', []],
  ['hair -lo|', []],
  ['artist:hair lo|', []],
  ['cat or do|', []],
  ['"hair" lo|', []],
  ['(hair lo|', []],
  ['hair* lo|', []],
  ['lo|', []],
];

for (const [marked, before] of befores) {
  test(`before the caret of ${marked} stand ${before.join(', ') || 'no plain words'}`, () => {
    const { text, caret } = at(marked);
    assert.deepEqual(wordAtCaret(text, caret).before, before);
  });
}

test('a tag taken with the words before it replaces them', () => {
  const text = 'sky very long ha dog';
  const after = takeCompletion(text, wordAtCaret(text, 16), 'very_long_hair', 2);
  assert.deepEqual(after, { text: 'sky very_long_hair dog', caret: 19 });
});

test('a metatag is written up to its colon, and with a value as a whole word', () => {
  assert.deepEqual(insertHint('sky -ra', wordAtCaret('sky -ra', 7), 'rating:'), {
    text: 'sky -rating:',
    caret: 12,
  });
  assert.deepEqual(insertHint('rating:g', wordAtCaret('rating:g', 8), 'rating:general'), {
    text: 'rating:general ',
    caret: 15,
  });
});
