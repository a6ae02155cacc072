import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  decodeBlockList,
  decodeWeighedList,
  encodeBlockList,
  idOfBlock,
} from '../../../catalog/index/block-list.ts';
import { decodeColumn, encodeColumn } from '../../../catalog/index/column.ts';
import {
  type ColumnPart,
  decodeColumnList,
  encodeColumnList,
} from '../../../catalog/index/column-list.ts';
import { idColumn, ownColumns, ownValues } from '../../../catalog/index/columns.ts';
import { contentHash } from '../../../catalog/index/content-hash.ts';
import { decodeLookup, encodeLookup } from '../../../catalog/index/lookup.ts';
import { ShardError } from '../../../catalog/index/shard.ts';
import { formatTextBlock, parseTextBlock } from '../../../catalog/index/text-block.ts';
import { compareTags, normaliseTag } from '../../../catalog/tag.ts';
import { hostileTexts } from '../../fixtures/hostile.ts';
import { postWith } from '../../fixtures/post.ts';
import { type Chance, chance } from '../../fixtures/random.ts';

const size = 50;

/** Columns as they come: spread, rising, of few values, nearly all the same. */
function randomValues({ below, pick }: Chance): Float64Array {
  const kind = below(4);
  const base = pick([0, -5, 1_700_000_000, -(2 ** 48), 2 ** 48 - 300_000]);
  const holes = pick([0, 3, 40]);
  return Float64Array.from({ length: size }, (_, place) => {
    if (below(size) < holes) return Number.NaN;
    if (kind === 0) return base + below(300);
    if (kind === 1) return base + place * 7;
    return kind === 2 ? base + below(3) * 100_003 : base + (below(20) === 0 ? 1 : 0);
  });
}

test('a column survives encoding, with the same bytes, in every form', () => {
  const luck = chance(1);
  const forms = new Set<number | undefined>();
  for (let round = 0; round < 600; round++) {
    const values = randomValues(luck);
    const bytes = encodeColumn(values);
    forms.add(bytes[0]);
    assert.deepEqual(decodeColumn(bytes, size), values);
    assert.deepEqual(encodeColumn(decodeColumn(bytes, size)), bytes);
  }
  assert.deepEqual(forms, new Set([0, 1, 2, 3]));
});

test('a column without values, and one of a single number, are few bytes', () => {
  const none = new Float64Array(8192).fill(Number.NaN);
  assert.deepEqual(decodeColumn(encodeColumn(none), 8192), none);
  assert.ok(encodeColumn(none).length < 6);
  assert.ok(encodeColumn(none.map(() => 7)).length < 10);
});

const parts: readonly ColumnPart[] = [
  { kind: 'none' },
  { kind: 'same', value: -3 },
  { kind: 'shard', lowest: -(2 ** 48), highest: 2 ** 48, hash: contentHash('a') },
  { kind: 'shard', lowest: 5, highest: 5, hash: contentHash('b') },
];
const names = [...new Set(hostileTexts.map(normaliseTag))].toSorted(compareTags);
const blocks = names.map((first) => ({ hash: contentHash(first), first }));
const sizes = names.map((_, at) => at * 99);
const table = new Map(names.map((key, at) => [key, [at, at + 1, at + 500]]));

test('lists of blocks and look-up tables survive encoding', () => {
  assert.deepEqual(decodeColumnList(encodeColumnList(parts)), parts);
  const listed = decodeBlockList(encodeBlockList(blocks));
  assert.deepEqual(listed, blocks);
  assert.deepEqual(
    listed.map((block) => idOfBlock(listed, block)),
    blocks.map(({ hash }, at) => (at === 0 ? 'first' : hash)),
  );
  assert.deepEqual(
    decodeWeighedList(encodeBlockList(blocks, sizes)),
    blocks.map((block, at) => ({ ...block, size: sizes[at] })),
  );
  assert.deepEqual(decodeLookup(encodeLookup(table)), table);
});

const luck = chance(2);
const formats: readonly (readonly [
  name: string,
  bytes: Uint8Array,
  decode: (bytes: Uint8Array) => unknown,
])[] = [
  ...[0, 1, 2, 3].map((form) => {
    let bytes = encodeColumn(randomValues(luck));
    while (bytes[0] !== form) bytes = encodeColumn(randomValues(luck));
    return [
      `a column of form ${form}`,
      bytes,
      (some: Uint8Array) => decodeColumn(some, size),
    ] as const;
  }),
  ['a list of a column', encodeColumnList(parts), decodeColumnList],
  ['a list of blocks', encodeBlockList(blocks), decodeBlockList],
  ['a list of blocks with their sizes', encodeBlockList(blocks, sizes), decodeWeighedList],
  ['a look-up table', encodeLookup(table), decodeLookup],
];
for (const [name, bytes, decode] of formats) {
  test(`${name} that is cut short, or goes on, is refused`, () => {
    for (let length = 0; length < bytes.length; length++) {
      assert.throws(() => decode(bytes.subarray(0, length)), RangeError);
    }
    assert.throws(() => decode(Uint8Array.of(...bytes, 0)), RangeError);
  });

  test(`${name} with other bytes, and bytes of chance, are read or refused, and never hang`, () => {
    const { below } = chance(3);
    for (let round = 0; round < 2000; round++) {
      const damaged = Uint8Array.from(bytes);
      for (let left = 1 + below(3); left > 0; left--) damaged[below(damaged.length)] = below(256);
      const random = Uint8Array.from({ length: below(40) }, () => below(below(2) === 0 ? 4 : 256));
      for (const some of [damaged, random]) {
        try {
          decode(some);
        } catch (error) {
          assert.ok(error instanceof RangeError, String(error));
        }
      }
    }
  });
}

test('a column of another block size is refused', () => {
  const bytes = encodeColumn(Float64Array.of(1, 2, 3));
  assert.throws(() => decodeColumn(bytes, 2), /leaves its block/);
});

test('texts survive theirs; anything else is refused', () => {
  const texts = [[], ['a'], [], hostileTexts.slice(0, 3)];
  assert.deepEqual(parseTextBlock(JSON.parse(formatTextBlock(texts)), 4), texts);
  assert.equal(formatTextBlock([[], []]), '[]');
  for (const value of [null, {}, [1], [['a', 1]], [null], [0, 0, 0, 0, 0]]) {
    assert.throws(() => parseTextBlock(value, 4), ShardError, JSON.stringify(value));
  }
});

test('a score beyond all bounds, and a date that is none, do no harm', () => {
  const post = postWith(1, [], { score: Number.MAX_SAFE_INTEGER, created: 'yesterday' });
  const values = ownValues(post);
  assert.equal(values[ownColumns.indexOf('score')], 2 ** 48);
  assert.equal(values[ownColumns.indexOf('created')], undefined);
});

test('no name of a site makes a bad file name', () => {
  assert.equal(idColumn('danbooru'), 'id-danbooru');
  for (const site of ['', '/', '..', 'a b', '東', 'A'])
    assert.match(idColumn(site), /^id-x-[0-9a-f]*$/);
});
