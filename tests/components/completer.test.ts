import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type CompletionEntry,
  completionName,
  formatCompletion,
} from '../../catalog/index/completion.ts';
import { contentHash } from '../../catalog/index/content-hash.ts';
import { ShardError } from '../../catalog/index/shard.ts';
import { typoNames } from '../../catalog/index/typos.ts';
import { noRest } from '../../catalog/search/rest.ts';
import { Completer } from '../../components/completion/completer.ts';
import { EntryFinder, rankEntries } from '../../components/completion/entry-finder.ts';
import type { IndexOperation } from '../../components/shard-loader.ts';
import { sampleManifest } from './sample-index.ts';

const entry = (name: string, count = 1, category: CompletionEntry['category'] = 'general') => ({
  name,
  category,
  count,
});

/** An index of completion shards in memory that tells which of them were loaded. */
function inMemory(shards: Readonly<Record<string, readonly CompletionEntry[]>>) {
  const prefixes = Object.keys(shards).toSorted((a, b) => b.length - a.length);
  const contents = new Map<string, string>();
  const hashes = new Map<string, string>();
  for (const prefix of prefixes) {
    const deeper = prefixes
      .filter((other) => [...other].length === [...prefix].length + 1 && other.startsWith(prefix))
      .map((other): [string, string] => [other.slice(prefix.length), hashes.get(other) ?? '']);
    const content = formatCompletion({ entries: shards[prefix] ?? [], deeper: new Map(deeper) });
    contents.set(completionName(prefix), content);
    hashes.set(prefix, contentHash(content));
  }
  const noTypos = JSON.stringify({ buckets: 1, groups: [contentHash('[""]')] });
  contents.set(typoNames.list, noTypos);
  contents.set(typoNames.group(0), '[""]');
  const loaded: string[] = [];
  return {
    loaded,
    ask: <T>(operation: IndexOperation<T>): Promise<T> =>
      operation(
        { ...sampleManifest, completion: hashes.get('') ?? '', typos: contentHash(noTypos) },
        async (name, hash) => {
          loaded.push(name);
          const content = contents.get(name);
          if (content === undefined || contentHash(content) !== hash) throw new ShardError(name);
          return content;
        },
      ),
  };
}

const names = (entries: readonly CompletionEntry[]): readonly string[] =>
  entries.map(({ name }) => name);

test('the exact tag comes first, then the commonest; what begins so counts eight times', () => {
  const entries = [
    entry('black_cat', 300),
    entry('cat_ears', 5),
    entry('cat', 1),
    entry('cats', 50),
    entry('cat_tail', 5),
  ];
  assert.deepEqual(names(rankEntries(entries, 'cat')), [
    'cat',
    'cats',
    'black_cat',
    'cat_ears',
    'cat_tail',
  ]);
});

test('tags are found by the beginning of any word, in any order, and nothing is folded', async () => {
  const finder = await EntryFinder.of(
    ['hakurei_reimu', 'café', 'cafe', '^_^', '__proto__', 'constructor', 'fate/stay_night'].map(
      (name) => entry(name),
    ),
    noRest,
  );
  const found = (...beginnings: readonly string[]) => [...names(finder.find(beginnings))].sort();
  assert.deepEqual(found('rei'), ['hakurei_reimu']);
  assert.deepEqual(found('reimu', 'hak'), ['hakurei_reimu']);
  assert.deepEqual(found('café'), ['café']);
  assert.deepEqual(found('cafe'), ['cafe']);
  assert.deepEqual(found('^_'), ['^_^']);
  assert.deepEqual(found('__p'), ['__proto__']);
  assert.deepEqual(found('const'), ['constructor']);
  assert.deepEqual(found('night'), ['fate/stay_night']);
  assert.deepEqual(found('zzz'), []);
});

test('what is typed leads to the deepest shard there is, and typing on loads nothing twice', async () => {
  const shards = inMemory({
    '': [entry('cat', 9)],
    c: [entry('cat', 9), entry('cow', 2)],
    ca: [entry('cat', 9), entry('candle', 1)],
    d: [entry('dog', 1)],
  });
  const completer = new Completer(shards);
  await completer.prepare();
  assert.deepEqual(names(await completer.complete({ typed: 'cand' })), ['candle']);
  assert.deepEqual(names(await completer.complete({ typed: 'ca' })), ['cat', 'candle']);
  assert.deepEqual(names(await completer.complete({ typed: 'cat' })), ['cat']);
  assert.deepEqual(shards.loaded, ['completion/p', 'completion/p63', 'completion/p6361']);
});

