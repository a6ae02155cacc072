import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyChange, noEdits } from '../../catalog/edits.ts';
import { explainPost } from '../../catalog/explain.ts';
import { type MergeRules, postOf } from '../../catalog/post.ts';
import { newRecord, type PostRecord } from '../../catalog/record.ts';
import { compileRules, noRules, type PlainTagRules } from '../../catalog/tag-rules.ts';
import { chance } from '../fixtures/random.ts';

const now = '2026-05-06T00:00:00.000Z';
const seen: PostRecord = {
  ...newRecord('d41d8cd98f00b204e9800998ecf8427e'),
  number: 3,
  added: '2026-01-01T00:00:00.000Z',
  locations: [{ path: 'a.png' }],
  measures: { format: 'png', width: 6, height: 4, frames: 1, bytes: 9, thumbhash: 'A', dhash: '0' },
};
const camie = {
  model: 'camie',
  thresholds: { default: 0.5 },
  predictions: { general: { cat: 0.9, dog: 0.4 } },
};

function rulesOf(plain: Partial<PlainTagRules> = {}): MergeRules {
  return {
    precedence: ['danbooru', 'tagfile'],
    tagRules: compileRules({ ...noRules, ...plain }),
    thresholds: new Map(),
  };
}

/** Name → state and reasons, in one line each. */
function told(record: PostRecord, rules = rulesOf()): Readonly<Record<string, string>> {
  const lines = explainPost(record, rules, []).tags.map(({ name, category, state, reasons }) => {
    const why = reasons.map((reason) => Object.values(reason).join(' ')).join('; ');
    return [name, `${state}${category ? ` ${category}` : ''}: ${why}`];
  });
  return Object.fromEntries(lines);
}

test('each tag has its sources, with aliases, implications, hidden and removed ones named', () => {
  const rules = rulesOf({
    aliases: new Map([['kitty', 'cat']]),
    implications: new Map([['cat', ['animal']]]),
    hidden: ['tagme'],
  });
  const record: PostRecord = {
    ...seen,
    sources: new Map<string, unknown>([
      ['danbooru', { tag_string_general: 'kitty tagme sky', tag_string_artist: 'bob' }],
      ['tagfile', { files: [{ path: 'x.txt', tags: { untyped: ['cat'] } }] }],
    ]),
    edits: applyChange(noEdits, { add: [{ name: 'mine' }], remove: ['sky'] }, now),
  };
  assert.deepEqual(told(record, rules), {
    animal: 'shown general: cat implication',
    bob: 'shown artist: danbooru exact artist',
    cat: 'shown general: danbooru exact general kitty; tagfile file',
    mine: 'shown general: you edit',
    sky: 'removed: danbooru exact general',
    tagme: 'hidden: danbooru exact general',
  });
});

test("a model's guesses have their confidence, and step back before a booru", () => {
  const alone = { ...seen, sources: new Map([['camie_tagger', camie]]) };
  assert.deepEqual(told(alone), {
    cat: 'shown general: camie_tagger tagger general 90',
    dog: 'unsure: camie_tagger tagger general 40 true',
  });
  const known = {
    ...seen,
    sources: new Map<string, unknown>([
      ['camie_tagger', camie],
      ['danbooru', { tag_string: 'sky' }],
    ]),
  };
  assert.deepEqual(told(known), {
    sky: 'shown general: danbooru exact',
    cat: 'weaker: camie_tagger tagger general 90 true',
    dog: 'weaker: camie_tagger tagger general 40 true true',
  });
});

test('look-ups say what is next, and the rating says whose it is', () => {
  const record: PostRecord = {
    ...seen,
    sources: new Map([['danbooru', { tag_string: 'a', rating: 'e' }]]),
    lookups: new Map([
      [
        'yandere',
        { state: 'failed', at: now, next: '2026-05-05T00:00:00.000Z', reason: 'answered 503' },
      ],
      ['danbooru', { state: 'found', at: now }],
      ['e621', { state: 'absent', at: now, next: '2026-05-09T00:00:00.000Z' }],
    ] as const),
  };
  const due = ['yandere', 'gelbooru'];
  const { rating, lookups, unasked, isShown, paths } = explainPost(record, rulesOf(), due);
  assert.deepEqual(rating, { value: 'explicit', by: 'danbooru' });
  assert.deepEqual(
    lookups.map(({ source, state, isDue }) => [source, state, isDue]),
    [
      ['danbooru', 'found', false],
      ['e621', 'absent', false],
      ['yandere', 'failed', true],
    ],
  );
  assert.deepEqual(unasked, ['gelbooru']);
  assert.deepEqual([isShown, paths], [true, ['a.png']]);
  const edited = { ...record, edits: applyChange(noEdits, { rating: 'general' }, now) };
  assert.deepEqual(explainPost(edited, rulesOf(), []).rating, { value: 'general', by: 'you' });
  assert.equal(explainPost({ ...record, deleted: now }, rulesOf(), []).isShown, false);
});

test('what is explained as shown is what the post shows, whatever the record', () => {
  const seed = 20260506;
  const { below, pick } = chance(seed);
  const names = ['cat', 'dog', 'fox', '__proto__', 'old', 'new', 'constructor'];
  const some = (): readonly string[] => Array.from({ length: below(5) }, () => pick(names));
  for (let round = 0; round < 300; round++) {
    const rules = rulesOf({
      aliases: new Map(below(2) ? [['old', 'new']] : []),
      implications: new Map([[pick(names), some()]]),
      hidden: below(3) ? [] : [pick(names)],
      categories: new Map(below(2) ? [[pick(names), 'meta']] : []),
    });
    const sources = new Map<string, unknown>();
    if (below(2)) sources.set('danbooru', { tag_string_general: some().join(' ') });
    if (below(2)) sources.set('tagfile', { files: [{ path: 'x', tags: { artist: some() } }] });
    if (below(2)) sources.set('camie_tagger', camie);
    const record: PostRecord = {
      ...seen,
      sources,
      matches: new Map(
        below(2)
          ? [['iqdb', [{ source: 'e621', how: 'similar', answer: { tags: { general: some() } } }]]]
          : [],
      ),
      edits: applyChange(noEdits, { add: some().map((name) => ({ name })), remove: some() }, now),
    };
    const shown = explainPost(record, rules, []).tags.filter(({ state }) => state === 'shown');
    const expected = postOf(record, rules)?.terms.map(({ name, category }) => ({ name, category }));
    const explained = shown.map(({ name, category }) => ({ name, category }));
    assert.deepEqual(explained, expected, `seed ${seed}, round ${round}`);
    assert.ok(shown.every(({ reasons }) => reasons.length > 0));
  }
});
