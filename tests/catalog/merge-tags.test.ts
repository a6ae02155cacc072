import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAnswer } from '../../catalog/answer.ts';
import { applyChange, type EditChange, noEdits } from '../../catalog/edits.ts';
import { mergeTags, type Witness, type WitnessKind } from '../../catalog/merge-tags.ts';
import { compileRules, noRules, type PlainTagRules } from '../../catalog/tag-rules.ts';

function witness(source: string, raw: object, kind: WitnessKind = 'exact'): Witness {
  const answer = readAnswer(raw);
  assert.ok(answer);
  return { source, answer, kind };
}

function edited(change: EditChange) {
  return applyChange(noEdits, change, '2026');
}

function rules(plain: Partial<PlainTagRules>) {
  return compileRules({ ...noRules, ...plain });
}

function names(...merged: Parameters<typeof mergeTags>): readonly string[] {
  return mergeTags(...merged).map(({ name }) => name);
}

const danbooru = witness('danbooru', { tag_string_general: 'b a', tag_string_artist: 'who' });
const yandere = witness('yandere', { tags: 'c a who' });
const tagger = witness('camie_tagger', { tag_string_general: 'guess a' }, 'tagger');

test('the sources are united, sorted by name', () => {
  assert.deepEqual(names([danbooru, yandere], noEdits, noRules), ['a', 'b', 'c', 'who']);
});

test("a tagger's tags step back once a booru knows the picture, but not for a tag file", () => {
  const files = witness(
    'tagfile',
    { files: [{ path: 'x.txt', tags: { untyped: ['mine'] } }] },
    'file',
  );
  assert.deepEqual(names([files, tagger], noEdits, noRules), ['a', 'guess', 'mine']);
  assert.deepEqual(names([files, yandere, tagger], noEdits, noRules), ['a', 'c', 'mine', 'who']);
  assert.deepEqual(names([tagger], noEdits, noRules), ['a', 'guess']);
  assert.deepEqual(names([tagger, yandere], noEdits, noRules), ['a', 'c', 'who']);
});

test('of weaker matches, one by name is above one by likeness, and both are above a model', () => {
  const similar = witness('danbooru', { tag_string: 'alike' }, 'similar');
  const named = witness('e621', { tags: { general: ['named'] } }, 'name');
  assert.deepEqual(names([tagger, similar], noEdits, noRules), ['alike']);
  assert.deepEqual(names([tagger, similar, named], noEdits, noRules), ['named']);
  assert.deepEqual(names([named, similar, yandere], noEdits, noRules), ['a', 'c', 'who']);
});

test('a category comes from the best source that gives one, whatever their order', () => {
  const e621 = witness('e621', { tags: { species: ['a'], general: ['who'] } });
  for (const witnesses of [
    [e621, danbooru],
    [danbooru, e621],
  ]) {
    const merged = mergeTags(witnesses, noEdits, noRules);
    assert.deepEqual(
      merged.map(({ name, category }) => [name, category]),
      [
        ['a', 'general'],
        ['b', 'general'],
        ['who', 'artist'],
      ],
    );
  }
});

test('a tag that nobody gives a category is general', () => {
  assert.deepEqual(mergeTags([witness('yandere', { tags: 'x' })], noEdits, noRules), [
    { name: 'x', category: 'general', rank: 6 },
  ]);
});

test("the user's category is above every source's, and tags.yaml's above that", () => {
  const edits = edited({ add: [{ name: 'a', category: 'meta' }] });
  const categoryOf = (...merged: Parameters<typeof mergeTags>) =>
    mergeTags(...merged).find(({ name }) => name === 'a')?.category;
  assert.equal(categoryOf([danbooru], edits, noRules), 'meta');
  const lore = rules({ categories: new Map([['a', 'lore']]) });
  assert.equal(categoryOf([danbooru], edits, lore), 'lore');
});

test('a tag added without a category keeps the one of the sources', () => {
  const merged = mergeTags([danbooru], edited({ add: [{ name: 'who' }] }), noRules);
  assert.equal(merged.find(({ name }) => name === 'who')?.category, 'artist');
});

test('a removed tag is gone, whoever says it', () => {
  assert.deepEqual(names([danbooru, yandere], edited({ remove: ['a', 'zzz'] }), noRules), [
    'b',
    'c',
    'who',
  ]);
});

test('a removed tag does not come back through an implication', () => {
  const implying = rules({ implications: new Map([['b', ['a', 'd']]]) });
  assert.deepEqual(names([danbooru], edited({ remove: ['a'] }), implying), ['b', 'd', 'who']);
});

test('a removed tag does not come back through an alias, in either direction', () => {
  const renaming = rules({ aliases: new Map([['a', 'z']]) });
  assert.deepEqual(names([danbooru], edited({ remove: ['z'] }), renaming), ['b', 'who']);
  assert.deepEqual(names([danbooru], edited({ remove: ['a'] }), renaming), ['b', 'who']);
});

test('an alias renames the tags of sources and of the user', () => {
  const renaming = rules({
    aliases: new Map([
      ['b', 'a'],
      ['mine', 'ours'],
    ]),
  });
  assert.deepEqual(names([danbooru], edited({ add: [{ name: 'mine' }] }), renaming), [
    'a',
    'ours',
    'who',
  ]);
});

test('an implication works from tags of sources and of the user, over any number of steps', () => {
  const implying = rules({
    implications: new Map([
      ['b', ['x']],
      ['x', ['y']],
      ['mine', ['z']],
    ]),
  });
  assert.deepEqual(names([danbooru], edited({ add: [{ name: 'mine' }] }), implying), [
    'a',
    'b',
    'mine',
    'who',
    'x',
    'y',
    'z',
  ]);
});

test('a hidden tag is not shown, and still implies', () => {
  const hiding = rules({ hidden: ['b'], implications: new Map([['b', ['x']]]) });
  assert.deepEqual(names([danbooru], noEdits, hiding), ['a', 'who', 'x']);
});

test('of the sources’ tags 1000 are kept; what the user adds comes on top', () => {
  const many = Array.from({ length: 1500 }, (_, at) => `t${String(at).padStart(4, '0')}`);
  const flood = witness('danbooru', { tag_string_general: many.join(' ') });
  assert.equal(names([flood], noEdits, noRules).length, 1000);
  const merged = names([flood, yandere], edited({ add: [{ name: 'mine' }] }), noRules);
  assert.equal(merged.length, 1001);
  assert.ok(merged.includes('mine'));
});

test('names of an object prototype are tags like any other', () => {
  const odd = witness('danbooru', { tag_string_general: '__proto__ constructor' });
  const renaming = rules({ implications: new Map([['__proto__', ['valueof']]]) });
  assert.deepEqual(names([odd], noEdits, renaming), ['__proto__', 'constructor', 'valueof']);
});
