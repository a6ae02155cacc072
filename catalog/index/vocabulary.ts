import { compareTags, isTagCategory, type TagCategory, tagCategories } from '../tag.ts';
import { ByteReader, ByteWriter } from './bytes.ts';
import { hashFromBytes, hashToBytes } from './content-hash.ts';
import { NameReader, NameWriter } from './front-coding.ts';

/** Where a term's numbers of one segment are, and how many. */
export interface TermSegment {
  readonly segment: number;
  readonly count: number;
  /** The hash of its own shard; missing where the list is in the block's bundle. */
  readonly ownHash?: string;
}

/**
 * A word of the index. Its name is a tag's, or a system term's, which begins with a space (no tag does):
 * ` all`, ` rating:s`.
 */
export interface Term {
  readonly name: string;
  /** `undefined` for a system term. */
  readonly category: TagCategory | undefined;
  readonly segments: readonly TermSegment[];
}

/** The numbers of posts that have it, all segments together. */
export function countOf(term: Term): number {
  return term.segments.reduce((sum, { count }) => sum + count, 0);
}

/** A stretch of the sorted vocabulary, with the hashes of its bundles of short lists. */
export interface VocabularyBlock {
  /** Segment → hash of the bundle `postings/{segment}/{block id}`. */
  readonly bundles: ReadonlyMap<number, string>;
  readonly terms: readonly Term[];
  /** Another name → the tag's own, where the other one falls into this stretch and no post has it. */
  readonly aliases: ReadonlyMap<string, string>;
}

const systemCategory = 255;

export function encodeVocabularyBlock(block: VocabularyBlock): Uint8Array {
  const writer = new ByteWriter();
  writer.varint(block.bundles.size);
  for (const [segment, hash] of block.bundles) {
    writer.varint(segment);
    writer.bytes(hashToBytes(hash));
  }
  writer.varint(block.terms.length);
  const names = new NameWriter(writer);
  for (const term of block.terms) {
    names.write(term.name);
    writer.byte(
      term.category === undefined ? systemCategory : tagCategories.indexOf(term.category),
    );
    writeSegments(writer, term.segments);
  }
  writer.varint(block.aliases.size);
  const aliases = new NameWriter(writer);
  for (const [alias, name] of block.aliases) {
    aliases.write(alias);
    writer.text(name);
  }
  return writer.finish();
}

function writeSegments(writer: ByteWriter, segments: readonly TermSegment[]): void {
  writer.varint(segments.length);
  let next = 0;
  for (const { segment, count, ownHash } of segments) {
    writer.varint(segment - next);
    writer.varint(count * 2 + (ownHash === undefined ? 0 : 1));
    if (ownHash !== undefined) writer.bytes(hashToBytes(ownHash));
    next = segment + 1;
  }
}

/** Throws a RangeError on bytes that are no block. */
export function decodeVocabularyBlock(bytes: Uint8Array): VocabularyBlock {
  const reader = new ByteReader(bytes);
  const bundles = new Map<number, string>();
  for (let left = reader.varint(); left > 0; left--) {
    bundles.set(reader.varint(), hashFromBytes(reader.bytes(8)));
  }
  const terms: Term[] = [];
  const names = new NameReader(reader);
  for (let left = reader.varint(); left > 0; left--) {
    terms.push({
      name: names.read(),
      category: readCategory(reader.byte()),
      segments: readSegments(reader),
    });
  }
  const aliases = new Map<string, string>();
  const others = new NameReader(reader);
  for (let left = reader.varint(); left > 0; left--) aliases.set(others.read(), reader.text());
  if (!reader.isAtEnd) throw new RangeError('a vocabulary block is longer than it says');
  return { bundles, terms, aliases };
}

function readCategory(value: number): TagCategory | undefined {
  if (value === systemCategory) return undefined;
  const category = tagCategories[value];
  if (!isTagCategory(category)) throw new RangeError(`a tag of unknown category ${value}`);
  return category;
}

function readSegments(reader: ByteReader): readonly TermSegment[] {
  const segments: TermSegment[] = [];
  let next = 0;
  for (let left = reader.varint(); left > 0; left--) {
    const segment = next + reader.varint();
    const countAndOwn = reader.varint();
    const count = Math.floor(countAndOwn / 2);
    segments.push(
      countAndOwn % 2 === 0
        ? { segment, count }
        : { segment, count, ownHash: hashFromBytes(reader.bytes(8)) },
    );
    next = segment + 1;
  }
  return segments;
}

/** The place of `name` in sorted items, or of the last item before it; -1 where all come after. */
export function placeOf<T>(
  sorted: readonly T[],
  nameOf: (item: T) => string,
  name: string,
): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = sorted[middle];
    if (item !== undefined && compareTags(nameOf(item), name) <= 0) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
