import assert from 'node:assert/strict';
import { test } from 'node:test';
import { editDistance } from '../../../catalog/search/edit-distance.ts';
import { explainQuery, type QueryReport } from '../../../catalog/search/explain-query.ts';
import type { IndexSource } from '../../../catalog/search/index-source.ts';
import { parseQuery } from '../../../catalog/search/parse-query.ts';
import { prepareQuery } from '../../../catalog/search/prepare-query.ts';
import { countQuery } from '../../../catalog/search/search.ts';
import { LibraryIndex } from '../../../pipeline/library/library-index.ts';
import { indexOf, libraryOf } from '../../fixtures/index.ts';
import { postWith } from '../../fixtures/post.ts';

const library = libraryOf(
  [
    postWith(1, ['long_hair', 'smile'], { rating: 'general' }),
    postWith(2, ['long_hair', 'lone'], { rating: 'sensitive', width: 2000 }),
    postWith(9, ['long_hair', 'short_hair', 'hair'], { rating: 'sensitive' }),
    postWith(14, ['smile', '-dash', 'honkai:_star_rail']),
  ],
  4,
);
const sources = [
  indexOf(library, { segment: 4, block: 3, names: 2 }).source,
  new LibraryIndex(library, new Map()),
];

async function explain(text: string, source: IndexSource): Promise<QueryReport> {
  const prepared = await prepareQuery(parseQuery(text), source);
  return explainQuery(prepared, source, await countQuery(prepared, source));
}

const readings: readonly (readonly [query: string, reading: string])[] = [
  ['', ''],
  ['LONG_hair  smile', 'long_hair smile'],
  ['smile long_hair or hair', '(smile long_hair) or hair'],
  ['smile (long_hair or hair)', 'smile (long_hair or hair)'],
  ['~smile -(hair ~lone ~smile)', '-(hair (lone or smile)) smile'],
  ['"-dash" -"-dash"', '"-dash" -"-dash"'],
  ['width:>1000 Rating:S order:Score_asc limit:3', 'width:>1000 Rating:S order:score_asc limit:3'],
  ['order:old random:2:x', 'order:old random:2:x'],
  ['artist:a* filename:"a b"', 'artist:a* filename:"a b"'],
];
for (const [query, reading] of readings) {
  test(`${query || 'nothing'} is explained as ${reading || 'everything'}`, async () => {
    for (const source of sources) assert.equal((await explain(query, source)).reading, reading);
  });
}

const meanings: readonly (readonly [query: string, meant: readonly string[]])[] = [
  ['long_hiar', ['long_hair', '*long_hiar*']],
  ['olng_hair', ['long_hair', '*olng_hair*']],
  ['log_hair', ['long_hair', '*log_hair*']],
  ['simle', ['smile', '*simle*']],
  ['raiting:s', ['rating:s', '*raiting:s*']],
  ['with:5', ['width:5', '*with:5*']],
  ['raiting:nonsense', ['*raiting:nonsense*']],
  ['honkai:_star_rial', ['honkai:_star_rail', '*honkai:_star_rial*']],
  ['artist:smile', ['smile', '*smile*']],
  ['artist:simle', ['smile', '*simle*']],
  ['Oder:new', ['order:new', '*oder:new*']],
  ['artsit:x', ['artist:x', '*artsit:x*']],
  ['smile', []],
  ['xyzzy', ['*xyzzy*']],
  ['rating:q', []],
];
for (const [query, meant] of meanings) {
  test(`${query} may mean ${meant.join(', ') || 'nothing else'}`, async () => {
    for (const source of sources) {
      const { terms } = await explain(query, source);
      assert.deepEqual(terms[0]?.meant, meant);
    }
  });
}

test('another name of a tag is explained by the tag', async () => {
  const aliases = new Map([['locks', 'long_hair']]);
  for (const source of [
    indexOf(library, { segment: 4, block: 3, names: 2 }, [...aliases]).source,
    new LibraryIndex(library, new Map(), aliases),
  ]) {
    const { terms } = await explain('locks smile', source);
    assert.deepEqual(
      terms.map(({ text, standsFor, count }) => [text, standsFor, count]),
      [
        ['locks', 'long_hair', 3],
        ['smile', undefined, 2],
      ],
    );
    const { terms: mistyped } = await explain('lokcs', source);
    assert.deepEqual(mistyped[0]?.meant, ['long_hair', '*lokcs*']);
  }
});

test('where nothing is found, it is said what there is without each part', async () => {
  for (const source of sources) {
    const { drops } = await explain('long_hair -rating:s width:>1000 limit:5', source);
    assert.deepEqual(drops, [
      { part: '-rating:s', query: 'long_hair width:>1000 limit:5', count: 1 },
      { part: 'width:>1000', query: 'long_hair -rating:s limit:5', count: 1 },
      { part: 'long_hair', query: '-rating:s width:>1000 limit:5', count: 0 },
    ]);
    assert.deepEqual((await explain('long_hair', source)).drops, []);
    assert.deepEqual((await explain('nothing', source)).drops, []);
  }
});

const distances: readonly (readonly [a: string, b: string, distance: number])[] = [
  ['', '', 0],
  ['cat', 'cat', 0],
  ['cat', 'cut', 1],
  ['cat', 'act', 1],
  ['cat', 'cats', 1],
  ['cat', 'at', 1],
  ['cat', 'dog', 3],
  ['🦊a', 'a🦊', 1],
  ['kitten', 'sitting', 3],
];
for (const [a, b, distance] of distances) {
  test(`${distance} errors lie between "${a}" and "${b}"`, () => {
    assert.equal(editDistance(a, b, 5), distance);
    assert.equal(editDistance(b, a, 5), distance);
    assert.equal(editDistance(a, b, 1), Math.min(distance, 2));
  });
}
