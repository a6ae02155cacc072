import { ByteReader, ByteWriter } from './bytes.ts';
import { contentHash, hashFromBytes, hashToBytes } from './content-hash.ts';
import { NameWriter, readNames, splitNames } from './front-coding.ts';

/** A block of sorted names, as the list of blocks knows it. A name is in the last block that begins at or before it. */
export interface ListedBlock {
  readonly hash: string;
  /** Its first name. */
  readonly first: string;
}

/** The part of its file's name of the block that begins with a name; `isFirst`: of all. */
export function blockId(name: string, isFirst: boolean): string {
  return isFirst ? 'first' : contentHash(name);
}

/** The id of a block of a list. Of few it is ever asked for. */
export function idOfBlock(list: readonly ListedBlock[], block: ListedBlock): string {
  return blockId(block.first, block === list[0]);
}

/** A block whose list says what it costs. */
export interface WeighedBlock extends ListedBlock {
  /** Bytes of it, with what is only reached through it, before they are wrapped and compressed. */
  readonly size: number;
}

/** `sizes`: of each, where the list says them. */
export function encodeBlockList(
  blocks: readonly ListedBlock[],
  sizes: readonly number[] = [],
): Uint8Array {
  const writer = new ByteWriter();
  writer.varint(blocks.length);
  for (const { hash } of blocks) writer.bytes(hashToBytes(hash));
  const names = new NameWriter(writer);
  for (const { first } of blocks) names.write(first);
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
  const count = reader.varint();
  const hashes = reader.bytes(count * 8);
  const names = splitNames(readNames(reader, count), count);
  return names.map((first, place) => {
    const begin = place * 8;
    return { hash: hashFromBytes(hashes.subarray(begin, begin + 8)), first };
  });
}

function readToEnd<T>(reader: ByteReader, blocks: readonly T[]): readonly T[] {
  if (!reader.isAtEnd) throw new RangeError('a list of blocks is longer than it says');
  return blocks;
}
