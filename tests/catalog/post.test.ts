import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyChange, noEdits } from '../../catalog/edits.ts';
import { postOf } from '../../catalog/post.ts';
import { newRecord, type PostRecord } from '../../catalog/record.ts';
import { systemTermsOf } from '../../catalog/search/system-terms.ts';
import { noRules } from '../../catalog/tag-rules.ts';
import { postWith } from '../fixtures/post.ts';

const rules = { precedence: ['e621', 'danbooru'], tagRules: noRules, thresholds: new Map() };
const seen: PostRecord = {
  ...newRecord('d41d8cd98f00b204e9800998ecf8427e'),
  number: 3,
  added: '2026-01-01T00:00:00.000Z',
  locations: [{ path: 'a.png' }],
  measures: { format: 'png', width: 6, height: 4, frames: 1, bytes: 9, thumbhash: 'A', dhash: '0' },
};
const danbooru = { id: 5, parent_id: 4, tag_string: 'd', rating: 's', score: 1, fav_count: 2 };
const e621 = { id: 9, tags: { species: ['fox'] }, rating: 's', score: { total: 7 } };
const tagger = { tag_string_general: 'guess', rating: 'explicit' };

function postFrom(sources: Readonly<Record<string, unknown>>, rest: Partial<PostRecord> = {}) {
  const post = postOf({ ...seen, sources: new Map(Object.entries(sources)), ...rest }, rules);
  assert.ok(post);
  return post;
}

test('a record is no post until it is numbered, measured and somewhere, nor once it is deleted', () => {
  assert.ok(postOf(seen, rules));
  const { number: _number, ...unnumbered } = seen;
  const { measures: _measures, ...unmeasured } = seen;
  const { added: _added, ...undated } = seen;
  for (const record of [
    unnumbered,
    unmeasured,
    undated,
    { ...seen, locations: [] },
    { ...seen, deleted: '2026' },
  ]) {
    assert.equal(postOf(record, rules), undefined);
  }
});

test('rating, score and date come from the first source in precedence, whatever the file lists first', () => {
  const post = postFrom({ danbooru, e621 });
  assert.deepEqual([post.rating, post.score, post.favourites], ['general', 7, undefined]);
  assert.deepEqual(post.foundBy, ['e621', 'danbooru']);
});

test('s is sensitive on Danbooru and general elsewhere', () => {
  assert.equal(postFrom({ danbooru }).rating, 'sensitive');
  assert.equal(postFrom({ yandere: { tags: 'a', rating: 's' } }).rating, 'general');
});

test("the user's rating is above every source's", () => {
  const edits = applyChange(noEdits, { rating: 'questionable' }, '2026');
  assert.equal(postFrom({ danbooru, e621 }, { edits }).rating, 'questionable');
});

test('a tagger gives tags and rating only while it stands alone', () => {
  const alone = postFrom({ camie_tagger: tagger });
  assert.deepEqual([alone.rating, alone.isGuessed, alone.score], ['explicit', true, undefined]);
  const known = postFrom({ camie_tagger: tagger, danbooru });
  assert.deepEqual([known.rating, known.isGuessed], ['sensitive', false]);
  assert.deepEqual(
    known.terms.map(({ name }) => name),
    ['d'],
  );
});

const predictions = {
  model: 'any',
  thresholds: { default: 0.5 },
  predictions: { general: { sure: 0.9, unsure: 0.4 }, rating: { explicit: 0.8 } },
};

test('a tagger is known by its answer, and the Flask version’s by its name', () => {
  assert.equal(postFrom({ anything: predictions }).isGuessed, true);
  assert.equal(postFrom({ camie_tagger: tagger }).isGuessed, true);
  assert.equal(postFrom({ 'wd-vit-tagger-v3': tagger }).isGuessed, false);
});

