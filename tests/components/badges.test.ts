import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasFlag, ownFlags, postFlags } from '../../catalog/index/post-flags.ts';
import { loadBadgeFacts } from '../../components/gallery/draw-badges.ts';
import { indexOf, libraryOf } from '../fixtures/index.ts';
import { postWith } from '../fixtures/post.ts';

test('a post’s own facts are flags', () => {
  const plain = postWith(1, []);
  assert.equal(ownFlags(plain), 0);
  assert.equal(ownFlags({ ...plain, frames: 2 }), postFlags.animated);
  const everything = {
    ...plain,
    frames: 9,
    format: 'gif' as const,
    isGuessed: true,
    damaged: 'cut off',
    width: 10,
    height: 100,
  };
  const flags = ownFlags(everything);
  for (const flag of ['animated', 'gif', 'guessed', 'damaged', 'strip'] as const) {
    assert.ok(hasFlag(flags, flag), flag);
  }
  assert.equal(ownFlags({ ...plain, width: 260, height: 100 }), 0);
  assert.equal(ownFlags({ ...plain, width: 300, height: 100 }), postFlags.strip);
});

test('the badges of any number of tiles cost a shard for each block of numbers, and another where there are children', async () => {
  const posts = Array.from({ length: 20 }, (_, at) =>
    postWith(
      at + 1,
      [],
      at === 2 || at === 3 ? { chosenParent: 12 } : { frames: at === 5 ? 3 : 1 },
    ),
  );
  using library = libraryOf(posts, 4);
  const index = indexOf(library, { block: 8, segment: 4 });
  const numbers = posts.map(({ number }) => number);
  const facts = await loadBadgeFacts(numbers, index.source);
  const of = (number: number) => facts[number - 1] ?? { flags: -1, children: -1 };
  assert.deepEqual(of(3), { flags: postFlags.child, children: 0 });
  assert.deepEqual(of(6), { flags: postFlags.animated, children: 0 });
  assert.deepEqual(of(12), { flags: postFlags.parent, children: 2 });
  assert.deepEqual(of(20), { flags: 0, children: 0 });
  const blocks = index.loaded.filter((name) => /^columns\/.*\/\d+$/.test(name));
  // Posts 17 to 20 have all the same flags, which the list of blocks says; so has it of the children.
  assert.deepEqual(blocks.toSorted(), ['columns/children/1', 'columns/flags/0', 'columns/flags/1']);
});
