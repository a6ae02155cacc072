import { ByteReader, ByteWriter } from './bytes.ts';
import { greatestParameter, RiceReader, RiceWriter, riceLength, riceParameter } from './rice.ts';

/** What the first byte says: up to `greatestParameter`, Rice codes with this parameter; the same with `allBut` added, of what is missing. */
const bitmapKind = 64;
const allBut = 128;

/**
 * Ascending numbers, as they stand in a shard, in the shortest of three forms: Rice codes of the gaps between them, a bit
 * each up to the last, or Rice codes of what is missing below the last. The same numbers give the same bytes.
 */
export function encodeNumbers(numbers: ArrayLike<number>): Uint8Array {
  const { length } = numbers;
  const end = length === 0 ? 0 : (numbers[length - 1] ?? 0) + 1;
  const forms = [() => encodeGaps(numbers, end, 0)];
  if (end / length < 8) forms.push(() => encodeBits(numbers, end));
  if (end < 2 * length) forms.push(() => encodeGaps(missingIn(numbers, end), end, allBut));
  return forms
    .map((form) => form())
    .reduce((best, form) => (form.length < best.length ? form : best));
}

function encodeGaps(numbers: ArrayLike<number>, end: number, kind: number): Uint8Array {
  const parameter = bestParameter(numbers, end);
  const writer = new ByteWriter();
  writer.byte(kind + parameter);
  if (kind === allBut) writer.varint(end);
  writer.varint(numbers.length);
  const codes = new RiceWriter();
  codes.write(numbers, parameter);
  writer.bytes(codes.finish());
  return writer.finish();
}

/** What suits numbers that are scattered evenly, or one beside it. */
function bestParameter(numbers: ArrayLike<number>, end: number): number {
  const middle = riceParameter(numbers.length, end);
  const choices = [middle - 1, middle, middle + 1].filter((k) => k >= 0 && k <= greatestParameter);
  const lengths = choices.map((parameter) => riceLength(numbers, parameter));
  return choices[lengths.indexOf(Math.min(...lengths))] ?? middle;
}

function encodeBits(numbers: ArrayLike<number>, end: number): Uint8Array {
  const bits = new Uint8Array(Math.ceil(end / 8));
  for (let at = 0; at < numbers.length; at++) {
    const number = numbers[at] ?? 0;
    bits[number >>> 3] = (bits[number >>> 3] ?? 0) | (1 << (number & 7));
  }
  const writer = new ByteWriter();
  writer.byte(bitmapKind);
  writer.varint(numbers.length);
  writer.bytes(bits);
  return writer.finish();
}

function missingIn(numbers: ArrayLike<number>, end: number): Uint32Array {
  const missing = new Uint32Array(end - numbers.length);
  let count = 0;
  let next = 0;
  for (let at = 0; at < numbers.length; at++) {
    const number = numbers[at] ?? 0;
    while (next < number) missing[count++] = next++;
    next = number + 1;
  }
  while (next < end) missing[count++] = next++;
  return missing;
}

/** About the bytes of `count` numbers that are scattered below `span`. */
export function bytesOfNumbers(count: number, span: number): number {
  const codes = (some: number): number =>
    some <= 0 ? 0 : (some * (Math.log2(Math.max(1, span / some)) + 1.5)) / 8;
  return 3 + Math.min(codes(count), codes(span - count), span / 8);
}

/** Numbers below `limit`. Throws a RangeError on bytes that are no list of such numbers. */
export function decodeNumbers(bytes: Uint8Array, limit: number): Uint32Array {
  const reader = new ByteReader(bytes);
  const kind = reader.byte();
  if (kind === bitmapKind) return decodeBits(reader.varint(), bytes.subarray(reader.at), limit);
  const parameter = kind % allBut;
  if (parameter > greatestParameter) throw new RangeError(`a list of unknown kind ${kind}`);
  const end = kind < allBut ? limit : reader.varint();
  if (end > limit) throw new RangeError('a list leaves its range');
  const count = reader.varint();
  const codes = new RiceReader(bytes, reader.at);
  const numbers = codes.read(count, parameter, end);
  codes.end();
  return kind < allBut ? numbers : missingIn(numbers, end);
}

function decodeBits(wanted: number, bits: Uint8Array, limit: number): Uint32Array {
  if (wanted > bits.length * 8) throw new RangeError('a shard ends early');
  const numbers = new Uint32Array(wanted);
  let count = 0;
  for (let at = 0; at < bits.length; at++) {
    for (let byte = bits[at] ?? 0; byte !== 0; byte &= byte - 1) {
      numbers[count++] = at * 8 + 31 - Math.clz32(byte & -byte);
    }
  }
  if (count !== wanted || bits.at(-1) === 0) throw new RangeError('a list is not what it says');
  if (count > 0 && (numbers[count - 1] ?? 0) >= limit) {
    throw new RangeError('a list leaves its range');
  }
  return numbers;
}

/** The place of the first number that is not below `least`. */
export function firstFrom(sorted: Uint32Array, least: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