test('a first letter is answered by the commonest tags, before its own shard has come', async () => {
  const shards = inMemory({
    '': [entry('cat', 9), entry('mori', 7, 'artist'), entry('black_cow', 4)],
    c: [entry('cat', 9), entry('black_cow', 4), entry('c', 1)],
    m: [entry('mori', 7, 'artist'), entry('moon', 2)],
  });
  const completer = new Completer(shards);
  assert.deepEqual(names(await completer.completeFirst({ typed: 'C' })), ['cat', 'black_cow']);
  assert.deepEqual(names(await completer.completeFirst({ typed: 'm', category: 'general' })), []);
  for (const typed of ['', 'ca', '*', 'z']) {
    assert.deepEqual(await completer.completeFirst({ typed }), []);
  }
  assert.deepEqual(shards.loaded, ['completion/p']);
  assert.deepEqual(names(await completer.complete({ typed: 'c' })), ['c', 'cat', 'black_cow']);
  const few = new Completer(inMemory({ '': [entry('cat', 9)] }));
  assert.deepEqual(await few.completeFirst({ typed: 'c' }), []);
});

test('words in another order are found where the whole finds too little', async () => {
  const shards = inMemory({
    '': [entry('hakurei_reimu', 3)],
    r: [entry('hakurei_reimu', 3), entry('rain', 1)],
  });
  assert.deepEqual(names(await new Completer(shards).complete({ typed: 'reimu_hak' })), [
    'hakurei_reimu',
  ]);
});

test('a category before the word keeps its tags alone, and offers some before a letter is typed', async () => {
  const shards = inMemory({
    '': [entry('mori', 4, 'artist'), entry('moon', 9), entry('mika', 1, 'artist')],
  });
  const completer = new Completer(shards);
  assert.deepEqual(names(await completer.complete({ typed: 'mo', category: 'artist' })), ['mori']);
  assert.deepEqual(names(await completer.complete({ typed: '', category: 'artist' })), [
    'mori',
    'mika',
  ]);
  assert.deepEqual(names(await completer.complete({ typed: '' })), []);
  assert.deepEqual(names(await completer.complete({ typed: 'mo*' })), []);
});

test('ten at most, and capitals and spaces are read as the tag has them', async () => {
  const shards = inMemory({
    '': Array.from({ length: 30 }, (_, place) => entry(`blue_sky_${place}`, 100 - place)),
  });
  const found = await new Completer(shards).complete({ typed: 'Blue Sky' });
  assert.equal(found.length, 10);
  assert.equal(found[0]?.name, 'blue_sky_0');
});

test('words before the typed one can belong to its tag; such a tag says how many it takes in', async () => {
  const shards = inMemory({
    '': [entry('hair', 90), entry('long_hair', 9), entry('lonely', 4), entry('very_long_hair', 2)],
  });
  const completer = new Completer(shards);
  const found = await completer.complete({ typed: 'lo', before: ['hair'] });
  assert.deepEqual(
    found.map(({ name, wordsBefore }) => [name, wordsBefore]),
    [
      ['lonely', 0],
      ['long_hair', 1],
      ['very_long_hair', 1],
    ],
  );
  const two = await completer.complete({ typed: 'ha', before: ['very', 'long'] });
  assert.deepEqual(
    two.filter(({ wordsBefore }) => wordsBefore === 2).map(({ name }) => name),
    ['very_long_hair'],
  );
});

test('a tag is found by another name, and shown once where both match', async () => {
  const alias = { ...entry('highres', 50, 'meta'), alias: 'hires' };
  const other = { ...entry('highres', 50, 'meta'), alias: 'high_resolution' };
  const shards = inMemory({ '': [entry('highres', 50, 'meta'), alias, other, entry('hill', 3)] });
  const completer = new Completer(shards);
  const found = await completer.complete({ typed: 'hir' });
  assert.deepEqual(
    found.map((row) => [row.name, row.alias]),
    [['highres', 'hires']],
  );
  const both = await completer.complete({ typed: 'hig' });
  assert.deepEqual(
    both.map((row) => [row.name, row.alias]),
    [['highres', undefined]],
  );
});
