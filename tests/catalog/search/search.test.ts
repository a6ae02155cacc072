import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainQuery } from '../../../catalog/search/explain-query.ts';
import { wildcardExpression, wildcardStem } from '../../../catalog/search/index-source.ts';
import { parseQuery, tagQuery } from '../../../catalog/search/parse-query.ts';
import { prepareQuery } from '../../../catalog/search/prepare-query.ts';
import { countQuery } from '../../../catalog/search/search.ts';
import { normaliseTag } from '../../../catalog/tag.ts';
import { hostileTexts } from '../../fixtures/hostile.ts';
import { find, indexOf, libraryOf } from '../../fixtures/index.ts';
import { postWith } from '../../fixtures/post.ts';

const library = libraryOf(
  [
    postWith(1, ['cat', 'solo'], { rating: 'general' }),
    postWith(2, ['catfish', ['cat_artist', 'artist']], { rating: 'explicit', isFavourite: true }),
    postWith(3, ['cat', 'dog'], { frames: 4, format: 'gif' }),
    postWith(9, ['dog', 'scathach'], { foundBy: [] }),
    postWith(14, [], { foundBy: ['camie_tagger'], isGuessed: true }),
    postWith(15, ['cat', 'dog', 'solo']),
  ],
  4,
);
const { source } = indexOf(library, { segment: 4, names: 3, own: 4 });

const answers: readonly (readonly [query: string, numbers: readonly number[]])[] = [
  ['', [15, 14, 9, 3, 2, 1]],
  ['cat', [15, 3, 1]],
  ['cat order:old', [1, 3, 15]],
  ['cat limit:2', [15, 3]],
  ['limit:0', []],
  ['ca', []],
  ['cat*', [15, 3, 2, 1]],
  ['*cat*', [15, 9, 3, 2, 1]],
  ['*', [15, 9, 3, 2, 1]],
  ['-*', [14]],
  ['artist:cat*', [2]],
  ['artist:cat', []],
  ['general:cat', [15, 3, 1]],
  ['cat -dog', [1]],
  ['-cat', [14, 9, 2]],
  ['--cat', [15, 3, 1]],
  ['-cat -dog', [14, 2]],
  ['-(cat dog)', [14, 9, 2, 1]],
  ['-nothing', [15, 14, 9, 3, 2, 1]],
  ['nothing', []],
  ['~nothing ~dog', [15, 9, 3]],
  ['solo or scathach', [15, 9, 1]],
  ['(solo or scathach) -cat', [9]],
  ['rating:g', [1]],
  ['rating:g,e', [2, 1]],
  ['rating:none', [15, 14, 9, 3]],
  ['is:fav or is:animated', [3, 2]],
  ['is:untagged', [14]],
  ['metadata:missing', [9]],
  ['source:none', [9]],
  ['source:tagger', [14]],
  ['filetype:gif', [3]],
  ['id:2..9', [9, 3, 2]],
  ['id:10,11', []],
  ['-id:2..9', [15, 14, 1]],
  ['id:>1000000 or cat', [15, 3, 1]],
  ['id:0', []],
];
for (const [query, numbers] of answers) {
  test(`${query || 'nothing'} finds ${numbers.join(', ') || 'nothing'}`, async () => {
    assert.deepEqual(await find(query, source), numbers);
    const prepared = await prepareQuery(parseQuery(query), source);
    assert.equal(await countQuery(prepared, source), numbers.length);
  });
}

test('similar: finds what the index holds near a post, the nearest first unless an order is given', async () => {
  const { source: near } = indexOf(library, { segment: 4 });
  const found = new Map([
    [2, 0.9],
    [15, 0.5],
  ]);
  Object.assign(near, { similar: async () => found });
  assert.deepEqual(await find('similar:3', near), [2, 15]);
  assert.deepEqual(await find('similar:3 order:new', near), [15, 2]);
  assert.deepEqual(await find('similar:3 -solo', near), [2]);
});

