import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adoptTags, type ListedTag } from '../../catalog/adopt-tags.ts';
import { compileRules, noRules, type PlainTagRules } from '../../catalog/tag-rules.ts';
import { hostileTexts } from '../fixtures/hostile.ts';

function adopt(own: Partial<PlainTagRules>, ...list: readonly ListedTag[]) {
  const { aliases, categories, known, conflicts } = adoptTags({ ...noRules, ...own }, list);
  const told = conflicts.map(
    ({ kind, name, kept, offered }) => `${kind} ${name}: ${kept}, ${offered}`,
  );
  return { aliases: [...aliases], categories: [...categories], known, conflicts: told };
}

const nothing = {
  aliases: [],
  categories: [],
  known: { aliases: 0, categories: 0 },
  conflicts: [],
};

test('new aliases and categories are taken over', () => {
  assert.deepEqual(
    adopt({}, { name: 'cat', category: 'species', aliases: ['cats', 'kitty', 'cats'] }),
    {
      ...nothing,
      aliases: [
        ['cats', 'cat'],
        ['kitty', 'cat'],
      ],
      categories: [['cat', 'species']],
    },
  );
});

test('what the rules say already is known, and what they say otherwise wins', () => {
  const own = {
    aliases: new Map([
      ['kitty', 'cat'],
      ['cats', 'many_cats'],
    ]),
    categories: new Map([
      ['cat', 'meta'],
      ['dog', 'species'],
    ] as const),
  };
  assert.deepEqual(
    adopt(
      own,
      { name: 'cat', category: 'species', aliases: ['cats', 'kitty', 'kitty'] },
      { name: 'dog', category: 'species', aliases: [] },
    ),
    {
      ...nothing,
      known: { aliases: 1, categories: 1 },
      conflicts: ['own-alias cats: many_cats, cat', 'own-category cat: meta, species'],
    },
  );
});

test('an alias that is a tag of the list, or an alias of an earlier one, is not taken', () => {
  const list = [
    { name: 'skirt', aliases: ['hakama', 'x'] },
    { name: 'hakama', aliases: ['x', 'hakama', ''] },
  ];
  assert.deepEqual(adopt({}, ...list), {
    ...nothing,
    aliases: [['x', 'skirt']],
    conflicts: ['is-a-tag hakama: hakama, skirt', 'listed-twice x: skirt, hakama'],
  });
});

test('an alias that would close a circle with the rules is not taken', () => {
  const own = {
    aliases: new Map([
      ['a', 'b'],
      ['b', 'c'],
    ]),
  };
  assert.deepEqual(adopt(own, { name: 'a', category: 'artist', aliases: ['c', 'd'] }), {
    ...nothing,
    aliases: [['d', 'a']],
    conflicts: ['circle c: c, a'],
  });
});

test('rules with everything of a hostile list in them still compile', () => {
  const list = hostileTexts.map((name, at) => ({
    name,
    aliases: [hostileTexts[at + 1] ?? '', `${name}2`, hostileTexts[at - 1] ?? ''],
  }));
  const { aliases } = adoptTags(noRules, list);
  assert.ok(aliases.size > 0);
  assert.doesNotThrow(() => compileRules({ ...noRules, aliases }));
});
