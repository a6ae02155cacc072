import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileRules, noRules } from '../../catalog/tag-rules.ts';

test('chains of aliases are followed to their end', () => {
  const { aliases } = compileRules({
    ...noRules,
    aliases: new Map([
      ['a', 'b'],
      ['b', 'c'],
      ['x', 'c'],
    ]),
  });
  assert.deepEqual(
    [...aliases],
    [
      ['a', 'c'],
      ['b', 'c'],
      ['x', 'c'],
    ],
  );
});

test('a circle of aliases is refused by name', () => {
  const circles = [
    [['a', 'a']],
    [
      ['a', 'b'],
      ['b', 'a'],
    ],
    [
      ['x', 'a'],
      ['a', 'b'],
      ['b', 'a'],
    ],
  ] as const;
  for (const circle of circles) {
    assert.throws(
      () => compileRules({ ...noRules, aliases: new Map(circle) }),
      /aliases run in a circle: .*a → /,
    );
  }
});

test('implications reach over every step, once each, and a circle ends', () => {
  const { implications } = compileRules({
    ...noRules,
    implications: new Map([
      ['a', ['b', 'c']],
      ['b', ['d']],
      ['c', ['d']],
      ['d', ['a']],
    ]),
  });
  assert.deepEqual([...(implications.get('a') ?? [])].toSorted(), ['b', 'c', 'd']);
  assert.deepEqual([...(implications.get('d') ?? [])].toSorted(), ['a', 'b', 'c']);
});

test('implications, categories and hidden tags follow the aliases', () => {
  const rules = compileRules({
    aliases: new Map([['old', 'new']]),
    implications: new Map([
      ['old', ['x']],
      ['new', ['y']],
      ['z', ['old']],
    ]),
    categories: new Map([['old', 'artist']]),
    hidden: ['old'],
  });
  assert.deepEqual([...(rules.implications.get('new') ?? [])].toSorted(), ['x', 'y']);
  assert.deepEqual([...(rules.implications.get('z') ?? [])].toSorted(), ['new', 'x', 'y']);
  assert.equal(rules.categories.get('new'), 'artist');
  assert.ok(rules.hidden.has('new'));
});

test('a long chain does not overflow', () => {
  const steps = Array.from({ length: 5000 }, (_, at): [string, string] => [`t${at}`, `t${at + 1}`]);
  const rules = compileRules({ ...noRules, aliases: new Map(steps.slice(0, 500)) });
  assert.equal(rules.aliases.get('t0'), 't500');
  const implying = compileRules({
    ...noRules,
    implications: new Map(steps.slice(0, 300).map(([from, to]) => [from, [to]])),
  });
  assert.equal(implying.implications.get('t0')?.length, 300);
});
