import { isTagCategory, type TagCategory, tagCategories } from '../tag.ts';
import { ByteReader } from './bytes.ts';
import { hashFromBytes } from './content-hash.ts';
import { NameReader, readNames, splitNames } from './front-coding.ts';
import {
  hasRuns,
  type ListedBundle,
  type ListedTerm,
  type ListRun,
  placeOf,
  systemCategory,
  type VocabularyBlock,
} from './vocabulary.ts';

/** A term, and the place of the bundle that its list is in; `undefined`: it has runs. */
export interface FoundTerm {
  readonly term: ListedTerm;
  readonly bundle: number | undefined;
}

/** Throws a RangeError on bytes that are no block. */
export function decodeVocabularyBlock(bytes: Uint8Array): ListedTerms {
  return new ListedTerms(bytes);
}

/**
 * A block of the vocabulary as it was read. It holds names as one text and makes terms when they are asked for: a wildcard
 * goes through hundreds of thousands to find some.
 */
export class ListedTerms {
  readonly bundles: readonly ListedBundle[];
  /** As VocabularyBlock has them. */
  readonly aliases: ReadonlyMap<string, string>;
  readonly #bytes: Uint8Array;
  readonly #names: string;
  readonly #codes: Uint8Array;
  readonly #counts: Float64Array;
  /** Where the runs of a term begin. */
  readonly #runsAt: Uint32Array;

  /** Throws a RangeError on bytes that are no block. */
  constructor(bytes: Uint8Array) {
    const reader = new ByteReader(bytes);
    const count = reader.varint();
    // Each takes four bytes at least: what says more is not worth the memory.
    if (count > bytes.length) throw new RangeError('a vocabulary block ends early');
    this.#bytes = bytes;
    this.#names = readNames(reader, count);
    this.#codes = reader.bytes(count);
    this.#counts = new Float64Array(count);
    for (let place = 0; place < count; place++) this.#counts[place] = reader.varint();
    this.aliases = readAliases(reader);
    this.bundles = readBundles(reader);
    this.#runsAt = new Uint32Array(count);
    for (let place = 0; place < count; place++) {
      readCategory(this.#code(place));
      this.#runsAt[place] = reader.at;
      if (!this.#isShort(place)) skipRuns(reader);
    }
    if (!reader.isAtEnd) throw new RangeError('a vocabulary block is longer than it says');
    const short = this.#codes.filter((code) => code < hasRuns).length;
    if (this.bundles.reduce((sum, { terms }) => sum + terms, 0) !== short) {
      throw new RangeError('bundles of more or fewer terms than there are');
    }
  }

  named(name: string): FoundTerm | undefined {
    const names = this.#split();
    const place = placeOf(names, (item) => item, name);
    return names[place] === name ? this.#found(place, name) : undefined;
  }

  /** Those whose names pass, and that are tags. */
  matching(expression: RegExp): readonly FoundTerm[] {
    return this.#split().flatMap((name, place) =>
      this.#code(place) % hasRuns !== systemCategory && expression.test(name)
        ? [this.#found(place, name)]
        : [],
    );
  }

  #found(place: number, name: string): FoundTerm {
    return { term: this.#term(place, name), bundle: this.#bundleOf(place) };
  }

  #bundleOf(place: number): number | undefined {
    if (!this.#isShort(place)) return undefined;
    let before = 0;
    for (let at = 0; at < place; at++) if (this.#isShort(at)) before += 1;
    let end = 0;
    return this.bundles.findIndex(({ terms }) => {
      end += terms;
      return before < end;
    });
  }

  /** The terms of each bundle. */
  bundled(): readonly (readonly ListedTerm[])[] {
    const short = this.all().filter(({ runs }) => runs === undefined);
    let end = 0;
    return this.bundles.map(({ terms }) => {
      const begin = end;
      end += terms;
      return short.slice(begin, end);
    });
  }

  /** Made anew each time. */
  all(): readonly ListedTerm[] {
    return this.#split().map((name, place) => this.#term(place, name));
  }

  /** What was written. */
  whole(): VocabularyBlock {
    return { bundles: this.bundles, terms: this.all(), aliases: this.aliases };
  }

  /** The names, in order; they are soon garbage again. */
  #split(): readonly string[] {
    return splitNames(this.#names, this.#codes.length);
  }

  #term(place: number, name: string): ListedTerm {
    const category = readCategory(this.#code(place));
    const runs = this.#isShort(place) ? undefined : this.#runs(place);
    return { name, category, count: this.#counts[place] ?? 0, runs };
  }

  #code(place: number): number {
    return this.#codes[place] ?? 0;
  }

  #isShort(place: number): boolean {
    return this.#code(place) < hasRuns;
  }

  #runs(place: number): readonly ListRun[] {
    const reader = new ByteReader(this.#bytes.subarray(this.#runsAt[place]));
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
}

function readAliases(reader: ByteReader): ReadonlyMap<string, string> {
  const aliases = new Map<string, string>();
  const names = new NameReader(reader);
  for (let left = reader.varint(); left > 0; left--) aliases.set(names.read(), reader.text());
  return aliases;
}

function readBundles(reader: ByteReader): readonly ListedBundle[] {
  const bundles: ListedBundle[] = [];
  for (let left = reader.varint(); left > 0; left--) {
    bundles.push({ terms: reader.varint(), hash: hashFromBytes(reader.bytes(8)) });
  }
  return bundles;
}

function skipRuns(reader: ByteReader): void {
  for (let left = reader.varint(); left > 0; left--) {
    reader.varint();
    reader.varint();
    reader.bytes(8);
  }
}

function readCategory(code: number): TagCategory | undefined {
  const value = code % hasRuns;
  if (value === systemCategory) return undefined;
  const category = tagCategories[value];
  if (!isTagCategory(category)) throw new RangeError(`a tag of unknown category ${value}`);
  return category;
}