test('what a model guesses is told with how sure it is, below its threshold and beside a booru too', () => {
  const guesses = [
    ['sure', 'general', 90],
    ['unsure', 'general', 40],
  ];
  const alone = postFrom({ anything: predictions });
  assert.deepEqual(
    alone.terms.map(({ name }) => name),
    ['sure'],
  );
  assert.deepEqual([alone.guesses, alone.rating], [guesses, 'explicit']);
  const known = postFrom({ anything: predictions, danbooru });
  assert.deepEqual(
    known.terms.map(({ name }) => name),
    ['d'],
  );
  assert.deepEqual([known.guesses, known.rating], [guesses, 'sensitive']);
});

test('of two models the surer one tells how sure a guess is', () => {
  const other = { ...predictions, predictions: { general: { unsure: 0.7 } } };
  const post = postFrom({ one: predictions, two: other });
  assert.deepEqual(post.guesses, [
    ['sure', 'general', 90],
    ['unsure', 'general', 70],
  ]);
  assert.deepEqual(
    post.terms.map(({ name }) => name),
    ['sure', 'unsure'],
  );
});

test('ids and parents stay with their own site, and the parent that the user chose apart', () => {
  const edits = applyChange(noEdits, { parent: null }, '2026');
  const post = postFrom({ danbooru, e621 }, { edits });
  assert.deepEqual(post.ids, [
    { source: 'e621', id: 9, score: 7 },
    { source: 'danbooru', id: 5, score: 1 },
  ]);
  assert.deepEqual(post.parents, [{ source: 'danbooru', id: 4 }]);
  assert.equal(post.chosenParent, null);
});

test('an answer of no known shape is no source', () => {
  const post = postFrom({ danbooru: { error: 'gone' }, constructor: 5 });
  assert.deepEqual(post.foundBy, []);
});

const facts: readonly (readonly [
  name: string,
  post: Parameters<typeof postWith>,
  terms: readonly string[],
])[] = [
  [
    'a plain post',
    [1, ['a']],
    [' all', ' filetype:png', ' metadata:found', ' rating:none', ' source:danbooru'],
  ],
  [
    'a post that nobody knows',
    [1, [], { foundBy: [], format: 'jpeg', isFavourite: true, frames: 5 }],
    [
      ' all',
      ' filetype:jpg',
      ' is:animated',
      ' is:fav',
      ' is:untagged',
      ' metadata:missing',
      ' rating:none',
      ' source:none',
    ],
  ],
  [
    'a guessed post',
    [1, ['a'], { foundBy: ['WD-Tagger'], isGuessed: true, rating: 'explicit' }],
    [
      ' all',
      ' filetype:png',
      ' has:tagger',
      ' metadata:found',
      ' rating:explicit',
      ' source:tagger',
      ' source:wd-tagger',
    ],
  ],
];
for (const [name, post, terms] of facts) {
  test(`the facts of ${name} are terms of the index`, () => {
    assert.deepEqual(systemTermsOf(postWith(...post)), terms);
  });
}

const matchOfDanbooru = {
  source: 'danbooru',
  how: 'similar',
  similarity: 91.5,
  answer: danbooru,
} as const;

test('a similar match gives tags and an id that is marked, and no parent, while nobody knows the picture itself', () => {
  const post = postFrom({}, { matches: new Map([['saucenao', [matchOfDanbooru]]]) });
  assert.deepEqual(post.foundBy, ['danbooru', 'saucenao']);
  assert.deepEqual(post.ids, [{ source: 'danbooru', id: 5, score: 1, isSimilar: true }]);
  assert.deepEqual([post.parents, post.terms.map(({ name }) => name)], [[], ['d']]);
  const known = postFrom({ e621 }, { matches: new Map([['saucenao', [matchOfDanbooru]]]) });
  assert.deepEqual(known.ids, [{ source: 'e621', id: 9, score: 7 }]);
  assert.deepEqual([known.score, known.terms.map(({ name }) => name)], [7, ['fox']]);
});

test('a match by name is of this post, and its id and parent count', () => {
  const match = { ...matchOfDanbooru, how: 'name' } as const;
  const post = postFrom({}, { matches: new Map([['filename', [match]]]) });
  assert.deepEqual(post.ids, [{ source: 'danbooru', id: 5, score: 1 }]);
  assert.deepEqual(post.parents, [{ source: 'danbooru', id: 4 }]);
});
