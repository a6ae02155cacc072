import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyChange, noEdits } from '../../catalog/edits.ts';
import { formatRecord, newRecord, type PostRecord, parseRecord } from '../../catalog/record.ts';
import { hostileTexts } from '../fixtures/hostile.ts';

const md5 = 'd41d8cd98f00b204e9800998ecf8427e';

function reread(record: PostRecord): PostRecord {
  return parseRecord(JSON.parse(formatRecord(record)), record.md5);
}

const full: PostRecord = {
  ...newRecord(md5),
  revision: 3,
  number: 17,
  added: '2026-01-02T03:04:05.000Z',
  locations: [{ path: 'a/b "c".png' }, { path: 'd.png', root: 'more' }],
  measures: {
    format: 'png',
    width: 6,
    height: 4,
    frames: 1,
    bytes: 73,
    thumbhash: 'AAAA',
    dhash: '00ff00ff00ff00ff',
    damaged: 'ends early',
  },
  lookups: new Map([
    ['danbooru', { state: 'found', at: '2026-01-02T00:00:00.000Z' }],
    ['e621', { state: 'failed', at: '2026-01-02T00:00:00.000Z', next: '2027', reason: 'HTTP 503' }],
  ]),
  sources: new Map<string, unknown>([['danbooru', { tag_string: 'a b', id: 5, odd: [null, 1.5] }]]),
  edits: applyChange(noEdits, { add: [{ name: 'x', category: 'artist' }], parent: null }, '2026'),
  rest: new Map<string, unknown>([
    ['relative_path', 'a/b "c".png'],
    ['saucenao_response', { results: [] }],
    ['from_the_future', 1],
  ]),
};

test('a record that is written and read again is the same, in the same bytes', () => {
  const again = reread(full);
  assert.deepEqual(again, full);
  assert.equal(formatRecord(again), formatRecord(full));
});

test('a tombstone keeps its number, its edits and its date', () => {
  const tombstone: PostRecord = {
    ...newRecord(md5),
    number: 4,
    added: '2026',
    deleted: '2027',
    edits: full.edits,
  };
  assert.deepEqual(reread(tombstone), tombstone);
});

test('names of an object prototype are ordinary sources, tags and fields', () => {
  for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
    const record: PostRecord = {
      ...newRecord(md5),
      sources: new Map([[name, { tag_string_general: name }]]),
      lookups: new Map([[name, { state: 'absent', at: '2026' }]]),
      edits: applyChange(noEdits, { add: [{ name: name.toLowerCase() }] }, '2026'),
      rest: new Map([[name, { polluted: true }]]),
    };
    assert.deepEqual(reread(record), record, name);
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
  }
});

test('a hostile text survives wherever a record holds one', () => {
  for (const text of hostileTexts.filter((item) => item.isWellFormed() && item !== '')) {
    const sources = new Map<string, unknown>([[text, { tags: text }]]);
    const record = { ...newRecord(md5), sources, rest: new Map([[`x${text}`, text]]) };
    assert.deepEqual(reread(record), record);
  }
});

test('a file of the Flask version is read as version 1, and its fields stay', () => {
  const flask = {
    md5,
    relative_path: 'images/x.jpg',
    sources: { danbooru: { tag_string: 'a' }, camie_tagger: { tags: {} } },
    saucenao_lookup: true,
    saucenao_response: { header: { status: 0 } },
    camie_tagger_lookup: false,
  };
  const record = parseRecord(flask, md5);
  assert.equal(record.number, undefined);
  assert.deepEqual(record.locations, []);
  assert.deepEqual([...record.sources.keys()], ['danbooru', 'camie_tagger']);
  const written = JSON.parse(formatRecord(record));
  for (const [key, value] of Object.entries(flask)) assert.deepEqual(written[key], value, key);
  assert.equal(written.version, 2);
});

const badPaths = ['../x.png', '/etc/passwd', 'a/../../b', '.', '', 'a//b', './a', 'a/', 'a\0b'];
for (const path of badPaths) {
  test(`a location that leaves the image folder is refused: ${JSON.stringify(path)}`, () => {
    assert.throws(() => parseRecord({ locations: [{ path: 'ok.png' }, { path }] }, md5), {
      message: `says locations[1].path ${JSON.stringify(path)}; wants a path that stays below the image folder`,
    });
  });
}

