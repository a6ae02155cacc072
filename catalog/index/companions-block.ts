import { isTagCategory, type Tag, tagCategories } from '../tag.ts';
import { ByteReader, ByteWriter } from './bytes.ts';
import { NameReader, NameWriter } from './front-coding.ts';

/** A tag that posts with some term have too. */
export interface Companion extends Tag {
  /** How many posts have both; exact. */
  readonly count: number;
}

/** A term of the index (a tag, or a system term) with the tags most often beside it, the most frequent first. */
export interface CompanionList {
  readonly term: string;
  readonly companions: readonly Companion[];
}

/** See docs/index-format.md: the block's tags once, then each term's as places among them. `lists`: sorted by term. */
export function encodeCompanions(lists: readonly CompanionList[]): Uint8Array {
  const tags = new Map<string, Tag>();
  for (const { companions } of lists) for (const tag of companions) tags.set(tag.name, tag);
  const sorted = [...tags.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  const places = new Map(sorted.map(({ name }, place) => [name, place]));
  const writer = new ByteWriter();
  writer.varint(sorted.length);
  const tagNames = new NameWriter(writer);
  for (const { name, category } of sorted) {
    tagNames.write(name);
    writer.byte(tagCategories.indexOf(category));
  }
  writer.varint(lists.length);
  const termNames = new NameWriter(writer);
  for (const { term, companions } of lists) {
    termNames.write(term);
    writer.varint(companions.length);
    let before = companions[0]?.count ?? 0;
    writer.varint(before);
    for (const { name, count } of companions) {
      writer.varint(places.get(name) ?? 0);
      writer.varint(before - count);
      before = count;
    }
  }
  return writer.finish();
}

/** Throws a RangeError on bytes that are no such block. */
export function decodeCompanions(bytes: Uint8Array): readonly CompanionList[] {
  const reader = new ByteReader(bytes);
  const tags: Tag[] = [];
  const tagNames = new NameReader(reader);
  for (let left = reader.varint(); left > 0; left--) {
    const name = tagNames.read();
    const category = tagCategories[reader.byte()];
    if (!isTagCategory(category)) throw new RangeError('a companion of unknown category');
    tags.push({ name, category });
  }
  const lists: CompanionList[] = [];
  const termNames = new NameReader(reader);
  for (let left = reader.varint(); left > 0; left--) {
    lists.push({ term: termNames.read(), companions: readCompanions(reader, tags) });
  }
  if (!reader.isAtEnd) throw new RangeError('a block of companions is longer than it says');
  return lists;
}

function readCompanions(reader: ByteReader, tags: readonly Tag[]): readonly Companion[] {
  const companions: Companion[] = [];
  const length = reader.varint();
  let count = reader.varint();
  for (let left = length; left > 0; left--) {
    const tag = tags[reader.varint()];
    if (!tag) throw new RangeError('a block of companions names no tag of its own');
    count -= reader.varint();
    if (count < 0) throw new RangeError('a companion of less than no posts');
    companions.push({ ...tag, count });
  }
  return companions;
}
