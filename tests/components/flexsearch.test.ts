import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Index } from 'flexsearch';
import { wordsOf } from '../../catalog/index/completion.ts';
// What the browser's bundles have in its stead; no types come with it.
// @ts-expect-error
import { Index as BrowserIndex } from '../../node_modules/flexsearch/dist/flexsearch.light.module.min.js';

const parts = ['long', 'hair', 'log', '^_^', 'été', '1girl', 'ß', '髪', 'fate/stay', "d'arc", 'lo'];
const names = parts.flatMap((one) => parts.map((other) => `${one}_${other}`));

test("the edition of FlexSearch in the browser finds what the package's own does, in the same order", () => {
  const settings = { tokenize: 'forward', encode: (text: string) => text.split(' ') } as const;
  const whole = new Index(settings);
  const browser: Index = new BrowserIndex(settings);
  for (const [id, name] of names.entries()) {
    whole.add(id, wordsOf(name).join(' '));
    browser.add(id, wordsOf(name).join(' '));
  }
  const answers = [
    'l',
    'lo',
    'lo h',
    'hair lo',
    '^',
    'ét',
    '髪',
    'fate n',
    'd l',
    '1girl 1girl',
  ].map((words) => {
    const expected = whole.search(words, { limit: 200 });
    assert.deepEqual(browser.search(words, { limit: 200 }), expected, words);
    return expected.length;
  });
  assert.ok(answers.filter((found) => found > 0).length >= 8, String(answers));
});
