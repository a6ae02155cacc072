import { ByteReader, ByteWriter } from './bytes.ts';
import { hashFromBytes, hashToBytes } from './content-hash.ts';

/** What is known of a column's block without loading it. */
export type ColumnPart =
  /** No post of the block has a value. */
  | { readonly kind: 'none' }
  /** Every post of the block has this one; there is no shard. */
  | { readonly kind: 'same'; readonly value: number }
  | {
      readonly kind: 'shard';
      readonly lowest: number;
      readonly highest: number;
      readonly hash: string;
    };

const kinds = { none: 0, same: 1, shard: 2 } as const;

/** Blocks in order of their numbers. Beyond the last there are none. */
export function encodeColumnList(parts: readonly ColumnPart[]): Uint8Array {
  const writer = new ByteWriter();
  writer.varint(parts.length);
  for (const part of parts) {
    writer.byte(kinds[part.kind]);
    if (part.kind === 'same') writeSigned(writer, part.value);
    if (part.kind !== 'shard') continue;
    writeSigned(writer, part.lowest);
    writer.varint(part.highest - part.lowest);
    writer.bytes(hashToBytes(part.hash));
  }
  return writer.finish();
}

/** Throws a RangeError on bytes that are no list of blocks. */
export function decodeColumnList(bytes: Uint8Array): readonly ColumnPart[] {
  const reader = new ByteReader(bytes);
  const parts: ColumnPart[] = [];
  for (let left = reader.varint(); left > 0; left--) parts.push(readPart(reader));
  if (!reader.isAtEnd) throw new RangeError('a list of blocks is longer than it says');
  return parts;
}

function readPart(reader: ByteReader): ColumnPart {
  const kind = reader.byte();
  if (kind === kinds.none) return { kind: 'none' };
  if (kind === kinds.same) return { kind: 'same', value: readSigned(reader) };
  if (kind !== kinds.shard) throw new RangeError(`a block of unknown kind ${kind}`);
  const lowest = readSigned(reader);
  const highest = lowest + reader.varint();
  return { kind: 'shard', lowest, highest, hash: hashFromBytes(reader.bytes(8)) };
}

/** Zigzag: 0, -1, 1, -2, … as 0, 1, 2, 3, … */
function writeSigned(writer: ByteWriter, value: number): void {
  writer.varint(value < 0 ? -2 * value - 1 : value * 2);
}

function readSigned(reader: ByteReader): number {
  const code = reader.varint();
  return code % 2 === 0 ? code / 2 : -(code + 1) / 2;
}
