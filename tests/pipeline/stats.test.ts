import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { summarise } from '../../catalog/statistics.ts';
import { registerStats } from '../../pipeline/commands/stats.ts';
import { DecoderPool } from '../../pipeline/decode/decoder-pool.ts';
import { SettingsError } from '../../pipeline/settings/settings-error.ts';
import { recordPlace, temporaryCollection } from '../fixtures/collection.ts';
import { runCommand } from '../fixtures/run-command.ts';

const pool = new DecoderPool(15, 2);
after(() => pool[Symbol.asyncDispose]());

const danbooru = {
  rating: 'q',
  tag_string_artist: 'someone',
  tag_string_general: 'cat sky',
  tag_string: 'cat sky someone',
};
const camie = { rating: 'rating_general', tag_string_general: 'cat', tags: 'cat' };

test('the numbers are those of the posts, and add up', async () => {
  await using collection = await temporaryCollection(pool);
  const sources = [
    { danbooru, yandere: { tags: 'cat cloud', rating: 's' } },
    { danbooru },
    { camie_tagger: camie },
    {},
  ];
  for (const [at, said] of sources.entries()) {
    const md5 = await collection.picture(`${at}.png`, at, at);
    await collection.put(recordPlace(md5), JSON.stringify({ md5, sources: said }));
  }
  await collection.process();
  const { out, code } = await runCommand(
    registerStats,
    'stats',
    '--json',
    '--collection',
    collection.path,
  );
  assert.equal(code, 0);
  assert.deepEqual(JSON.parse(out), {
    posts: 4,
    withMetadata: 3,
    withoutMetadata: 1,
    tags: 4,
    tagsPerPost: 2.7,
    saucenao: 0,
    ai: 1,
    sources: [
      { name: 'danbooru', count: 2 },
      { name: 'camie_tagger', count: 1 },
      { name: 'yandere', count: 1 },
    ],
    topTags: [
      { name: 'cat', count: 3, category: 'general' },
      { name: 'sky', count: 2, category: 'general' },
      { name: 'someone', count: 2, category: 'artist' },
      { name: 'cloud', count: 1, category: 'general' },
    ],
    categories: [
      { name: 'artist', count: 2 },
      { name: 'copyright', count: 0 },
      { name: 'character', count: 0 },
      { name: 'species', count: 0 },
      { name: 'general', count: 6 },
      { name: 'meta', count: 0 },
      { name: 'lore', count: 0 },
    ],
    ratings: [
      { name: 'general', count: 1 },
      { name: 'sensitive', count: 0 },
      { name: 'questionable', count: 2 },
      { name: 'explicit', count: 0 },
      { name: 'none', count: 1 },
    ],
    formats: [{ name: 'png', count: 4 }],
    months: [{ name: '2026-05', count: 4 }],
  });
  const text = await runCommand(registerStats, 'stats', '--collection', collection.path);
  assert.match(text.out, /^posts +4\n {2}with metadata +3\n/);
});

test('of many tags the twenty most used are named, ties by name', () => {
  const terms = Array.from({ length: 30 }, (_, at) => ({
    name: `tag_${String(at).padStart(2, '0')}`,
    category: 'general' as const,
    count: at === 29 ? 5 : 2,
  }));
  const { topTags, tags } = summarise(terms, new Map());
  assert.equal(tags, 30);
  assert.equal(topTags.length, 20);
  assert.deepEqual(
    topTags.slice(0, 3).map(({ name, count }) => [name, count]),
    [
      ['tag_29', 5],
      ['tag_00', 2],
      ['tag_01', 2],
    ],
  );
});

test('nothing is nothing, and no division by it', () => {
  assert.equal(summarise([], new Map()).tagsPerPost, 0);
});

test('without a library, the command says what to run first', async () => {
  await using collection = await temporaryCollection(pool);
  const { error } = await runCommand(registerStats, 'stats', '--collection', collection.path);
  assert.ok(error instanceof SettingsError);
  assert.match(error.message, /homebooru process/);
});
