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
} from '../../catalog/edits.ts';

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

test('what a file says of edits is normalised, and left out where it cannot be one', () => {
  const edits = parseEdits({
    add: [
      'Long Hair',
      { name: ' B ', category: 'artist' },
      { name: 'c', category: 'nonsense' },
      5,
      { name: '' },
    ],
    remove: ['X y', null],
    rating: 'nonsense',
    parent: 'five',
    favourite: 'yes',
    history: [5, { change: {} }, { at: first }],
  });
  assert.deepEqual(edits, {
    add: [{ name: 'long_hair' }, { name: 'b', category: 'artist' }, { name: 'c' }],
    remove: ['x_y'],
    favourite: false,
    history: [{ at: first, change: {}, before: {} }],
  });
});
