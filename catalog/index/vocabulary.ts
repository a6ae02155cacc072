import { compareTags, isTagCategory, type TagCategory, tagCategories } from '../tag.ts';
import { ByteReader, ByteWriter } from './bytes.ts';
import { hashFromBytes, hashToBytes } from './content-hash.ts';
import { NameReader, NameWriter } from './front-coding.ts';

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

const systemCategory = 127;
const hasRuns = 128;

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

/** Throws a RangeError on bytes that are no block. */
export function decodeVocabularyBlock(bytes: Uint8Array): VocabularyBlock {
  const reader = new ByteReader(bytes);
  const count = reader.varint();
  // Each takes four bytes at least: what says more is not worth the memory.
  if (count > bytes.length) throw new RangeError('a vocabulary block ends early');
  const nameReader = new NameReader(reader);
  const names = Array.from({ length: count }, () => nameReader.read());
  const codes = reader.bytes(count);
  const counts = Array.from({ length: count }, () => reader.varint());
  const aliases = new Map<string, string>();
  const others = new NameReader(reader);
  for (let left = reader.varint(); left > 0; left--) aliases.set(others.read(), reader.text());
  const bundles: ListedBundle[] = [];
  for (let left = reader.varint(); left > 0; left--) {
    bundles.push({ terms: reader.varint(), hash: hashFromBytes(reader.bytes(8)) });
  }
  const terms = names.map((name, place): ListedTerm => {
    const code = codes[place] ?? 0;
    const category = readCategory(code % hasRuns);
    const runs = code < hasRuns ? undefined : readRuns(reader);
    return { name, category, count: counts[place] ?? 0, runs };
  });
  if (!reader.isAtEnd) throw new RangeError('a vocabulary block is longer than it says');
  const short = terms.filter(({ runs }) => runs === undefined).length;
  if (bundles.reduce((sum, own) => sum + own.terms, 0) !== short) {
    throw new RangeError('bundles of more or fewer terms than there are');
  }
  return { bundles, terms, aliases };
}

function readCategory(value: number): TagCategory | undefined {
  if (value === systemCategory) return undefined;
  const category = tagCategories[value];
  if (!isTagCategory(category)) throw new RangeError(`a tag of unknown category ${value}`);
  return category;
}

function readRuns(reader: ByteReader): readonly ListRun[] {
  const runs: ListRun[] = [];
  let next = 0;
  for (let left = reader.varint(); left > 0; left--) {
    const first = next + reader.varint();
    const segments = reader.varint() + 1;
    runs.push({ first, segments, hash: hashFromBytes(reader.bytes(8)) });
    next = first + segments;
  }
  return runs;
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

/** The terms of each bundle of a block, in its order. */
export function bundledTerms({
  bundles,
  terms,
}: VocabularyBlock): readonly (readonly ListedTerm[])[] {
  const short = terms.filter(({ runs }) => runs === undefined);
  let end = 0;
  return bundles.map((bundle) => {
    const begin = end;
    end += bundle.terms;
    return short.slice(begin, end);
  });
}
