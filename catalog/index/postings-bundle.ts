import { crc32 } from './content-hash.ts';
import { RiceReader, RiceWriter, riceLength, riceParameter } from './rice.ts';

/** A term whose list is in a bundle, and how many numbers that has. */
export interface BundledTerm {
  readonly name: string;
  readonly count: number;
}

/** Bytes before the codes: the width of a number, and whose lists they are. */
const headLength = 5;

/** A term and its list: whole numbers from 0, all segments together. */
export interface ShortList {
  readonly name: string;
  readonly numbers: ArrayLike<number>;
}

/**
 * The short lists of a vocabulary block, in bundles of at most `most` bytes each, unless one list takes more; how many
 * lists each has.
 */
export function encodeBundles(
  lists: readonly ShortList[],
  most: number,
): readonly { readonly terms: number; readonly bytes: Uint8Array }[] {
  const width = lists.reduce((widest, { numbers }) => Math.max(widest, widthOf(numbers)), 0);
  const bundles: ShortList[][] = [];
  let room = 0;
  for (const list of lists) {
    const { numbers } = list;
    const bits = riceLength(numbers, riceParameter(numbers.length, 2 ** width));
    room -= bits;
    if (room >= 0) bundles.at(-1)?.push(list);
    else {
      bundles.push([list]);
      room = (most - headLength) * 8 - bits;
    }
  }
  return bundles.map((own) => ({ terms: own.length, bytes: encodeBundle(own, width) }));
}

/** Bits of a list's highest number. */
function widthOf(numbers: ArrayLike<number>): number {
  return 32 - Math.clz32((numbers[numbers.length - 1] ?? -1) + 1);
}

/** Lists one behind the other. How many numbers each has, the vocabulary says; so a bundle also says which one that is. */
function encodeBundle(lists: readonly ShortList[], width: number): Uint8Array {
  const codes = new RiceWriter();
  for (const { numbers } of lists) codes.write(numbers, riceParameter(numbers.length, 2 ** width));
  const bits = codes.finish();
  const bytes = new Uint8Array(headLength + bits.length);
  bytes[0] = width;
  const mark = bundleMark(lists.map(({ name, numbers }) => ({ name, count: numbers.length })));
  new DataView(bytes.buffer).setUint32(1, mark, true);
  bytes.set(bits, headLength);
  return bytes;
}

/** Throws a RangeError on bytes that are no bundle of these terms' lists: while a site is updated, it may be another version's. */
export function decodeBundle(
  bytes: Uint8Array,
  terms: readonly BundledTerm[],
): readonly Uint32Array[] {
  if (bytes.length < headLength) throw new RangeError('a shard ends early');
  const width = bytes[0] ?? 32;
  if (width > 31) throw new RangeError('a number in a shard is too large');
  const mark = new DataView(bytes.buffer, bytes.byteOffset).getUint32(1, true);
  if (mark !== bundleMark(terms)) throw new RangeError('the lists of other terms');
  const limit = 2 ** width;
  const codes = new RiceReader(bytes, headLength);
  const lists = terms.map(({ count }) => codes.read(count, riceParameter(count, limit), limit));
  codes.end();
  return lists;
}

/** CRC-32 of the terms and their counts: what a bundle names its vocabulary by. */
export function bundleMark(terms: readonly BundledTerm[]): number {
  const text = terms.map(({ name, count }) => `${name} ${count}`).join('\n');
  return crc32(new TextEncoder().encode(text));
}
