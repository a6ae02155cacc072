import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseQuery, tagQuery } from '../../../catalog/search/parse-query.ts';
import { QueryError, type QueryNode } from '../../../catalog/search/query.ts';
import { unheldMetatags } from '../../../catalog/search/system-terms.ts';
import { normaliseTag } from '../../../catalog/tag.ts';
import { hostileTexts } from '../../fixtures/hostile.ts';
import { readShared, skipWithout } from '../../fixtures/shared.ts';

/** A query's tree in brackets: what tests compare. */
function shown(node: QueryNode): string {
  switch (node.kind) {
    case 'all':
      return 'all';
    case 'tag':
      return node.category ? `${node.category}=${node.name}` : node.name;
    case 'wildcard':
      return `/${node.category ? `${node.category}=` : ''}${node.pattern}/`;
    case 'system':
      return `{${node.names.join('|')}}`;
    case 'numbers':
      return `#${node.ranges.map(({ from, to }) => `${from}-${to === Number.MAX_SAFE_INTEGER ? '' : to}`)}`;
    case 'similar':
      return `~${node.number}`;
    case 'not':
      return `!${shown(node.part)}`;
    default:
      return `(${node.parts.map(shown).join(node.kind === 'and' ? ' & ' : ' | ')})`;
  }
}

const grammar: readonly (readonly [query: string, tree: string])[] = [
  ['', 'all'],
  ['  \t ', 'all'],
  ['cat', 'cat'],
  ['CAT', 'cat'],
  ['cat dog', '(cat & dog)'],
  ['cat and dog', '(cat & dog)'],
  ['cat AND dog', '(cat & dog)'],
  ['cat or dog', '(cat | dog)'],
  ['cat Or dog oR fox', '(cat | dog | fox)'],
  ['cat dog or fox', '((cat & dog) | fox)'],
  ['cat and dog or fox', '((cat & dog) | fox)'],
  ['cat or dog fox', '(cat | (dog & fox))'],
  ['a b and c', '((a & b) & c)'],
  ['-cat', '!cat'],
  ['--cat', '!!cat'],
  ['cat -dog', '(cat & !dog)'],
  ['-(cat dog)', '!(cat & dog)'],
  ['~cat', 'cat'],
  ['~cat ~dog', '(cat | dog)'],
  ['~cat fox ~dog', '(fox & (cat | dog))'],
  ['~a ~b or ~c ~d', '((a | b) | (c | d))'],
  ['(~a ~b) (~c ~d)', '((a | b) & (c | d))'],
  ['~(a b) ~c', '((a & b) | c)'],
  ['~-a ~b', '(!a | b)'],
  ['-~a', '!a'],
  ['(cat)', 'cat'],
  ['((cat dog))', '(cat & dog)'],
  ['(cat or dog) fox', '((cat | dog) & fox)'],
  ['( cat )', 'cat'],
  ['(fate_(series))', 'fate_(series)'],
  ['(fate_(series) saber)', '(fate_(series) & saber)'],
  ['c*t', '/c*t/'],
  ['-*cat*', '!/*cat*/'],
  ['*', '/*/'],
  ['"c*t"', 'c*t'],
  ['"cat dog"', 'cat_dog'],
  ['"-cat"', '-cat'],
  ['-"-cat"', '!-cat'],
  ['"~cat"', '~cat'],
  ['\\-cat', '-cat'],
  ['"or"', 'or'],
  ['cat "or" dog', '(cat & or & dog)'],
  ['"a\\"b\\\\c"', 'a"b\\c'],
  ['cat\\ dog', 'cat_dog'],
  ['(a\\) b)', '(a) & b)'],
  ['orange android', '(orange & android)'],
  ['artist:who', 'artist=who'],
  ['ARTIST:Who', 'artist=who'],
  ['species:fox* -lore:x', '(/species=fox*/ & !lore=x)'],
  ['artist:"some one"', 'artist=some_one'],
  ['artist:some\\ one', 'artist=some_one'],
  ['artist:"a*"', 'artist=a*'],
  ['"artist:who"', 'artist:who'],
  ['rating:s', '{ rating:sensitive}'],
  ['rating:g,Explicit', '{ rating:general| rating:explicit}'],
  ['rating:none', '{ rating:none}'],
  ['is:fav', '{ is:fav}'],
  ['metadata:missing', '{ metadata:missing}'],
  ['source:"Some One"', '{ source:some one}'],
  ['id:5', '#5-5'],
  ['id:>5', '#6-'],
  ['id:>=5', '#5-'],
  ['id:<5', '#0-4'],
  ['id:<=5', '#0-5'],
  ['id:5..', '#5-'],
  ['id:..5', '#0-5'],
  ['id:5..10', '#5-10'],
  ['id:5...10', '#5-9'],
  ['id:5,7..9,>20', '#5-5,7-9,21-'],
  ['similar:12 cat', '(~12 & cat)'],
  ['honkai:_star_rail', 'honkai:_star_rail'],
  ['re:zero', 're:zero'],
  ['unknown:5', 'unknown:5'],
  ['cat order:old', '(cat & all)'],
  ['limit:3', 'all'],
];
for (const [query, tree] of grammar) {
  test(`${query || 'nothing'} is read as ${tree}`, () => {
    assert.equal(shown(parseQuery(query).node), tree);
  });
}

const faces =
  ':d :o >:) ^_^ honkai:_star_rail fate/stay_night_(series) k-on! (o)_(o) ;) :( =_= >_< - ~ \\m/ 3: x_x c++ .. :3 |_|';
