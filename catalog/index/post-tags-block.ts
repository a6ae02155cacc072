import { compareTags } from '../tag.ts';
import { ByteReader, ByteWriter } from './bytes.ts';
import { NameReader, NameWriter } from './front-coding.ts';

/** The tags of a block's posts, by place; of each post sorted by name. A place without a post has none. */
export type PostTagsBlock = readonly (readonly string[])[];

/** See docs/index-format.md: the block's names once, then each post's as places among them. */
export function encodePostTags(block: PostTagsBlock): Uint8Array {
  const names = [...new Set(block.flat())].sort(compareTags);
  const places = new Map(names.map((name, place) => [name, place]));
  const writer = new ByteWriter();
  writer.varint(names.length);
  const nameWriter = new NameWriter(writer);
  for (const name of names) nameWriter.write(name);
  for (const tags of block) {
    writer.varint(tags.length);
    let next = 0;
    for (const place of tags.map((name) => places.get(name) ?? 0).sort((a, b) => a - b)) {
      writer.varint(place - next);
      next = place + 1;
    }
  }
  return writer.finish();
}

/** Reads a block of `size` numbers. Throws a RangeError on bytes that are none. */
export function decodePostTags(bytes: Uint8Array, size: number): PostTagsBlock {
  const reader = new ByteReader(bytes);
  const nameReader = new NameReader(reader);
  const names: string[] = [];
  for (let left = reader.varint(); left > 0; left--) names.push(nameReader.read());
  const block = Array.from({ length: size }, () => readTags(reader, names));
  if (!reader.isAtEnd) throw new RangeError('a block of tags is longer than it says');
  return block;
}

function readTags(reader: ByteReader, names: readonly string[]): readonly string[] {
  const tags: string[] = [];
  let next = 0;
  for (let left = reader.varint(); left > 0; left--) {
    const place = next + reader.varint();
    const name = names[place];
    if (name === undefined) throw new RangeError('a block of tags names no tag of its own');
    tags.push(name);
    next = place + 1;
  }
  return tags;
}
