import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type Descriptor,
  ModelError,
  parseDescriptor,
} from '../../../pipeline/tagger/descriptor.ts';
import { readLabels } from '../../../pipeline/tagger/labels.ts';
import { predict } from '../../../pipeline/tagger/predict.ts';
import { shippedDescriptor } from '../../fixtures/tagger.ts';

const camie = await shippedDescriptor('camie-tagger-v2');
const wd = await shippedDescriptor('wd-vit-tagger-v3');
const joytag = await shippedDescriptor('joytag');

function camieFile(names: Readonly<Record<string, string>>, categories: object): string {
  const mapping = { idx_to_tag: names, tag_to_category: categories };
  return JSON.stringify({ dataset_info: { tag_mapping: mapping } });
}

test('Camie’s labels come in the order of their index, ratings without their prefix, years left out', () => {
  const names = { 10: 'k', ...Object.fromEntries([...'abcdefgh'].map((name, at) => [at, name])) };
  const text = camieFile(
    { ...names, 8: 'rating_general', 9: 'year_2024' },
    {
      ...Object.fromEntries([...'abcdefghk'].map((name) => [name, 'general'])),
      rating_general: 'rating',
      year_2024: 'year',
    },
  );
  const labels = readLabels(camie, text);
  assert.equal(labels.map((label) => label?.name ?? '-').join(' '), 'a b c d e f g h general - k');
  assert.equal(labels[8]?.category, 'rating');
});

test('names with commas, quotes and faces come out of a CSV whole', () => {
  const text =
    'tag_id,name,category,count\r\n1,"a, ""b""",0,9\r\n2,>_<,0,8\r\n3,^_^,4,7\r\n4,",,",0,6\r\n5,explicit,9,5\r\n';
  assert.deepEqual(readLabels(wd, text), [
    { name: 'a, "b"', category: 'general' },
    { name: '>_<', category: 'general' },
    { name: '^_^', category: 'character' },
    { name: ',,', category: 'general' },
    { name: 'explicit', category: 'rating' },
  ]);
});

test('a text file has one label a line', () => {
  assert.deepEqual(
    readLabels(joytag, '\uFEFF1girl\r\n:d\nfox, (red)\n').map((label) => label?.name),
    ['1girl', ':d', 'fox, (red)'],
  );
});

const wrongLabels: readonly (readonly [string, Descriptor, string, RegExp])[] = [
  ['a gap in the indices', camie, camieFile({ 0: 'a', 2: 'c' }, { a: 'general' }), /index 1/],
  ['a tag without a category', camie, camieFile({ 0: 'a' }, {}), /"a" has no category/],
  [
    'an unknown category',
    camie,
    camieFile({ 0: 'a' }, { a: 'mood' }),
    /"mood", which is not known/,
  ],
  ['no mapping', camie, '{"idx_to_tag": {}}', /dataset_info.tag_mapping.idx_to_tag/],
  ['no JSON', camie, '{', /is no JSON/],
  ['an unknown code', wd, 'tag_id,name,category,count\n1,a,7,1\n', /"7", which is not known/],
  ['a missing column', wd, 'tag_id,name,count\n1,a,7\n', /column category/],
  ['a broken CSV', wd, 'tag_id,name,category,count\n1,"a\n', /selected_tags.csv/],
  ['no label', joytag, '', /has no labels/],
];
for (const [what, descriptor, text, reason] of wrongLabels) {
  test(`${what} is an error that names it`, () => {
    assert.throws(
      () => readLabels(descriptor, text),
      (error) => error instanceof ModelError && reason.test(error.message),
    );
  });
}

const labels = readLabels(
  wd,
  'tag_id,name,category,count\n1,sure,0,1\n2,unsure,0,1\n3,never,0,1\n4,she,4,1\n5,general,9,1\n6,explicit,9,1\n',
);

test('guesses are kept from the stored confidence on, or from a lower threshold', () => {
  const of = (store: number, users: Readonly<Record<string, number>> = {}) => {
    const scores = Float32Array.from([0.9, 0.5, 0.1, 0.45, 0.2, 0.1]);
    const { categories } = predict(scores, labels, wd, store, new Map(Object.entries(users)));
    return [...categories].flatMap(([, group]) => [...group.keys()]);
  };
  assert.deepEqual(of(0.48), ['sure', 'unsure', 'general']);
  assert.deepEqual(of(0.4), ['sure', 'unsure', 'she', 'general']);
  assert.deepEqual(of(0.95), ['sure', 'unsure', 'general'], 'the model’s own threshold is 0.35');
  assert.deepEqual(of(0.95, { general: 0.8 }), ['sure', 'general']);
});

test('scores that are no confidences are errors', () => {
  const scores =
    (...values: readonly number[]) =>
    () =>
      predict(Float32Array.from(values), labels, wd, 0.35, new Map());
  assert.throws(scores(0, 0, Number.NaN, 0, 0, 0), /no numbers/);
  assert.throws(scores(0, 0, 3.2, 0, 0, 0), /beyond 0 to 1/);
  assert.throws(scores(0, 0), /2 scores for 6 labels/);
});

test('a descriptor’s mistake is named with its key', () => {
  const text = (change: object) => JSON.stringify({ ...camie, ...change });
  for (const [change, reason] of [
    [{ input: { ...camie.input, layout: 'CHW' } }, /tagger.json: input.layout/],
    [{ input: { ...camie.input, std: [1, 0, 1] } }, /input.std.1: .*not 0/],
    [{ files: { ...camie.files, model: { path: '../x' } } }, /files.model.path: .*plain name/],
    [{ extra: 1 }, /tagger.json: .*extra/],
    [{ thresholds: { generl: 0.4 } }, /thresholds/],
  ] as const) {
    assert.throws(() => parseDescriptor(text(change), 'tagger.json'), reason);
  }
  assert.throws(() => parseDescriptor('{', 'tagger.json'), /tagger.json: is no JSON/);
});
