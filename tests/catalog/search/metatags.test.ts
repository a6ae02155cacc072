import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseQuery } from '../../../catalog/search/parse-query.ts';
import { QueryError } from '../../../catalog/search/query.ts';
import { shown, shownOrder } from '../../fixtures/shown-query.ts';

const metatags: readonly (readonly [query: string, tree: string])[] = [
  ['rating:s', '{ rating:sensitive}'],
  ['rating:g,Explicit', '{ rating:general| rating:explicit}'],
  ['rating:none', '{ rating:none}'],
  ['is:fav', '{ is:fav}'],
  ['metadata:missing', '{ metadata:missing}'],
  ['source:"Some One"', 'source some one'],
  ['id:5', '#5~5'],
  ['id:>5', '#6~'],
  ['id:>=5', '#5~'],
  ['id:<5', '#~4'],
  ['id:<=5', '#~5'],
  ['id:5..', '#5~'],
  ['id:..5', '#~5'],
  ['id:5..10', '#5~10'],
  ['id:5...10', '#5~9'],
  ['id:5,7..9,>20', '#5~5,7~9,21~'],
  ['id:any', '#~'],
  ['similar:12 cat', '(~12 & cat)'],
  ['width:>=1000', '[width 1000~]'],
  ['WIDTH:1000', '[width 1000~1000]'],
  ['-height:100..200,none', '![height 100~200+none]'],
  ['score:-5', '[score -5~-5]'],
  ['score:<-3', '[score ~-4]'],
  ['score:-5..5', '[score -5~5]'],
  ['score:any', '[score ~]'],
  ['favcount:none', '[favcount +none]'],
  ['mpixels:2', '[mpixels 1900000~2100000]'],
  ['mpixels:>1.5', '[mpixels 1500001~]'],
  ['mpixels:1..2', '[mpixels 1000000~2000000]'],
  ['ratio:16:9', '[ratio 178~178]'],
  ['ratio:16/9', '[ratio 178~178]'],
  ['ratio:1.5', '[ratio 150~150]'],
  ['ratio:4:3..16:9', '[ratio 133~178]'],
  ['ratio:1.5..2', '[ratio 150~200]'],
  ['ratio:>=1,<0.5', '[ratio 100~,~49]'],
  ['filesize:1000', '[filesize 1000~1000]'],
  ['filesize:200kb', '[filesize 194560~215040]'],
  ['filesize:>=1mb', '[filesize 1048576~]'],
  ['filesize:1.5MB..2m', '[filesize 1572864~2097152]'],
  ['frames:>1', '[frames 2~]'],
  ['tagcount:0', '[tagcount 0~0]'],
  ['gentags:1 arttags:2', '([gentags 1~1] & [arttags 2~2])'],
  ['date:2026-01-31', '[date 1769817600~1769903999]'],
  ['date:2026', '[date 1767225600~1798761599]'],
  ['date:>2026-01', '[date 1769904000~]'],
  ['date:2026-01..2026-02', '[date 1767225600~1772323199]'],
  ['date:2026-01-31T12:30', '[date 1769862600~1769862659]'],
  ['created:1970-01-02', '[created 1440~2879]'],
  ['age:<2w', '[age ~1209599]'],
  ['age:2d', '[age 172800~259199]'],
  ['age:2weeks...1mo', '[age 1209600~2591999]'],
  ['age:1d..3days', '[age 86400~259200]'],
  ['age:>1h30m', '[age 5401~]'],
  ['parent:5', '[parent 5~5]'],
  ['parent:any', '[parent ~]'],
  ['parent:none,5..7', '[parent 5~7+none]'],
  ['parent:none', '[parent +none]'],
  ['child:any', '[children ~]'],
  ['child:none', '[children +none]'],
  ['child:7,8', 'child of 7,8'],
  ['parent:danbooru:123', 'parent of danbooru123'],
  ['child:Danbooru:123', 'child of danbooru123'],
  ['is:parent is:child', '([children ~] & [parent ~])'],
  ['has:parent has:children', '([parent ~] & [children ~])'],
  ['has:edits', '{ has:edits}'],
  ['is:png is:Explicit is:s', '({ filetype:png} & { rating:explicit} & { rating:sensitive})'],
  ['filetype:JPEG', '{ filetype:jpg}'],
  ['danbooru:5', '?id-danbooru=5'],
  ['e621:007,8', '?id-e621=7,8'],
  ['yandere:>5', '[yandere 6~]'],
  ['gelbooru:any', '[gelbooru ~]'],
  ['md5:0123456789ABCDEF0123456789abcdef', '?md5=0123456789abcdef0123456789abcdef'],
  ['0123456789ABCDEF0123456789abcdef', 'md5 0123456789abcdef0123456789abcdef'],
  ['"0123456789abcdef0123456789abcdef"', '0123456789abcdef0123456789abcdef'],
  ['Photo.JPG', '<path photo.jpg>'],
  ['a/b*.png -c.webp', '(<path a/b*.png> & !<path c.webp>)'],
  ['"photo.jpg"', 'photo.jpg'],
  ['filename:IMG', '<path img>'],
  ['filename:"a b*.jpg"', '<path =a b*.jpg>'],
  ['folder:2024/x', '<folder 2024/x>'],
  ['source:danbooru', 'source danbooru'],
  ['source:danbooru,tagger', '{ source:danbooru| source:tagger}'],
  ['source:http', '<address http>'],
  ['source:twitter.com/x', '<address twitter.com/x>'],
  ['source:*pixiv*', '<address *pixiv*>'],
];
for (const [query, tree] of metatags) {
  test(`${query} is read as ${tree}`, () => {
    assert.equal(shown(parseQuery(query).node), tree);
  });
}

