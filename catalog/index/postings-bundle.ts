import { ByteReader, ByteWriter } from './bytes.ts';

/** The short lists of one vocabulary block in one segment: place of the term in its block → its encoded list. */
export type PostingsBundle = ReadonlyMap<number, Uint8Array>;

/** Lists must come in ascending order of their places. */
export function encodeBundle(bundle: PostingsBundle): Uint8Array {
  const writer = new ByteWriter();
  writer.varint(bundle.size);
  let next = 0;
  for (const [place, list] of bundle) {
    writer.varint(place - next);
    writer.varint(list.length);
    writer.bytes(list);
    next = place + 1;
  }
  return writer.finish();
}

/** Throws on bytes that are no bundle. */
export function decodeBundle(bytes: Uint8Array): PostingsBundle {
  const reader = new ByteReader(bytes);
  const bundle = new Map<number, Uint8Array>();
  let next = 0;
  for (let left = reader.varint(); left > 0; left--) {
    const place = next + reader.varint();
    bundle.set(place, reader.bytes(reader.varint()));
    next = place + 1;
  }
  if (!reader.isAtEnd) throw new RangeError('a bundle of postings is longer than it says');
  return bundle;
}