for (const face of faces.split(' ').filter((tag) => tag !== '\\m/')) {
  test(`${face} is one tag`, () => {
    assert.deepEqual(parseQuery(face).node, { kind: 'tag', name: face, at: 0 });
  });
}

test('every face beside the others is still one tag', () => {
  const tags = faces.split(' ').filter((tag) => !['\\m/', '-', '~', ';)'].includes(tag));
  const { node } = parseQuery(tags.join(' '));
  assert.ok(node.kind === 'and');
  assert.deepEqual(node.parts.map(shown), tags);
});

const orders: readonly (readonly [query: string, order: string, limit: number | undefined])[] = [
  ['cat', 'new', undefined],
  ['order:old cat', 'old', undefined],
  ['order:ID', 'old', undefined],
  ['cat order:id_desc limit:5', 'new', 5],
  ['a or b limit:0', 'new', 0],
];
for (const [query, order, limit] of orders) {
  test(`${query} is answered ${order} first, ${limit ?? 'all'} at most`, () => {
    const parsed = parseQuery(query);
    assert.deepEqual([parsed.order, parsed.limit], [order, limit]);
  });
}

const errors: readonly (readonly [query: string, at: number, message: RegExp])[] = [
  ['(cat', 0, /"\(" is never closed/],
  ['a (b (c)', 2, /"\(" is never closed/],
  ['or', 0, /"or" has nothing before it/],
  ['or cat', 0, /"or" has nothing before it/],
  ['cat or', 4, /"or" has nothing after it/],
  ['cat and', 4, /"and" has nothing after it/],
  ['cat or or dog', 7, /"or" has nothing before it/],
  ['(or cat)', 1, /"or" has nothing before it/],
  ['()', 1, /hold nothing/],
  ['cat ()', 5, /hold nothing/],
  ['-()', 2, /hold nothing/],
  ['cat "dog', 4, /quotation mark " is never closed/],
  ['"a\\"', 0, /quotation mark " is never closed/],
  ['""', 0, /without a visible character/],
  ['cat \u200b', 4, /without a visible character/],
  ['artist:', 0, /artist: wants a tag/],
  ['cat rating:x', 4, /rating: wants general, sensitive, questionable, explicit, none; got "x"/],
  ['rating:s,', 0, /got ""/],
  ['is:cat', 0, /is: wants fav, untagged, animated/],
  ['source:', 0, /source: wants a name/],
  ['id:x', 0, /id: wants a number or a range, got "x"/],
  ['id:..', 0, /got "\.\."/],
  ['id:5,', 0, /got ""/],
  ['id:-5', 0, /got "-5"/],
  ['cat order:best', 4, /order: wants new, .*; got "best"/],
  ['similar:x', 0, /similar: wants a whole number/],
  ['limit:x', 0, /limit: wants a whole number/],
  ['order:new a order:old', 12, /order: is given twice/],
  ['limit:1 limit:1', 8, /limit: is given twice/],
  ['(cat order:old)', 5, /order: stands for the whole query/],
  ['-order:old', 1, /order: stands for the whole query/],
  ['~limit:5 ~cat', 1, /limit: stands for the whole query/],
  ['cat or order:old', 0, /order: and limit: are no alternative/],
  ['cat or limit:5 order:old', 0, /order: and limit: are no alternative/],
];
for (const [query, at, message] of errors) {
  test(`${query} is an error at ${at}`, () => {
    assert.throws(
      () => parseQuery(query),
      (error) => error instanceof QueryError && error.at === at && message.test(error.message),
    );
  });
}

for (const name of unheldMetatags) {
  test(`${name}: is said to be unsearchable, never taken for a tag`, () => {
    assert.throws(() => parseQuery(`cat -${name}:5`), { name: 'QueryError', at: 5 });
  });
}

test('a query of a hundred thousand brackets is an error, not an overflow', () => {
  for (const prefix of ['( ', '-', '~', '-( ']) {
    assert.throws(() => parseQuery(`${prefix.repeat(100_000)}cat`), QueryError);
  }
  assert.equal(shown(parseQuery(`${'( '.repeat(50)}cat${' )'.repeat(50)}`).node), 'cat');
});

function assertFound(tag: string): void {
  const query = tagQuery(tag);
  const expected = { kind: 'tag', name: tag, at: 0 };
  assert.deepEqual(parseQuery(query).node, expected, query);
  const negated = parseQuery(`zzz -${query}`).node;
  assert.equal(shown(negated), `(zzz & !${tag})`, query);
  assert.equal(shown(parseQuery(`(${query} zzz)`).node), `(${tag} & zzz)`, query);
}

test('a tag as a query finds exactly that tag, alone, negated and in a group', () => {
  const plain = [
    'cat',
    'fate_(series)',
    'order:new',
    'artist:x',
    '"',
    '\\',
    'a"',
    '(',
    ')',
    '_)',
    '(_',
  ];
  for (const text of [...plain, ...hostileTexts]) {
    const tag = normaliseTag(text);
    if (tag !== '') assertFound(tag);
  }
});

const place = 'corpora/strings/hostile-tags.json';
test('every tag of the hostile corpus can be searched', { skip: skipWithout(place) }, () => {
  const texts = readShared(place);
  assert.ok(Array.isArray(texts) && texts.length > 50);
  for (const text of texts) {
    const tag = normaliseTag(String(text));
    if (tag !== '') assertFound(tag);
  }
});
