import { compareTags, type TagCategory, tagCategories } from '../tag.ts';
import { ByteWriter } from './bytes.ts';
import { hashToBytes } from './content-hash.ts';
import { NameWriter } from './front-coding.ts';

/**
 * A word of the index. Its name is a tag's, or a system term's, which begins with a space (no tag does):
 * ` all`, ` rating:s`.
 */
export interface Term {
  readonly name: string;
  /** `undefined` for a system term. */
  readonly category: TagCategory | undefined;
  /** The posts that have it. */
  readonly count: number;
}

/** Segments whose numbers of a term are in one shard of its own. */
export interface ListRun {
  readonly first: number;
  readonly segments: number;
  readonly hash: string;
}

/** A term with the way to its numbers: the runs that have any, or with `undefined` a bundle of its block. */
export interface ListedTerm extends Term {
  readonly runs: readonly ListRun[] | undefined;
}

/** The short lists of so many terms, the next ones of a block that have any. */
export interface ListedBundle {
  readonly terms: number;
  readonly hash: string;
}

/** A stretch of the sorted vocabulary. */
export interface VocabularyBlock {
  readonly bundles: readonly ListedBundle[];
  readonly terms: readonly ListedTerm[];
  /** Another name → the tag's own, where the other one falls into this stretch and no post has it. */
  readonly aliases: ReadonlyMap<string, string>;
}

/** The category of a system term, and what is added to that of a term with runs. */
export const systemCategory = 127;
export const hasRuns = 128;

/** What is alike stands together, which a compressor likes: all names, then all categories, counts, ways. */
export function encodeVocabularyBlock({ bundles, terms, aliases }: VocabularyBlock): Uint8Array {
  const writer = new ByteWriter();
  writer.varint(terms.length);
  const names = new NameWriter(writer);
  for (const { name } of terms) names.write(name);
  for (const { category, runs } of terms) {
    const code = category === undefined ? systemCategory : tagCategories.indexOf(category);
    writer.byte(code + (runs ? hasRuns : 0));
  }
  for (const { count } of terms) writer.varint(count);
  writer.varint(aliases.size);
  const others = new NameWriter(writer);
  for (const [alias, name] of aliases) {
    others.write(alias);
    writer.text(name);
  }
  writer.varint(bundles.length);
  for (const { terms: own, hash } of bundles) {
    writer.varint(own);
    writer.bytes(hashToBytes(hash));
  }
  for (const { runs } of terms) if (runs) writeRuns(writer, runs);
  return writer.finish();
}

function writeRuns(writer: ByteWriter, runs: readonly ListRun[]): void {
  writer.varint(runs.length);
  let next = 0;
  for (const { first, segments, hash } of runs) {
    writer.varint(first - next);
    writer.varint(segments - 1);
    writer.bytes(hashToBytes(hash));
    next = first + segments;
  }
}

/** The one that has a name among items sorted by theirs. */
export function findByName<T extends { readonly name: string }>(
  sorted: readonly T[],
  name: string,
): T | undefined {
  const item = sorted[placeOf(sorted, (one) => one.name, name)];
  return item?.name === name ? item : undefined;
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
