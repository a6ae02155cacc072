import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseQuery, tagQuery } from '../../../catalog/search/parse-query.ts';
import { QueryError, type QueryNode } from '../../../catalog/search/query.ts';
import { writeNode } from '../../../catalog/search/write-query.ts';
import { normaliseTag } from '../../../catalog/tag.ts';
import { hostileTexts } from '../../fixtures/hostile.ts';
import { chance } from '../../fixtures/random.ts';
import { readShared, skipWithout } from '../../fixtures/shared.ts';
import { shown } from '../../fixtures/shown-query.ts';

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
  ["artist:'some one'", 'artist=some_one'],
  ["(artist:'a (b) c' cat)", '(artist=a_(b)_c & cat)'],
  ["artist:'a\\'b*'", "artist=a'b*"],
  ["artist:'tis artist:who's", "(artist='tis & artist=who's)"],
  ["artist:'a'b", "artist='a'b"],
  ["'cat dog'", "('cat & dog')"],
  ["don't :'( :'d", "(don't & :'( & :'d)"],
  ['artist:some\\ one', 'artist=some_one'],
  ['artist:"a*"', 'artist=a*'],
  ['"artist:who"', 'artist:who'],
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
];
for (const [query, at, message] of errors) {
  test(`${query} is an error at ${at}`, () => {
    assert.throws(
      () => parseQuery(query),
      (error) => error instanceof QueryError && error.at === at && message.test(error.message),
    );
  });
}

// Each bracket looks for its end: were all of them read before they are too many, this would take minutes.
test('a query of a hundred thousand brackets is an error at once, not an overflow', () => {
  for (const prefix of ['(', '( ', '-', '~', '-( ', '-(']) {
    assert.throws(() => parseQuery(`${prefix.repeat(100_000)}cat`), QueryError);
  }
  assert.equal(shown(parseQuery(`${'( '.repeat(50)}cat${' )'.repeat(50)}`).node), 'cat');
});

test('any text is read, or is an error at a place in it; what is read reads the same once it is written out', () => {
  const luck = chance(31);
  const pieces =
    'a cat 東 🦊 ( ) - ~ " \\ * : \' or and AND artist: id: order: limit: random: rating: source: ..'.split(
      ' ',
    );
  const values = [
    's',
    '5',
    '>5',
    '1..3',
    ',',
    'none',
    'any',
    ' ',
    '  ',
    '\t',
    '2kb',
    '1:2',
    'x.jpg',
  ];
  let read = 0;
  for (let round = 0; round < 20_000; round++) {
    const parts = Array.from({ length: luck.below(12) }, () => luck.pick([...pieces, ...values]));
    const text = parts.join('');
    let node: QueryNode;
    try {
      node = parseQuery(text).node;
    } catch (error) {
      assert.ok(error instanceof QueryError, `${String(error)} on ${JSON.stringify(text)}`);
      assert.ok(error.at >= 0 && error.at <= text.length, JSON.stringify(text));
      continue;
    }
    read += 1;
    const written = writeNode(node);
    assert.equal(writeNode(parseQuery(written).node), written, JSON.stringify(text));
  }
  assert.ok(read > 5000, `${read}`);
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
