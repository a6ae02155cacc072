import { ByteReader, ByteWriter } from './bytes.ts';
import { contentHash, hashFromBytes, hashToBytes } from './content-hash.ts';
import { NameReader, NameWriter } from './front-coding.ts';

/** A block of sorted names, as the list of blocks knows it. A name is in the last block that begins at or before it. */
export interface ListedBlock {
  /** Part of its file's name: see `blockId`. */
  readonly id: string;
  readonly hash: string;
  /** Its first name. */
  readonly first: string;
}

/** The id of the block that begins with a name; `isFirst`: of all. */
export function blockId(name: string, isFirst: boolean): string {
  return isFirst ? 'first' : contentHash(name);
}

/** A block whose list says what it costs. */
export interface WeighedBlock extends ListedBlock {
  /** Bytes of it, with what is only reached through it, before they are wrapped and compressed. */
  readonly size: number;
}

/** `sizes`: of each, where the list says them. */
export function encodeBlockList(
  blocks: readonly Omit<ListedBlock, 'id'>[],
  sizes: readonly number[] = [],
): Uint8Array {
  const writer = new ByteWriter();
  writer.varint(blocks.length);
  const names = new NameWriter(writer);
  for (const { hash, first } of blocks) {
    writer.bytes(hashToBytes(hash));
    names.write(first);
  }
  for (const size of sizes) writer.varint(size);
  return writer.finish();
}

/** Throws a RangeError on bytes that are no list of blocks. */
export function decodeBlockList(bytes: Uint8Array): readonly ListedBlock[] {
  const reader = new ByteReader(bytes);
  return readToEnd(reader, readBlocks(reader));
}

/** Throws a RangeError on bytes that are no list of blocks with their sizes. */
export function decodeWeighedList(bytes: Uint8Array): readonly WeighedBlock[] {
  const reader = new ByteReader(bytes);
  const blocks = readBlocks(reader).map((block) => ({ ...block, size: reader.varint() }));
  return readToEnd(reader, blocks);
}

function readBlocks(reader: ByteReader): readonly ListedBlock[] {
  const names = new NameReader(reader);
  const blocks: ListedBlock[] = [];
  for (let left = reader.varint(); left > 0; left--) {
    const hash = hashFromBytes(reader.bytes(8));
    const first = names.read();
    blocks.push({ id: blockId(first, blocks.length === 0), hash, first });
  }
  return blocks;
}

function readToEnd<T>(reader: ByteReader, blocks: readonly T[]): readonly T[] {
  if (!reader.isAtEnd) throw new RangeError('a list of blocks is longer than it says');
  return blocks;
}
