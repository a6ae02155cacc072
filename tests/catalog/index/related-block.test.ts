import { deepEqual, throws } from 'node:assert/strict';
import { test } from 'node:test';
import {
  decodeRelatedBlock,
  encodeRelatedBlock,
  type RelatedEntry,
} from '../../../catalog/index/related-block.ts';
import { namedCategories } from '../../../catalog/related/formula.ts';
import type { Related } from '../../../catalog/related/reason.ts';
import { type Chance, chance } from '../../fixtures/random.ts';

const nothing: RelatedEntry = { check: 0, related: [] };

test('a block of related posts reads as it was written', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const draw = chance(seed);
    const entries = Array.from({ length: 1 + draw.below(9) }, () => randomEntry(draw));
    deepEqual(
      decodeRelatedBlock(encodeRelatedBlock(entries), entries.length),
      entries.map((entry) => entry ?? nothing),
      `seed ${seed}`,
    );
  }
});

test('a block that is cut off, goes on or is noise throws a RangeError or reads as some block', () => {
  for (let seed = 1; seed <= 300; seed++) {
    const draw = chance(seed);
    const bytes = encodeRelatedBlock(Array.from({ length: 8 }, () => fullEntry(draw)));
    throws(() => decodeRelatedBlock(bytes.subarray(0, draw.below(bytes.length)), 8), RangeError);
    throws(() => decodeRelatedBlock(Uint8Array.of(...bytes, 0), 8), RangeError);
    const noise = Uint8Array.from({ length: draw.below(200) }, () => draw.below(256));
    readOrRefuse(noise, 8);
    const flipped = bytes.map((byte, at) => (at === seed % bytes.length ? byte ^ 16 : byte));
    readOrRefuse(flipped, 8);
  }
});

function readOrRefuse(bytes: Uint8Array, size: number): void {
  try {
    deepEqual(decodeRelatedBlock(bytes, size).length, size);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
}

function randomEntry(draw: Chance): RelatedEntry | undefined {
  if (draw.below(5) === 0) return undefined;
  return draw.below(5) === 0 ? nothing : fullEntry(draw);
}

function fullEntry(draw: Chance): RelatedEntry {
  const highest = 2 ** (1 + draw.below(31));
  const related = Array.from({ length: 1 + draw.below(20) }, (): Related => {
    const kind = draw.pick([...namedCategories, 'similar', 'similar'] as const);
    return {
      number: 1 + draw.below(highest),
      reason:
        kind === 'similar'
          ? { kind, count: draw.below(draw.pick([3, 40, 1000])) }
          : { kind, tag: draw.below(draw.pick([2, 30, 1000])) },
    };
  });
  return { check: draw.below(256), related };
}
