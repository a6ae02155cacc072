import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { registerSearch } from '../../pipeline/commands/search.ts';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { type TestCollection, temporaryCollection } from '../fixtures/collection.ts';
import { type Outcome, runCommand } from '../fixtures/run-command.ts';

const pool = new DecoderPool(15);
const md5s: string[] = [];
let collection: TestCollection;

before(async () => {
  collection = await temporaryCollection(pool);
  await collection.put('tags.yaml', 'aliases: { kitty: cat }\n');
  for (const seed of [1, 2, 3]) md5s.push(await collection.picture(`${seed}.png`, seed, seed));
  await collection.process();
  const [first = '', second = ''] = md5s;
  await collection.edit(first, { add: [{ name: 'cat' }, { name: 'night_sky' }] });
  await collection.edit(second, { add: [{ name: 'cat' }], rating: 'sensitive' });
});

after(async () => {
  await collection?.[Symbol.asyncDispose]();
  await pool[Symbol.asyncDispose]();
});

function search(...words: readonly string[]): Promise<Outcome> {
  return runCommand(registerSearch, 'search', '--collection', collection.path, ...words);
}

test('search prints number, MD5 and path of each post, the highest number first', async () => {
  const { out, said, code } = await search('cat');
  assert.deepEqual([out, said, code], [`2\t${md5s[1]}\t2.png\n1\t${md5s[0]}\t1.png\n`, '', 0]);
  assert.equal((await search('--count', '--', '-cat')).out, '1\n');
  assert.equal((await search('--limit', '1', 'kitty', 'order:old')).out, `1\t${md5s[0]}\t1.png\n`);
  assert.equal((await search('--', '-night_sky', 'cat')).out, `2\t${md5s[1]}\t2.png\n`);
  assert.equal((await search('--count')).out, '3\n');
});

test('search --json prints one document, with how alike the posts are where one is named', async () => {
  const { out, said, code } = await search('--json', 'rating:s');
  assert.deepEqual(JSON.parse(out), {
    query: 'rating:s',
    total: 1,
    posts: [{ number: 2, md5: md5s[1], path: '2.png' }],
  });
  assert.deepEqual([said, code], ['', 0]);
  const similar = JSON.parse((await search('--json', 'similar:1')).out);
  assert.deepEqual(similar.posts, [{ number: 2, md5: md5s[1], path: '2.png', similarity: 0.5 }]);
});

test('a query that cannot be read says where, with exit code 2', async () => {
  const { out, said, code } = await search('cat (dog');
  assert.deepEqual([out, said, code], ['', 'cat (dog\n    ^ "(" is never closed\n', 2]);
  const json = await search('--json', 'width:big');
  assert.deepEqual(JSON.parse(json.out), {
    error: { message: 'width: wants a number or a range, got "big"', at: 0 },
  });
  assert.equal(json.code, 2);
});

const explained: readonly (readonly [query: string, said: string])[] = [
  ['raiting:s', 'no posts; by themselves:\n  raiting:s: 0; try rating:s, *raiting:s*\n'],
  [
    'night_skyy kitty',
    'no posts; by themselves:\n  night_skyy: 0; try night_sky, *night_skyy*\n  kitty → cat: 2\nwith one part left out:\n  without night_skyy: 2 (kitty)\n',
  ],
  ['artist:cat', 'no posts; by themselves:\n  artist:cat: 0; try cat, *cat*\n'],
];
for (const [query, said] of explained) {
  test(`where ${query} finds nothing, search says why, beside its empty answer`, async () => {
    const outcome = await search(query);
    assert.deepEqual([outcome.out, outcome.said, outcome.code], ['', said, 0]);
    assert.deepEqual((await search('--json', query)).said, '');
    assert.equal((await search('--count', query)).said, '');
  });
}

test('search --stdin answers a line for each line, and goes on after one that cannot be read', () => {
  const door = join(import.meta.dirname, '../../pipeline/homebooru.js');
  const words = [door, 'search', '--stdin', '--json', '--collection', collection.path];
  const input = 'cat\n(cat\n\nnight_sky\n';
  const { stdout, status } = spawnSync(process.execPath, words, { input, encoding: 'utf8' });
  const answers = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    answers.map(({ total, error }) => total ?? error.at),
    [2, 0, 3, 1],
  );
  assert.equal(status, 2);
});
