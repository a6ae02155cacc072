import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  applyChange,
  type EditChange,
  type Edits,
  formatEdits,
  hasEdits,
  noEdits,
  parseEdits,
  revertOf,
} from '../../catalog/edits.ts';
import { tagCategories } from '../../catalog/tag.ts';

const first = '2026-01-01T00:00:00.000Z';
const second = '2026-01-02T00:00:00.000Z';

function after(...changes: readonly EditChange[]): Edits {
  return changes.reduce<Edits>((edits, change) => applyChange(edits, change, first), noEdits);
}

function stateOf(edits: Edits): Omit<Edits, 'history'> {
  const { history: _history, ...state } = edits;
  return state;
}

const outcomes: readonly (readonly [
  name: string,
  changes: readonly EditChange[],
  state: Partial<Edits>,
])[] = [
  [
    'added tags are sorted by name',
    [{ add: [{ name: 'b' }, { name: 'a' }] }],
    { add: [{ name: 'a' }, { name: 'b' }] },
  ],
  [
    'a tag added again takes the new category',
    [{ add: [{ name: 'a' }] }, { add: [{ name: 'a', category: 'artist' }] }],
    { add: [{ name: 'a', category: 'artist' }] },
  ],
  [
    'a removed tag is no longer added',
    [{ add: [{ name: 'a' }] }, { remove: ['a'] }],
    { remove: ['a'] },
  ],
  [
    'an added tag is no longer removed',
    [{ remove: ['a'] }, { add: [{ name: 'a' }] }],
    { add: [{ name: 'a' }] },
  ],
  [
    'the last of add and remove in one change is remove',
    [{ add: [{ name: 'a' }], remove: ['a'] }],
    { remove: ['a'] },
  ],
  [
    'a rating stays until another comes',
    [{ rating: 'explicit' }, { remove: ['a'] }],
    { rating: 'explicit', remove: ['a'] },
  ],
  ['null takes a rating away', [{ rating: 'explicit' }, { rating: null }], {}],
  ['null as parent says that there is none', [{ parent: 5 }, { parent: null }], { parent: null }],
  ['a favourite can be unmade', [{ favourite: true }, { favourite: false }], {}],
  [
    'a missing key changes nothing',
    [{ favourite: true, parent: 3 }, { rating: 'general' }],
    { favourite: true, parent: 3, rating: 'general' },
  ],
];
for (const [name, changes, state] of outcomes) {
  test(name, () => {
    const expected = { add: [], remove: [], favourite: false, ...state };
    assert.deepEqual(stateOf(after(...changes)), expected);
  });
}

test('a change that changes nothing gives the same object', () => {
  const edits = after({ add: [{ name: 'a' }], remove: ['b'], rating: 'general', parent: null });
  const idle: readonly EditChange[] = [
    {},
    { add: [{ name: 'a' }] },
    { remove: ['b'] },
    { rating: 'general' },
    { parent: null },
    { favourite: false },
  ];
  for (const change of idle) assert.equal(applyChange(edits, change, second), edits);
  assert.equal(applyChange(noEdits, {}, second), noEdits);
});

test('the history keeps each change with its time and how what it touches stood before', () => {
  const one = applyChange(noEdits, { add: [{ name: 'a' }], rating: 'explicit' }, first);
  const two = applyChange(one, { remove: ['a'], parent: 7 }, second);
  assert.deepEqual(two.history, [
    {
      at: first,
      change: { add: [{ name: 'a' }], rating: 'explicit' },
      before: { add: [], remove: [], rating: null },
    },
    {
      at: second,
      change: { remove: ['a'], parent: 7 },
      before: { add: [{ name: 'a' }], remove: [] },
    },
  ]);
});

test('edits that are written and read again are the same', () => {
  const edits = after(
    { add: [{ name: '__proto__', category: 'meta' }, { name: 'constructor' }], favourite: true },
    { remove: ['__proto__'], rating: 'questionable', parent: null },
    { rating: null, parent: 12, favourite: false },
  );
  assert.deepEqual(parseEdits(JSON.parse(JSON.stringify(formatEdits(edits)))), edits);
});

test('edits without content are not written', () => {
  assert.deepEqual(formatEdits(noEdits), {});
  assert.equal(hasEdits(noEdits), false);
  assert.equal(hasEdits(after({ favourite: true }, { favourite: false })), true);
});