const refused: readonly (readonly [value: unknown, message: RegExp])[] = [
  [{ version: 3 }, /has version 3; this program reads up to 2/],
  [{ version: '2' }, /says version "2"; wants a whole number/],
  [{ version: 1.5 }, /says version 1.5; wants a whole number/],
  [{ revision: 'x' }, /says revision "x"; wants a whole number/],
  [{ number: '3' }, /says number "3"; wants a whole number/],
  [{ number: 0 }, /says number 0; wants a whole number from 1/],
  [{ added: 5 }, /says added 5; wants a date/],
  [{ added: 'yesterday' }, /says added "yesterday"; wants a date/],
  [{ deleted: true }, /says deleted true; wants a date/],
  [{ locations: { path: 'a' } }, /says locations {"path":"a"}; wants a list/],
  [{ locations: ['a'] }, /says locations\[0\] "a"; wants an object/],
  [{ locations: [{ root: 'a' }] }, /has no locations\[0\]\.path; wants a path/],
  [{ locations: [{ path: 'a', root: 1 }] }, /says locations\[0\]\.root 1; wants a text/],
  [{ measures: 'big' }, /says measures "big"; wants an object/],
  [{ lookups: [] }, /says lookups \[\]; wants an object/],
  [{ lookups: { b: 1 } }, /says lookups\.b 1; wants an object/],
  [
    { lookups: { 'a b': { state: 'resting', at: '2026' } } },
    /says lookups\."a b"\.state "resting"; wants one of found, absent, failed/,
  ],
  [{ lookups: { c: { state: 'found' } } }, /has no lookups\.c\.at; wants a date/],
  [{ sources: [{ tags: 'a' }] }, /says sources \[{"tags":"a"}\]; wants an object/],
  [{ sources: ['x'.repeat(99)] }, /says sources \["x{78}…; wants an object/],
  [{ edits: 'none' }, /says edits "none"; wants an object/],
  [{ edits: { add: 'cat dog', note: 'x' } }, /says edits\.add "cat dog"; wants a list/],
  [{ md5: 'd41d8cd98f00b204e9800998ecf8427f' }, /says md5 .*27f.*, but its name says .*27e/],
  [{ md5: null }, /says md5 null/],
  [[], /not a JSON object/],
  [null, /not a JSON object/],
  ['text', /not a JSON object/],
];
for (const [value, message] of refused) {
  test(`${JSON.stringify(value)} is refused as a record`, () => {
    assert.throws(() => parseRecord(value, md5), message);
  });
}

test('null counts as missing', () => {
  const keys = ['version', 'revision', 'number', 'added', 'deleted', 'locations', 'measures'];
  const value = [...keys, 'lookups', 'sources', 'edits'].map((key) => [key, null]);
  assert.deepEqual(parseRecord(Object.fromEntries(value), md5), newRecord(md5));
});

test('measures that are not complete count as missing', () => {
  assert.deepEqual(parseRecord({ measures: { format: 'bmp', width: 5 } }, md5), newRecord(md5));
});

const withUnknown = {
  version: 2,
  md5,
  number: 3,
  relative_path: 'a.png',
  locations: [
    { path: 'a.png', comment: 'scanned' },
    { path: 'b.png', root: 'more', comment: null },
  ],
  measures: { ...full.measures, sharpness: 0.5 },
  lookups: { e621: { via: 'proxy', state: 'absent', at: '2026', tries: [1, 2] } },
  edits: { add: [{ name: 'a', since: 1 }], note: 'mine' },
  sources: {},
};

test('unknown fields within what is known survive a rewrite, in the same bytes', () => {
  const text = `${JSON.stringify(withUnknown, undefined, 2)}\n`;
  const record = parseRecord(withUnknown, md5);
  assert.equal(formatRecord(record), text);
  assert.equal(formatRecord(reread(record)), text);
});

test('unknown fields survive that locations and measures are found anew', () => {
  const record = parseRecord({ ...withUnknown, measures: { sharpness: 0.5 } }, md5);
  assert.deepEqual(record.locations, [{ path: 'a.png' }, { path: 'b.png', root: 'more' }]);
  assert.equal(record.measures, undefined);
  assert.deepEqual(JSON.parse(formatRecord(record)).measures, { sharpness: 0.5 });
  const locations = [{ path: 'b.png', root: 'more' }, { path: 'c.png' }];
  const measures = full.measures;
  assert.ok(measures);
  const written = JSON.parse(formatRecord({ ...record, locations, measures }));
  assert.deepEqual(written.locations, [
    { path: 'b.png', root: 'more', comment: null },
    { path: 'c.png' },
  ]);
  assert.deepEqual(written.measures, withUnknown.measures);
});

test('an unknown field called __proto__ is a field like any other', () => {
  const odd = '{"__proto__": {"polluted": true}';
  const text = `{"locations": [${odd}, "path": "a"}], "measures": ${odd}},
    "lookups": {"x": ${odd}, "state": "found", "at": "2026"}}, "edits": ${odd}}}`;
  const record = parseRecord(JSON.parse(text), md5);
  assert.equal(formatRecord(record).match(/"__proto__"/g)?.length, 4);
  assert.equal(formatRecord(reread(record)), formatRecord(record));
  assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
});
