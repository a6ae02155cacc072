import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ShardContent, ShardError } from '../../../catalog/index/shard.ts';
import { loadCompanions } from '../../../catalog/index/shard-companions.ts';
import { ShardIndex } from '../../../catalog/index/shard-index.ts';
import { loadTagsOf } from '../../../catalog/index/shard-post-tags.ts';
import type { LoadShard } from '../../../catalog/index/shard-reader.ts';
import { Completer } from '../../../components/completion/completer.ts';
import { find, indexOf, libraryOf, type TestIndex } from '../../fixtures/index.ts';
import { type Chance, chance } from '../../fixtures/random.ts';
import { randomPosts } from '../../fixtures/random-posts.ts';

const queries = [
  '-cat',
  'c*',
  '*',
  'cat or dog',
  'score:>1',
  'mpixels:>0 order:ratio_asc limit:3',
  'filename:c source:http',
  'danbooru:5 or md5:00000000000000000000000000000003',
  'order:score',
  'similar:5',
  'parent:danbooru:3 or child:5',
  'rating:g width:none',
  'dgo',
];

const sizes = {
  segment: 4,
  block: 4,
  related: 4,
  names: 3,
  keys: 3,
  own: 4,
  run: 4,
  hot: 3,
  completions: 3,
};

/** One character, or one byte, is another one: the checksum would tell, but a foreign writer may have made it fit. */
function damage(content: ShardContent, luck: Chance): ShardContent {
  const at = luck.below(Math.max(1, content.length));
  if (typeof content === 'string') {
    return content.slice(0, at) + luck.pick([...'019-,[]{}"']) + content.slice(at + 1);
  }
  return content.length === 0 ? content : content.with(at, luck.below(256));
}

/** Loads an index of which three shards are damaged, the same way each time. */
function damagedIndex({ load, scripts }: TestIndex, luck: Chance): LoadShard {
  const names = [...scripts.keys()];
  const victims = new Set([luck.pick(names), luck.pick(names), luck.pick(names)]);
  const known = new Map<string, ShardContent>();
  return async (name, hash) => {
    if (!scripts.has(name)) throw new ShardError(`${name} did not load`);
    // A damaged list may wish for another version of a shard: what there is comes.
    const content =
      known.get(name) ??
      (await load(name, hash).catch(() => {
        throw new ShardError(`${name} is of another version`);
      }));
    const answer = known.has(name) || !victims.has(name) ? content : damage(content, luck);
    known.set(name, answer);
    return answer;
  };
}

async function answerOrRefuse(work: Promise<unknown>, shown: string): Promise<void> {
  try {
    await work;
  } catch (error) {
    assert.ok(error instanceof ShardError, `${shown}: ${String(error)}`);
  }
}

test('an index of which shards say anything at all is searched to the end, or refused as damaged', async () => {
  for (let seed = 1; seed <= 12; seed++) {
    const luck = chance(seed);
    using library = libraryOf(randomPosts(luck), 4);
    const whole = indexOf(library, sizes);
    const { manifest } = whole;
    for (let round = 0; round < 5; round++) {
      const load = damagedIndex(whole, luck);
      for (const query of queries) {
        const shown = `${query}, seed ${seed}, round ${round}`;
        for (const wishes of [{}, { onMissing: () => undefined }]) {
          const index = new ShardIndex(manifest, load, wishes);
          await answerOrRefuse(find(query, index, { now: 0, seed: 'x' }), shown);
        }
        const completer = new Completer({ ask: (operation) => operation(manifest, load) });
        await answerOrRefuse(completer.complete({ typed: query }), shown);
      }
      for (const number of [1, 9, 30]) await answerOrRefuse(loadTagsOf(number, manifest, load), '');
      await answerOrRefuse(loadCompanions('cat', manifest, load), '');
    }
  }
});
