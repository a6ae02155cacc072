import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { ShardError } from '../../../catalog/index/shard.ts';
import { ShardIndex } from '../../../catalog/index/shard-index.ts';
import type { LoadShard } from '../../../catalog/index/shard-reader.ts';
import { find, indexOf, libraryOf } from '../../fixtures/index.ts';
import { postWith } from '../../fixtures/post.ts';

const posts = Array.from({ length: 12 }, (_, at) =>
  postWith(at + 1, at % 2 === 0 ? ['even', 'tag'] : ['tag'], {
    score: at,
    width: 100 + at,
    ids: [{ source: 'danbooru', id: 1000 + at }],
    origins: at === 3 ? ['https://x.test/'] : [],
  }),
);
const library = libraryOf(posts, 4);
const { manifest, load } = indexOf(library, {
  segment: 4,
  block: 4,
  own: 1,
  run: 1,
  keys: 3,
  names: 2,
});

/** An index of which some shards are lost. */
function without(lost: RegExp): { readonly index: ShardIndex; readonly missing: string[] } {
  const missing: string[] = [];
  const loadOthers: LoadShard = async (name, hash) => {
    if (lost.test(name)) throw new ShardError(`${name} did not load`);
    return load(name, hash);
  };
  const index = new ShardIndex(manifest, loadOthers, { onMissing: (name) => missing.push(name) });
  return { index, missing };
}

const losses: readonly (readonly [lost: RegExp, query: string, numbers: readonly number[]])[] = [
  [/^postings\/1\//, 'tag', [12, 11, 10, 9, 4, 3, 2, 1]],
  [/^columns\/score\/1$/, 'score:>1', [12, 11, 10, 9, 4, 3]],
  [/^columns\/score\/manifest$/, 'score:>1', []],
  [/^columns\/score\/1$/, 'order:score', [12, 11, 10, 9, 4, 3, 2, 1, 8, 7, 6, 5]],
  [/^texts\//, 'filename:1', []],
  [/^lookup\//, 'danbooru:1002', []],
  [/^vocabulary\/(?!manifest)/, 'tag', []],
];
for (const [lost, query, numbers] of losses) {
  test(`without ${lost.source} a search for ${query} goes on, and says what it lacks`, async () => {
    const { index, missing } = without(lost);
    assert.deepEqual(await find(query, index), numbers);
    assert.ok(missing.length > 0 && missing.every((name) => lost.test(name)), String(missing));
    const strict = new ShardIndex(manifest, async (name, hash) => {
      if (lost.test(name)) throw new ShardError('lost');
      return load(name, hash);
    });
    await assert.rejects(find(query, strict), ShardError);
  });
}

test('bytes that the reader does not understand are a ShardError by the name of the shard', async () => {
  const broken: LoadShard = async (name, hash) =>
    /^columns\/score\/\d/.test(name) ? Uint8Array.of(9, 9, 9) : load(name, hash);
  await assert.rejects(find('score:>1', new ShardIndex(manifest, broken)), {
    name: 'ShardError',
    message: /data\/columns\/score\/\d cannot be read/,
  });
});

const costs: readonly (readonly [query: string, shards: readonly string[]])[] = [
  ['score:>8', ['columns/score/manifest', 'columns/score/2']],
  ['score:>100', ['columns/score/manifest']],
  ['mpixels:>100', ['columns/height/manifest', 'columns/width/manifest']],
  ['danbooru:1005', ['lookup/id-danbooru/manifest', 'lookup/id-danbooru/']],
  ['md5:00000000000000000000000000000003', ['lookup/md5/manifest', 'lookup/md5/']],
];
for (const [query, shards] of costs) {
  test(`${query} loads ${shards.join(', ')} besides postings and vocabulary`, async () => {
    const loaded: string[] = [];
    const listening: LoadShard = async (name, hash) => {
      if (!/^(vocabulary|postings)\//.test(name)) loaded.push(name);
      return load(name, hash);
    };
    await find(query, new ShardIndex(manifest, listening));
    assert.equal(loaded.length, shards.length, String(loaded));
    for (const [place, name] of loaded.toSorted().entries()) {
      const wanted = shards.toSorted()[place] ?? '';
      assert.ok(name === wanted || (wanted.endsWith('/') && name.startsWith(wanted)), name);
    }
  });
}

test('another name of a tag finds the tag, and neither is listed twice', async () => {
  const aliases = [
    ['mark', 'tag'],
    ['gone', 'nowhere'],
    ['even', 'tag'],
  ] as const;
  const { source } = indexOf(library, { segment: 4, names: 1 }, aliases);
  assert.deepEqual(await find('mark even', source), [11, 9, 7, 5, 3, 1]);
  assert.deepEqual(await find('gone', source), []);
  assert.deepEqual(
    (await source.matching('*')).map(({ name }) => name),
    ['even', 'tag'],
  );
});

test('the cost of patterns is told from the list of blocks alone, and is the less the more of a name is known', async () => {
  const names = Array.from({ length: 400 }, (_, at) => `tag_${String(at).padStart(3, '0')}`);
  const { source, loaded } = indexOf(
    libraryOf(
      names.map((name, at) => postWith(at + 1, [name])),
      64,
    ),
    { segment: 64, names: 8 },
  );
  const all = await source.bytesOfPatterns(['*9*', 'tag*']);
  const some = await source.bytesOfPatterns(['tag_39*']);
  assert.deepEqual(loaded, ['vocabulary/manifest']);
  assert.ok(some > 20 && some * 10 < all, `${some} of ${all}`);
  assert.equal((await source.matching('tag_39*')).length, 10);
  assert.ok(loaded.length < 8, String(loaded));
});

test('shapes that will likely be wanted first are on their way before they are', async () => {
  const shapely = libraryOf(
    Array.from({ length: 12 }, (_, at) =>
      postWith(at + 1, ['tag'], { width: 50 + 10 * at, height: 100 }),
    ),
    4,
  );
  for (const [first, shards] of [
    ['newest', ['shapes/manifest', 'shapes/2']],
    ['oldest', ['shapes/manifest', 'shapes/0']],
    [undefined, ['shapes/manifest']],
  ] as const) {
    const own = indexOf(shapely, { segment: 4, block: 4, shapes: 4 });
    own.source.prepareShapes(first);
    await setImmediate();
    assert.deepEqual(own.loaded, shards);
    await own.source.shapes(first === 'oldest' ? 0 : 2);
    assert.deepEqual(new Set(own.loaded), new Set(['shapes/manifest', shards[1] ?? 'shapes/2']));
  }
  // Nobody has asked for it: an answer that needs others lacks nothing.
  const { manifest: own, load: loadOwn } = indexOf(shapely, { segment: 4, block: 4, shapes: 4 });
  const missing: string[] = [];
  const others: LoadShard = async (name, hash) => {
    if (name === 'shapes/2') throw new ShardError('lost');
    return loadOwn(name, hash);
  };
  const index = new ShardIndex(own, others, { onMissing: (name) => missing.push(name) });
  index.prepareShapes('newest');
  await index.shapes(0);
  await setImmediate();
  assert.deepEqual(missing, []);
  await index.shapes(2);
  assert.deepEqual(missing, ['shapes/2']);
  const none = indexOf(libraryOf([], 4), { segment: 4, block: 4, shapes: 4 });
  none.source.prepareShapes('newest');
  await setImmediate();
  assert.deepEqual(none.loaded, ['shapes/manifest']);
});