test('the words of a query come in the order of the query', async () => {
  const { source: late } = indexOf(library, { segment: 4 });
  const term = late.term.bind(late);
  Object.assign(late, {
    // The first word's shard comes last.
    term: async (name: string) => {
      for (let turns = name === 'solo' ? 50 : 0; turns > 0; turns--) await Promise.resolve();
      return term(name);
    },
  });
  const query = parseQuery('solo (dog or *cat*) -cat nothing');
  const prepared = await prepareQuery(query, late);
  const { terms } = await explainQuery(prepared, late, 0);
  assert.deepEqual(
    terms.map(({ text, count }) => [text, count]),
    [
      ['solo', 2],
      ['dog', 3],
      ['*cat*', 5],
      ['cat', 3],
      ['nothing', 0],
    ],
  );
});

test('all words of a query are asked for before any has come', async () => {
  const { source: held } = indexOf(library, { segment: 4 });
  const term = held.term.bind(held);
  const asked: string[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  Object.assign(held, {
    term: async (name: string) => {
      asked.push(name);
      await promise;
      return term(name);
    },
  });
  const preparing = prepareQuery(parseQuery('solo (dog or rating:s) -cat'), held);
  assert.deepEqual(asked.toSorted(), [' all', ' rating:sensitive', 'cat', 'dog', 'solo']);
  resolve();
  assert.equal((await preparing).leaves.length, 4);
});

test('a rare word spares the shards of the segments that it is not in', async () => {
  const { source: fresh, loaded } = indexOf(library, { segment: 4, names: 3, own: 1, run: 1 });
  assert.deepEqual(await find('cat scathach', fresh), []);
  const segments = new Set(loaded.map((name) => /^postings\/(\d+)/.exec(name)?.[1]));
  assert.deepEqual(
    [...segments].filter((segment) => segment !== undefined),
    ['2'],
  );
});

test('the list of blocks and a block are decoded once, and a failed load is tried again', async () => {
  const { source: fresh, loaded } = indexOf(library, { segment: 4 });
  await fresh.term('cat');
  await fresh.term('dog');
  assert.equal(loaded.filter((name) => name === 'vocabulary/first').length, 1);
});

test('a term of no block is undefined, before the first and after the last', async () => {
  assert.equal(await source.term(''), undefined);
  assert.equal(await source.term('zzzz'), undefined);
});

test('every hostile tag is found by its own query, and by no other', async () => {
  const tags = [...new Set(hostileTexts.map(normaliseTag))].filter((tag) => tag !== '');
  const posts = tags.map((tag, at) => postWith(at + 1, [tag]));
  const { source: hostile } = indexOf(libraryOf(posts, 8), { segment: 8, names: 4, own: 1 });
  for (const [at, tag] of tags.entries()) {
    assert.deepEqual(await find(tagQuery(tag), hostile), [at + 1], tag);
  }
});

const patterns: readonly (readonly [pattern: string, name: string, matches: boolean])[] = [
  ['a*', 'a', true],
  ['a*', 'ba', false],
  ['*a', 'ba', true],
  ['*a', 'ab', false],
  ['a*a', 'a', false],
  ['a*a', 'aa', true],
  ['*a*b*', 'xaxbx', true],
  ['*a*b*', 'xbxax', false],
  ['*ab*ab', 'abab', true],
  ['*ab*ab', 'ab', false],
  ['*ab*b', 'aab', false],
  ['*ab*b', 'aabb', true],
  ['a**b', 'ab', true],
  ['*', '', true],
  ['f(*)[.]+?^$|/\\', 'f(x)[.]+?^$|/\\', true],
  ['a.c*', 'abc', false],
  ['*🦊*', 'x🦊y', true],
];
for (const [pattern, name, matches] of patterns) {
  test(`${pattern} ${matches ? 'matches' : 'does not match'} "${name}"`, () => {
    assert.equal(wildcardExpression(pattern).test(name), matches);
    if (matches) assert.ok(name.startsWith(wildcardStem(pattern)));
  });
}

test('a pattern of many stars is answered at once', () => {
  const expression = wildcardExpression(`${'*a'.repeat(60)}*b`);
  const begin = performance.now();
  for (let round = 0; round < 100; round++) assert.equal(expression.test('a'.repeat(200)), false);
  assert.ok(performance.now() - begin < 1000);
});
