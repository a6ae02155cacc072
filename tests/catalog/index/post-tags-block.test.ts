import { deepEqual, throws } from 'node:assert/strict';
import { test } from 'node:test';
import {
  decodePostTags,
  encodePostTags,
  type PostTagsBlock,
} from '../../../catalog/index/post-tags-block.ts';
import { compareTags } from '../../../catalog/tag.ts';
import { type Chance, chance } from '../../fixtures/random.ts';

test('a block of tags reads as it was written', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const block = randomBlock(chance(seed));
    deepEqual(decodePostTags(encodePostTags(block), block.length), block, `seed ${seed}`);
  }
});

test('a block of tags that is cut off, goes on or is noise throws a RangeError or reads as some block', () => {
  for (let seed = 1; seed <= 300; seed++) {
    const draw = chance(seed);
    const block = randomBlock(draw);
    const bytes = encodePostTags(block);
    throws(
      () => decodePostTags(bytes.subarray(0, draw.below(bytes.length)), block.length),
      RangeError,
    );
    throws(() => decodePostTags(Uint8Array.of(...bytes, 0), block.length), RangeError);
    try {
      decodePostTags(
        Uint8Array.from({ length: draw.below(90) }, () => draw.below(256)),
        4,
      );
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
});

function randomBlock(draw: Chance): PostTagsBlock {
  const names = ['__proto__', 'cat', 'cat_ears', 'été', '^_^', '🦊', 'fate/stay_night'];
  return Array.from({ length: 1 + draw.below(6) }, () =>
    names.filter(() => draw.below(2) === 0).toSorted(compareTags),
  );
}
