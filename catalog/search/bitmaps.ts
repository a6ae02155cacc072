import { type Bitmap, countBits, emptyBitmap, setBit } from '../index/posting-list.ts';
import type { NumberRange } from './query.ts';
import type { Rest } from './rest.ts';

/** Each of these makes a new bitmap, or answers one that it was given. */

export function intersect(a: Bitmap, b: Bitmap): Bitmap {
  const both = new Uint32Array(a.length);
  for (let at = 0; at < both.length; at++) both[at] = (a[at] ?? 0) & (b[at] ?? 0);
  return both;
}

/** What is in `a` and not in `b`. */
export function subtract(a: Bitmap, b: Bitmap): Bitmap {
  const left = new Uint32Array(a.length);
  for (let at = 0; at < left.length; at++) left[at] = (a[at] ?? 0) & ~(b[at] ?? 0);
  return left;
}

/** Adds to `a` what is in `b`. */
export function addAll(a: Bitmap, b: Bitmap): void {
  for (let at = 0; at < a.length; at++) a[at] = (a[at] ?? 0) | (b[at] ?? 0);
}

export function isEmpty(bitmap: Bitmap): boolean {
  for (const word of bitmap) if (word !== 0) return false;
  return true;
}

/** The places that are set, ascending, each with `base` added. */
export function numbersOf(bitmap: Bitmap, base: number): Uint32Array {
  const numbers = new Uint32Array(countBits(bitmap));
  let count = 0;
  for (let at = 0; at < bitmap.length; at++) {
    let word = bitmap[at] ?? 0;
    while (word !== 0) {
      numbers[count++] = base + at * 32 + 31 - Math.clz32(word & -word);
      word &= word - 1;
    }
  }
  return numbers;
}

export function everyPlace(segmentSize: number): Bitmap {
  return emptyBitmap(segmentSize).fill(0xffffffff);
}

/** Whether any place from `first` to `last` is set. */
export function hasAny(bitmap: Bitmap, first: number, last: number): boolean {
  for (let word = first >>> 5; word <= last >>> 5; word++) {
    let bits = bitmap[word] ?? 0;
    if (word === first >>> 5) bits &= -1 << (first & 31);
    if (word === last >>> 5) bits &= -1 >>> (31 - (last & 31));
    if (bits !== 0) return true;
  }
  return false;
}

/** Sets the places from `first` to `last`. */
function setRange(bitmap: Bitmap, first: number, last: number): void {
  for (let word = first >>> 5; word <= last >>> 5; word++) {
    let bits = -1;
    if (word === first >>> 5) bits &= -1 << (first & 31);
    if (word === last >>> 5) bits &= -1 >>> (31 - (last & 31));
    bitmap[word] = (bitmap[word] ?? 0) | bits;
  }
}

/** The numbers of a segment that are in one of the ranges; `undefined`: none. */
export function bitsOfRanges(
  ranges: readonly NumberRange[],
  segment: number,
  segmentSize: number,
): Bitmap | undefined {
  const base = segment * segmentSize + 1;
  const bitmap = emptyBitmap(segmentSize);
  let isNothing = true;
  for (const { from, to } of ranges) {
    const first = Math.max(from, base) - base;
    const last = Math.min(to, base + segmentSize - 1) - base;
    if (last < first) continue;
    setRange(bitmap, first, last);
    isNothing = false;
  }
  return isNothing ? undefined : bitmap;
}

/** Numbers in any order as ascending ones, a list a segment; resting in between. */
export async function inOrder(
  numbers: readonly number[],
  segmentSize: number,
  rest: Rest,
): Promise<readonly Uint32Array[]> {
  const bitmaps = new Map<number, Bitmap>();
  for (const [place, number] of numbers.entries()) {
    if (place % 8192 === 0) await rest();
    const segment = Math.floor((number - 1) / segmentSize);
    const bitmap = bitmaps.get(segment) ?? emptyBitmap(segmentSize);
    bitmaps.set(segment, bitmap);
    setBit(bitmap, number - 1 - segment * segmentSize);
  }
  return [...bitmaps]
    .sort(([a], [b]) => a - b)
    .map(([segment, bitmap]) => numbersOf(bitmap, segment * segmentSize + 1));
}
