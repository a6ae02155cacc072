import { crc32 } from './content-hash.ts';
import { RiceReader, RiceWriter, riceParameter } from './rice.ts';

/** A term whose list is in a bundle, and how many numbers that has. */
export interface BundledTerm {
  readonly name: string;
  readonly count: number;
}

/** Bytes before the codes: the width of a number, and whose lists they are. */
const headLength = 5;

/**
 * The short lists of one vocabulary block, one behind the other: whole numbers from 0, all segments together. How many
 * each has, the vocabulary says; so a bundle also says which vocabulary that is.
 */
export function encodeBundle(
  names: readonly string[],
  lists: readonly ArrayLike<number>[],
): Uint8Array {
  const end = lists.reduce((most, list) => Math.max(most, (list[list.length - 1] ?? -1) + 1), 0);
  const width = 32 - Math.clz32(end);
  const codes = new RiceWriter();
  for (const list of lists) codes.write(list, riceParameter(list.length, 2 ** width));
  const bits = codes.finish();
  const bytes = new Uint8Array(headLength + bits.length);
  bytes[0] = width;
  const mark = bundleMark(names.map((name, at) => ({ name, count: lists[at]?.length ?? 0 })));
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
