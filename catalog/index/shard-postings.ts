import { contentHash } from './content-hash.ts';
import { Memo } from './memo.ts';
import { decodeNumbers } from './number-list.ts';
import { type Bitmap, setBit } from './posting-list.ts';
import { decodeBundle } from './postings-bundle.ts';
import { bytesOf } from './shard.ts';
import { shardNames } from './shard-names.ts';
import type { ShardReader } from './shard-reader.ts';
import { bundledTerms, type ListedTerm, type ListRun, type VocabularyBlock } from './vocabulary.ts';

/** Where a term stands in the vocabulary. */
export interface TermHome {
  readonly block: VocabularyBlock;
  readonly id: string;
  readonly term: ListedTerm;
}

/** Numbers from `base` on, ascending. */
interface ReadList {
  readonly base: number;
  readonly numbers: Uint32Array;
}

/** The posting lists of an index as its shards hold them: loads what is asked for, and decodes it once. */
export class ShardPostings {
  readonly #segmentSize: number;
  readonly #reader: ShardReader;
  readonly #bundles = new Memo<ReadonlyMap<ListedTerm, ReadList>>();
  readonly #places = new WeakMap<VocabularyBlock, ReadonlyMap<ListedTerm, number>>();
  readonly #runs = new Memo<ReadList>();

  constructor(segmentSize: number, reader: ShardReader) {
    this.#segmentSize = segmentSize;
    this.#reader = reader;
  }

  /** Adds a term's places in a segment to a set; whether there are any. */
  async add(home: TermHome, segment: number, to: Bitmap): Promise<boolean> {
    const list = await this.#list(home, segment);
    return list !== undefined && this.#addPlaces(list, segment, to);
  }

  #list(home: TermHome, segment: number): Promise<ReadList | undefined> | undefined {
    const { term } = home;
    if (term.runs === undefined) return this.#short(home);
    const run = term.runs.find(
      ({ first, segments }) => first <= segment && segment < first + segments,
    );
    return run && this.#run(term, run);
  }

  async #short({ block, id, term }: TermHome): Promise<ReadList | undefined> {
    const place = this.#placesIn(block).get(term) ?? 0;
    return (await this.#bundle(block, id, place)).get(term);
  }

  /** The place of the bundle of each term that is in one. */
  #placesIn(block: VocabularyBlock): ReadonlyMap<ListedTerm, number> {
    const known = this.#places.get(block);
    if (known) return known;
    const places = new Map(
      bundledTerms(block).flatMap((terms, place) => terms.map((term) => [term, place] as const)),
    );
    this.#places.set(block, places);
    return places;
  }

  #bundle(
    block: VocabularyBlock,
    id: string,
    place: number,
  ): Promise<ReadonlyMap<ListedTerm, ReadList>> {
    const name = shardNames.bundle(id, place);
    return this.#bundles.get(name, async () => {
      const terms = bundledTerms(block)[place] ?? [];
      const lists = await this.#reader.read<readonly Uint32Array[]>(
        name,
        block.bundles[place]?.hash ?? '',
        (content) => decodeBundle(bytesOf(content), terms),
        [],
      );
      return new Map(lists.map((numbers, at) => [terms[at] as ListedTerm, { base: 0, numbers }]));
    });
  }

  #run({ name }: ListedTerm, { first, segments, hash }: ListRun): Promise<ReadList> {
    const shard = shardNames.own(first, contentHash(name));
    const limit = segments * this.#segmentSize;
    return this.#runs.get(shard, async () => ({
      base: first * this.#segmentSize,
      numbers: await this.#reader.read(
        shard,
        hash,
        (content) => decodeNumbers(bytesOf(content), limit),
        new Uint32Array(),
      ),
    }));
  }

  #addPlaces({ base, numbers }: ReadList, segment: number, to: Bitmap): boolean {
    const begin = segment * this.#segmentSize - base;
    const end = begin + this.#segmentSize;
    const from = firstFrom(numbers, begin);
    let at = from;
    for (; at < numbers.length; at++) {
      const number = numbers[at] ?? end;
      if (number >= end) break;
      setBit(to, number - begin);
    }
    return at > from;
  }
}

/** The place of the first number that is not below `least`. */
function firstFrom(sorted: Uint32Array, least: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
