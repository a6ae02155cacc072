import { ByteReader, ByteWriter } from './bytes.ts';

/** A set of places in a segment, one bit each. */
export type Bitmap = Uint32Array;

const kinds = { delta: 0, bitmap: 1, allBut: 2 } as const;

export function emptyBitmap(segmentSize: number): Bitmap {
  return new Uint32Array(Math.ceil(segmentSize / 32));
}

export function setBit(bitmap: Bitmap, place: number): void {
  bitmap[place >>> 5] = (bitmap[place >>> 5] ?? 0) | (1 << (place & 31));
}

export function hasBit(bitmap: Bitmap, place: number): boolean {
  return ((bitmap[place >>> 5] ?? 0) & (1 << (place & 31))) !== 0;
}

export function countBits(bitmap: Bitmap): number {
  let count = 0;
  for (let at = 0; at < bitmap.length; at++) {
    let word = bitmap[at] ?? 0;
    word -= (word >>> 1) & 0x55555555;
    word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
    count += Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return count;
}

/** The places that are set, ascending. */
export function placesOf(bitmap: Bitmap): number[] {
  const places: number[] = [];
  for (let at = 0; at < bitmap.length; at++) {
    let word = bitmap[at] ?? 0;
    while (word !== 0) {
      const bit = 31 - Math.clz32(word & -word);
      places.push(at * 32 + bit);
      word &= word - 1;
    }
  }
  return places;
}

/**
 * The library's form of a list, which an edit changes quickly; in shards they are denser (number-list.ts).
 * The shortest of three forms, with its kind as first byte: gaps between places (varints), the bits themselves,
 * or the gaps between the places that are missing below the last one. The same set gives the same bytes.
 */
export function encodePostings(places: readonly number[]): Uint8Array {
  const last = places.at(-1);
  if (last === undefined) return Uint8Array.of(kinds.delta, 0);
  const forms = [encodeGaps(kinds.delta, places)];
  const bitmapLength = (last >>> 3) + 1;
  if (bitmapLength < places.length + 1) forms.push(encodeBits(places, bitmapLength));
  if (last + 1 - places.length < places.length) forms.push(encodeAllBut(places, last));
  return forms.reduce((best, form) => (form.length < best.length ? form : best));
}

function encodeGaps(kind: number, places: readonly number[], last?: number): Uint8Array {
  const writer = new ByteWriter();
  writer.byte(kind);
  if (last !== undefined) writer.varint(last);
  writer.varint(places.length);
  let next = 0;
  for (const place of places) {
    writer.varint(place - next);
    next = place + 1;
  }
  return writer.finish();
}

function encodeBits(places: readonly number[], length: number): Uint8Array {
  const writer = new ByteWriter();
  const bits = new Uint8Array(length);
  for (const place of places) bits[place >>> 3] = (bits[place >>> 3] ?? 0) | (1 << (place & 7));
  writer.byte(kinds.bitmap);
  writer.varint(length);
  writer.bytes(bits);
  return writer.finish();
}

function encodeAllBut(places: readonly number[], last: number): Uint8Array {
  const missing: number[] = [];
  let next = 0;
  for (const place of places) {
    for (; next < place; next++) missing.push(next);
    next = place + 1;
  }
  return encodeGaps(kinds.allBut, missing, last);
}

/** Reads a list into a bitmap of its segment. Throws on bytes that are no list of such a segment. */
export function decodePostings(bytes: Uint8Array, segmentSize: number): Bitmap {
  const bitmap = emptyBitmap(segmentSize);
  const reader = new ByteReader(bytes);
  const kind = reader.byte();
  if (kind === kinds.delta) {
    for (const place of readGaps(reader, segmentSize)) setBit(bitmap, place);
  } else if (kind === kinds.bitmap) {
    decodeBits(reader, bitmap, segmentSize);
  } else if (kind === kinds.allBut) {
    const last = reader.varint();
    if (last >= segmentSize) throw new RangeError('a posting list leaves its segment');
    bitmap.fill(0xffffffff, 0, (last + 1) >>> 5);
    for (let place = (last + 1) & ~31; place <= last; place++) setBit(bitmap, place);
    for (const place of readGaps(reader, last)) {
      bitmap[place >>> 5] = (bitmap[place >>> 5] ?? 0) & ~(1 << (place & 31));
    }
  } else {
    throw new RangeError(`a posting list of unknown kind ${kind}`);
  }
  if (!reader.isAtEnd) throw new RangeError('a posting list is longer than it says');
  return bitmap;
}

/** The places of a list, ascending, without a bitmap where it is short. Throws as `decodePostings` does. */
export function decodePlaces(bytes: Uint8Array, segmentSize: number): number[] {
  if (bytes[0] !== kinds.delta) return placesOf(decodePostings(bytes, segmentSize));
  const reader = new ByteReader(bytes.subarray(1));
  const places = [...readGaps(reader, segmentSize)];
  if (!reader.isAtEnd) throw new RangeError('a posting list is longer than it says');
  return places;
}

function readGaps(reader: ByteReader, limit: number): Uint32Array {
  const count = reader.varint();
  if (count > limit) throw new RangeError('a posting list leaves its segment');
  const places = new Uint32Array(count);
  let next = 0;
  for (let index = 0; index < count; index++) {
    const place = next + reader.varint();
    if (place >= limit) throw new RangeError('a posting list leaves its segment');
    places[index] = place;
    next = place + 1;
  }
  return places;
}

function decodeBits(reader: ByteReader, bitmap: Bitmap, segmentSize: number): void {
  const bits = reader.bytes(reader.varint());
  for (let at = 0; at < bits.length; at++) {
    const byte = bits[at] ?? 0;
    if (byte === 0) continue;
    const highest = at * 8 + 31 - Math.clz32(byte);
    if (highest >= segmentSize) throw new RangeError('a posting list leaves its segment');
    bitmap[at >>> 2] = (bitmap[at >>> 2] ?? 0) | (byte << ((at & 3) * 8));
  }
}
