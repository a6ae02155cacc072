import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyChange, type EditChange, noEdits } from '../../catalog/edits.ts';
import { newRecord, type PostRecord } from '../../catalog/record.ts';
import { parseFlaskEntry } from '../../pipeline/flask/flask-entry.ts';
import { editOf, joinEdits, newsOf } from '../../pipeline/flask/user-edit.ts';

const danbooru = {
  tag_string: 'alice cat highres sky someone',
  tag_string_artist: 'someone',
  tag_string_character: 'alice',
  tag_string_copyright: '',
  tag_string_meta: 'highres',
  tag_string_general: 'cat sky',
};
const gelbooru = { tags: 'alice cat blue_sky cloud day tree' };
const e621 = {
  tags: {
    general: ['ears', 'sky'],
    species: ['fox', 'mammal'],
    lore: ['gift_(lore)'],
    character: ['alice'],
    artist: ['someone'],
    invalid: ['tagme!'],
  },
};
const camie = {
  tags: 'alice cat year_2020',
  tag_string_general: 'cat year_2020',
  tag_string_character: 'alice',
};

/** The entry that the Flask version itself wrote for these sources, with other `tags`. */
function edit(
  sources: Readonly<Record<string, unknown>>,
  tags: string,
  fields: Readonly<Record<string, unknown>> = {},
  lookups: PostRecord['lookups'] = new Map(),
): EditChange | undefined {
  const entry = parseFlaskEntry('a.png', { tags, sources: Object.keys(sources), ...fields });
  assert.ok(entry);
  const record = {
    ...newRecord('0'.repeat(32)),
    sources: new Map(Object.entries(sources)),
    lookups,
  };
  return editOf(entry, record);
}

const danbooruFields = {
  tags_artist: 'someone',
  tags_character: 'alice',
  tags_copyright: '',
  tags_meta: 'highres',
  tags_general: 'cat sky',
};
const e621Fields = { tags_artist: 'someone', tags_character: 'alice', tags_general: 'ears sky' };
const both = { danbooru, gelbooru };
const fetched = 'alice blue_sky cat cloud day highres sky someone tree';
const rebuilt = 'alice cat highres sky someone';

test('what the Flask version wrote itself is no edit', () => {
  const cases: readonly [string, Record<string, unknown>, string, Record<string, unknown>][] = [
    ['one source', { danbooru }, rebuilt, danbooruFields],
    ['the union of two', both, fetched, danbooruFields],
    ['what a rebuild left of two', both, rebuilt, danbooruFields],
    [
      'groups of e621 that we leave out',
      { e621 },
      'alice ears fox gift_(lore) mammal sky someone tagme!',
      e621Fields,
    ],
    ['what the editor was filled with for e621', { e621 }, 'someone alice ears sky', e621Fields],
    [
      'a rebuild of e621 and gelbooru',
      { gelbooru, e621 },
      'alice ears fox gift_(lore) mammal sky someone tagme!',
      e621Fields,
    ],
    ['a model alone', { camie_tagger: camie }, 'alice cat year_2020', {}],
    ['one without categories', { gelbooru }, 'alice blue_sky cat cloud day tree', {}],
    ['the order and the case', { gelbooru }, 'tree  Alice blue_sky cat cloud\tday', {}],
    ['the old form, a text', { danbooru }, rebuilt, {}],
  ];
  for (const [name, sources, tags, fields] of cases) {
    assert.equal(edit(sources, tags, fields), undefined, name);
  }
});

test('an edit in the editor keeps what the page never showed', () => {
  assert.deepEqual(edit(both, 'someone alice highres cat mine', danbooruFields), {
    add: [{ name: 'mine' }],
    remove: ['sky'],
  });
  assert.deepEqual(edit({ e621 }, 'someone alice ears sky mine', e621Fields), {
    add: [{ name: 'mine' }],
  });
});

test('an edit after a rebuild does not remove what the rebuild lost', () => {
  assert.deepEqual(edit(both, `${rebuilt} mine`, danbooruFields), { add: [{ name: 'mine' }] });
});

test("secondary sources' tags are removed only where most of them still stand there", () => {
  // Of blue_sky, cloud, day, tree.
  assert.deepEqual(edit(both, fetched.replace('tree', ''), danbooruFields), { remove: ['tree'] });
  assert.equal(edit(both, `${rebuilt} blue_sky cloud`, danbooruFields), undefined);
  assert.equal(edit(both, `${rebuilt} blue_sky`, danbooruFields), undefined);
});

test('without general tags the editor began with all of them', () => {
  assert.deepEqual(edit({ gelbooru }, 'alice cat blue_sky cloud day mine'), {
    add: [{ name: 'mine' }],
    remove: ['tree'],
  });
});

test('every tag taken away is an edit', () => {
  assert.deepEqual(edit({ danbooru }, '', danbooruFields), {
    remove: ['alice', 'cat', 'highres', 'sky', 'someone'],
  });
});

test('an entry without a record is kept whole, with the categories that it gives', () => {
  const entry = parseFlaskEntry('a.png', {
    tags: 'cat someone alice',
    tags_artist: 'someone',
    tags_general: 'cat',
  });
  assert.ok(entry);
  assert.deepEqual(editOf(entry, undefined), {
    add: [{ name: 'alice' }, { name: 'cat' }, { name: 'someone', category: 'artist' }],
  });
});

test('a source that this program asked since takes nothing away', () => {
  const lookups = new Map([
    ['gelbooru', { state: 'found', at: '2026-01-01T00:00:00.000Z' } as const],
  ]);
  assert.equal(
    edit(both, rebuilt, { ...danbooruFields, sources: ['danbooru'] }, lookups),
    undefined,
  );
  assert.deepEqual(
    edit(both, `${rebuilt} mine`, { ...danbooruFields, sources: ['danbooru'] }, lookups),
    { add: [{ name: 'mine' }] },
  );
  assert.deepEqual(edit(both, 'mine', danbooruFields, lookups), { add: [{ name: 'mine' }] });
});

test('hostile names are tags like any other', () => {
  assert.deepEqual(edit({ danbooru }, `${rebuilt} __proto__ constructor`, danbooruFields), {
    add: [{ name: '__proto__' }, { name: 'constructor' }],
  });
});

test('the edits of two files of the same bytes are joined', () => {
  assert.deepEqual(
    joinEdits([{ add: [{ name: 'a' }], remove: ['b', 'c'] }, { add: [{ name: 'c' }] }]),
    { add: [{ name: 'a' }, { name: 'c' }], remove: ['b'] },
  );
  assert.equal(joinEdits([]), undefined);
});

test('what was imported once, and undone since, stays undone', () => {
  const change: EditChange = { add: [{ name: 'a' }, { name: 'b' }], remove: ['x'] };
  const imported = applyChange(noEdits, change, '2026-01-01T00:00:00.000Z');
  assert.equal(newsOf(change, imported), undefined);
  const undone = applyChange(
    imported,
    { remove: ['a'], add: [{ name: 'x' }] },
    '2026-01-02T00:00:00.000Z',
  );
  assert.equal(newsOf(change, undone), undefined);
  assert.deepEqual(newsOf({ ...change, remove: ['x', 'y'] }, undone), { remove: ['y'] });
});

test('odd entries are named for what is odd', () => {
  assert.throws(() => parseFlaskEntry('a', 5), /neither text nor an object/);
  assert.throws(() => parseFlaskEntry('a', null), /neither text nor an object/);
  assert.throws(() => parseFlaskEntry('a', { tags: ['x'] }), /no text called "tags"/);
  assert.equal(parseFlaskEntry('a', 'not_found'), undefined);
});
