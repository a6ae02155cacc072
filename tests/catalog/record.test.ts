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
test('a location that leaves the image folder is not taken over', () => {
  for (const path of badPaths) {
    const { locations } = parseRecord({ md5, locations: [{ path }, { path: 'ok.png' }] }, md5);
    assert.deepEqual(locations, [{ path: 'ok.png' }], JSON.stringify(path));
  }
});

const refused: readonly (readonly [value: unknown, message: RegExp])[] = [
  [{ version: 3 }, /has version 3; this program reads up to 2/],
  [{ version: '2' }, /has version "2"/],
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

test('fields of a wrong shape are left out, and the rest is read', () => {
  const record = parseRecord(
    {
      number: -1,
      added: 5,
      revision: 'x',
      locations: { path: 'a' },
      measures: { format: 'bmp' },
      lookups: { a: { state: 'maybe', at: '2026' }, b: 1, c: { state: 'found' } },
      sources: [],
      edits: 'none',
    },
    md5,
  );
  assert.deepEqual(record, newRecord(md5));
});

test('number 0 is no number', () => {
  assert.equal(parseRecord({ number: 0 }, md5).number, undefined);
});
