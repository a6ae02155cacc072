import { RiceReader, RiceWriter, riceParameter } from './rice.ts';

/**
 * The short lists of one vocabulary block, one behind the other: whole numbers from 0, all segments together. How many
 * each has, the vocabulary says.
 */
export function encodeBundle(lists: readonly ArrayLike<number>[]): Uint8Array {
  const end = lists.reduce((most, list) => Math.max(most, (list[list.length - 1] ?? -1) + 1), 0);
  const width = 32 - Math.clz32(end);
  const codes = new RiceWriter();
  for (const list of lists) codes.write(list, riceParameter(list.length, 2 ** width));
  const bits = codes.finish();
  const bytes = new Uint8Array(bits.length + 1);
  bytes[0] = width;
  bytes.set(bits, 1);
  return bytes;
}

/** Throws a RangeError on bytes that are no bundle of lists of these lengths. */
export function decodeBundle(bytes: Uint8Array, counts: readonly number[]): readonly Uint32Array[] {
  const [width = 32] = bytes;
  if (width > 31) throw new RangeError('a number in a shard is too large');
  const limit = 2 ** width;
  const codes = new RiceReader(bytes, 1);
  const lists = counts.map((count) => codes.read(count, riceParameter(count, limit), limit));
  codes.end();
  return lists;
}