test('what a file says of edits is normalised, and null counts as missing', () => {
  const edits = parseEdits({
    add: ['Long Hair', { name: ' B ', category: 'artist' }, { name: 'c', category: null }, ' '],
    remove: ['X y'],
    rating: 'Q',
    favourite: null,
    history: [{ at: first }, { at: first, change: { rating: null, add: null }, before: null }],
  });
  assert.deepEqual(edits, {
    add: [{ name: 'long_hair' }, { name: 'b', category: 'artist' }, { name: 'c' }],
    remove: ['x_y'],
    rating: 'questionable',
    favourite: false,
    history: [
      { at: first, change: {}, before: {} },
      { at: first, change: { rating: null }, before: {} },
    ],
  });
  assert.equal(parseEdits(null), noEdits);
});

const refused: readonly (readonly [value: unknown, message: string])[] = [
  ['none', 'says edits "none"; wants an object'],
  [[], 'says edits []; wants an object'],
  [{ add: 'cat dog' }, 'says edits.add "cat dog"; wants a list'],
  [{ add: ['a', 5] }, 'says edits.add[1] 5; wants a text, or an object with a name and a category'],
  [{ add: [{ category: 'meta' }] }, 'has no edits.add[0].name; wants a text'],
  [
    { add: [{ name: 'a', category: 'x' }] },
    `says edits.add[0].category "x"; wants one of ${tagCategories.join(', ')}`,
  ],
  [{ remove: {} }, 'says edits.remove {}; wants a list'],
  [{ remove: ['a', null] }, 'says edits.remove[1] null; wants a text'],
  [
    { rating: 'lewd' },
    'says edits.rating "lewd"; wants one of general, sensitive, questionable, explicit, or its letter',
  ],
  [{ parent: 'five' }, 'says edits.parent "five"; wants a whole number'],
  [{ parent: 1.5 }, 'says edits.parent 1.5; wants a whole number'],
  [{ favourite: 'yes' }, 'says edits.favourite "yes"; wants true or false'],
  [{ history: {} }, 'says edits.history {}; wants a list'],
  [{ history: [5] }, 'says edits.history[0] 5; wants an object'],
  [
    { history: [{ change: {} }] },
    'has no edits.history[0].at; wants a date, as in 2026-01-31T12:00:00.000Z',
  ],
  [
    { history: [{ at: first, change: { add: 'a' } }] },
    'says edits.history[0].change.add "a"; wants a list',
  ],
];
for (const [value, message] of refused) {
  test(`${JSON.stringify(value)} is refused as edits, with what is wanted`, () => {
    assert.throws(() => parseEdits(value), { message });
  });
}

test('what this version does not know in edits survives a change and a rewrite', () => {
  const raw = JSON.parse(`{
    "add": [{ "since": 2030, "name": "a" }],
    "history": [{ "by": "me", "at": "${first}", "change": { "why": null, "add": [] }, "before": {} }],
    "note": "mine",
    "__proto__": { "polluted": true }
  }`);
  const edits = parseEdits(raw);
  assert.equal(hasEdits(parseEdits({ note: null })), true);
  assert.equal(JSON.stringify(formatEdits(edits)), JSON.stringify(raw));
  const { add, ...written } = formatEdits(applyChange(edits, { add: [{ name: 'b' }] }, second));
  assert.deepEqual(add, [{ since: 2030, name: 'a' }, { name: 'b' }]);
  assert.equal(written['note'], 'mine');
  assert.deepEqual(Object.getOwnPropertyDescriptor(written, '__proto__')?.value, {
    polluted: true,
  });
  assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
});

const reverts: readonly (readonly [name: string, before: EditChange, change: EditChange])[] = [
  ['an added tag', {}, { add: [{ name: 'a' }] }],
  ['a removed tag', {}, { remove: ['a'] }],
  ['a tag that was added before', { add: [{ name: 'a', category: 'artist' }] }, { remove: ['a'] }],
  ['a tag that was removed before', { remove: ['a'] }, { add: [{ name: 'a' }] }],
  ['a tag that was cleared', { remove: ['a'] }, { clear: ['a'] }],
  ['a first rating', {}, { rating: 'explicit' }],
  ['another rating', { rating: 'general' }, { rating: null }],
  ['a first parent', {}, { parent: 5 }],
  ['a parent where there was none', { parent: null }, { parent: 5 }],
  ['a parent left to the sources', { parent: 5 }, { parent: 'sources' }],
  ['a favourite', {}, { favourite: true }],
];
for (const [name, before, change] of reverts) {
  test(`a change is reverted to what was before: ${name}`, () => {
    const start = after(before);
    const changed = applyChange(start, change, second);
    const [past] = changed.history.slice(-1);
    assert.ok(past);
    const reverted = applyChange(changed, revertOf(past), second);
    assert.deepEqual(stateOf(reverted), stateOf(start));
    assert.deepEqual(parseEdits(JSON.parse(JSON.stringify(formatEdits(reverted)))), reverted);
  });
}
