import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closedQuery } from '../../components/completion/closed-query.ts';
import { LiveCounts } from '../../components/completion/live-counts.ts';
import { takeCompletion, wordAtCaret } from '../../components/completion/word-at-caret.ts';
import { indexOf, libraryOf } from '../fixtures/index.ts';
import { postWith } from '../fixtures/post.ts';

const posts = Array.from({ length: 30 }, (_, at) => {
  const tags = ['even', 'third', 'all', ':('].filter(
    (_tag, place) => [at % 2 === 0, at % 3 === 0, true, at === 0][place],
  );
  return postWith(at + 1, tags);
});
const { manifest, load, loaded } = indexOf(libraryOf(posts, 8), { segment: 8, block: 8, names: 2 });
const counts = new LiveCounts({ ask: (operation) => operation(manifest, load) });

/** `|` stands for the caret. */
const typed: readonly (readonly [marked: string, tag: string, total: number])[] = [
  ['even th|', 'third', 5],
  ['even -th|', 'third', 10],
  ['-th|', 'third', 20],
  ['~even ~th|', 'third', 20],
  ['all (even or th|', 'third', 20],
  ['all -(even th|', 'third', 25],
  ['(all (even or general:th|', 'third', 20],
  ['(even or th| -all', 'third', 15],
  ['(even :|', ':(', 1],
  ['th| even limit:3', 'third', 3],
  ['rating:none th|', 'third', 10],
  ['even no|', 'nothing', 0],
];
for (const [marked, tag, total] of typed) {
  test(`${marked} with ${tag} taken finds ${total} posts`, async () => {
    const text = marked.replace('|', '');
    const word = wordAtCaret(text, marked.indexOf('|'));
    const query = closedQuery(takeCompletion(text, word, tag).text);
    assert.deepEqual(await counts.count([query]), [total]);
  });
}

test('what cannot be read has no count, beside what can', async () => {
  assert.deepEqual(await counts.count(['even', 'width:big', 'or', '"', '']), [
    15,
    undefined,
    undefined,
    undefined,
    30,
  ]);
});

test('the vocabulary and the lists are read once, however much is typed', async () => {
  loaded.length = 0;
  const fresh = new LiveCounts({ ask: (operation) => operation(manifest, load) });
  for (const query of ['even third', 'third -even', 'all third even']) await fresh.count([query]);
  assert.equal(new Set(loaded).size, loaded.length, String(loaded));
});

test('brackets that are open are closed, those of a tag and of a face are not', () => {
  for (const [text, closed] of [
    ['cat', 'cat'],
    ['(cat', '(cat )'],
    ['-(cat ~(dog', '-(cat ~(dog ) )'],
    ['(a) fate_(x', '(a) fate_(x'],
    ['(fate_(x)', '(fate_(x) )'],
    ['(o)_(o)', '(o)_(o)'],
    ['("x', '("x'],
  ] as const) {
    assert.equal(closedQuery(text), closed);
  }
});
