import { contentHash } from './content-hash.ts';
import type { FoundTerm, ListedTerms } from './listed-terms.ts';
import { Memo } from './memo.ts';
import { decodeNumbers, firstFrom } from './number-list.ts';
import { type Bitmap, setBit } from './posting-list.ts';
import { decodeBundle } from './postings-bundle.ts';
import { bytesOf } from './shard.ts';
import { shardNames } from './shard-names.ts';
import type { ShardReader } from './shard-reader.ts';
import type { ListedTerm, ListRun } from './vocabulary.ts';

/** Where a term stands in the vocabulary. */
export interface TermHome extends FoundTerm {
  readonly block: ListedTerms;
  readonly id: string;
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
  readonly #bundles = new Memo<ReadonlyMap<string, ReadList>>();
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
    const { term, bundle } = home;
    if (bundle !== undefined) {
      return this.#bundle(home, bundle).then((lists) => lists.get(term.name));
    }
    const run = term.runs?.find(
      ({ first, segments }) => first <= segment && segment < first + segments,
    );
    return run && this.#run(term, run);
  }

  #bundle({ block, id }: TermHome, bundle: number): Promise<ReadonlyMap<string, ReadList>> {
    const name = shardNames.bundle(id, bundle);
    return this.#bundles.get(name, async () => {
      const terms = block.bundled()[bundle] ?? [];
      const lists = await this.#reader.read<readonly Uint32Array[]>(
        name,
        block.bundles[bundle]?.hash ?? '',
        (content) => decodeBundle(bytesOf(content), terms),
        [],
      );
      return new Map(
        lists.map((numbers, at) => [terms[at]?.name ?? '', { base: 0, numbers }] as const),
      );
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