const orders: readonly (readonly [query: string, order: string, limit: number | undefined])[] = [
  ['cat', 'new', undefined],
  ['order:old cat', 'old', undefined],
  ['order:ID', 'old', undefined],
  ['cat order:id_desc limit:5', 'new', 5],
  ['a or b limit:0', 'new', 0],
  ['order:id_asc', 'old', undefined],
  ['order:score', 'score highest', undefined],
  ['order:score_desc', 'score highest', undefined],
  ['ORDER:Score_ASC', 'score lowest', undefined],
  ['order:landscape', 'ratio highest', undefined],
  ['order:portrait', 'ratio lowest', undefined],
  ['order:portrait_asc', 'ratio highest', undefined],
  ['order:filesize_asc limit:2', 'filesize lowest', 2],
  ['order:random:Seed', 'random by Seed', undefined],
  ['order:random', 'random by chance', undefined],
  ['random:5', 'random by chance', undefined],
  ['random:5:x', 'random by x', undefined],
  ['random:5 order:score', 'score highest', undefined],
  ['order:custom cat id:3,1,2', 'as 3,1,2', undefined],
  ['similar:5', 'like 5', undefined],
  ['similar:5 order:old', 'old', undefined],
];
for (const [query, order, limit] of orders) {
  test(`${query} is answered ${order} first, ${limit ?? 'all'} at most`, () => {
    const parsed = parseQuery(query);
    assert.deepEqual([shownOrder(parsed.order), parsed.limit], [order, limit]);
  });
}

const errors: readonly (readonly [query: string, at: number, message: RegExp])[] = [
  ['cat rating:x', 4, /rating: wants general, sensitive, questionable, explicit, none; got "x"/],
  ['rating:s,', 0, /got ""/],
  ['is:cat', 0, /is: wants fav, untagged, animated/],
  ['source:', 0, /source: wants a name/],
  ['cat width:big', 4, /^width: wants a number or a range, got "big"$/],
  ['width:1..2..3', 0, /got "1..2..3"/],
  ['width:>', 0, /got ">"/],
  ['width:1.5', 0, /got "1.5"/],
  ['filesize:5xb', 0, /filesize: wants a size or a range, got "5xb"/],
  ['ratio:1:0', 0, /ratio: wants a ratio/],
  ['date:2026-02-30', 0, /date: wants a date such as 2026-01-31 or a range, got "2026-02-30"/],
  ['date:yesterday', 0, /date: wants a date/],
  ['age:2', 0, /age: wants an age such as 2w or a range, got "2"/],
  ['age:5parsecs', 0, /age: wants an age/],
  ['md5:123', 0, /md5: wants 32 hex digits, got "123"/],
  ['child:x', 0, /child: wants a number, danbooru:123, any or none; got "x"/],
  ['parent:x', 0, /parent: wants a number, danbooru:123, any, none or a range, got "x"/],
  ['filename:', 0, /filename: wants a part of a name/],
  ['has:x', 0, /has: wants parent, children, source, tagger, edits; got "x"/],
  ['danbooru:x', 0, /danbooru: wants a number or a range/],
  ['id:none', 0, /id: wants a number or a range, got "none"/],
  ['random:x', 0, /random: wants a whole number/],
  ['random:1 random:2', 9, /random: is given twice/],
  ['(a random:2)', 3, /random: stands for the whole query/],
  ['cat order:custom', 4, /order:custom wants a list such as id:3,1,2/],
  ['order:custom (id:1,2 or cat)', 0, /order:custom wants a list/],
  ['id:x', 0, /id: wants a number or a range, got "x"/],
  ['id:..', 0, /got "\.\."/],
  ['id:5,', 0, /got ""/],
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

test('a random order without a seed says where one belongs', () => {
  assert.deepEqual(parseQuery('cat order:random').unseeded, [16]);
  assert.deepEqual(parseQuery('random:5 cat order:random').unseeded, [8, 25]);
  assert.deepEqual(parseQuery('order:random:1 random:5:2').unseeded, []);
});

test('a sample says how many, and of which seed', () => {
  assert.deepEqual(parseQuery('random:5').sample, { count: 5, seed: undefined });
  assert.deepEqual(parseQuery('random:20:a:b').sample, { count: 20, seed: 'a:b' });
});
