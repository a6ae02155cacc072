import { bytesOfNumbers } from '../index/number-list.ts';
import { type Bitmap, countBits, emptyBitmap, setBit } from '../index/posting-list.ts';
import type { Term } from '../index/vocabulary.ts';
import { intersect, isEmpty } from '../search/bitmaps.ts';
import { Evaluator } from '../search/evaluate.ts';
import type { IndexSource } from '../search/index-source.ts';
import type { PreparedQuery } from '../search/prepare-query.ts';
import { noRest, type Rest } from '../search/rest.ts';
import { compareTags, type Tag } from '../tag.ts';
import { type CompanionsOf, candidateTags, ownTags } from './candidate-tags.ts';

/** A tag that results carry. */
export interface ResultTag extends Tag {
  /** How many of the results have it, exactly; `undefined`: not counted yet. */
  readonly count: number | undefined;
}

/** What tags of results are found in. */
export interface ResultTagSource {
  readonly index: IndexSource;
  readonly companionsOf: CompanionsOf;
  /** A post's tags by name. */
  readonly tagsOf: (number: number) => Promise<readonly string[]>;
  readonly rest?: Rest;
}

/** The results of a query. */
export interface Results {
  readonly prepared: PreparedQuery;
  readonly total: number;
  /** All of them; asked for where they are few, or not all that match. */
  readonly numbers: () => Promise<readonly number[]>;
}

/** Tags shown, and the results up to which their own tags are read: all is known then. */
const mostTags = 25;
const fewResults = 10;
/** Tags whose vocabulary is asked for at once. */
const atOnce = 4;

/** The tags most frequent among results: chosen by what is often beside the query's terms, then counted. */
export class ResultTags {
  readonly #results: Results;
  readonly #source: ResultTagSource;
  readonly #counts = new Map<string, number>();
  #tags: readonly Tag[] = [];
  #sets: Promise<ReadonlyMap<number, Bitmap>> | undefined;

  private constructor(results: Results, source: ResultTagSource) {
    this.#results = results;
    this.#source = source;
  }

  static async open(results: Results, source: ResultTagSource): Promise<ResultTags> {
    const opened = new ResultTags(results, source);
    if (results.total <= fewResults) await opened.#readAll();
    else await opened.#choose();
    return opened;
  }

  /** The counted ones first, the most frequent of them first; then the others, the likeliest first. */
  get tags(): readonly ResultTag[] {
    const counted = this.#tags
      .map((tag) => ({ ...tag, count: this.#counts.get(tag.name) }))
      .filter(({ count }) => count !== 0);
    return counted.toSorted((a, b) => (b.count ?? -1) - (a.count ?? -1));
  }

  /** Counts those that are not yet, one after another, until none is left or `mayLoad` says no to so many bytes. */
  async count(mayLoad: (bytes: number) => boolean): Promise<void> {
    const { index } = this.#source;
    const left = this.#tags.filter(({ name }) => !this.#counts.has(name));
    for (let from = 0; from < left.length; from += atOnce) {
      const names = left.slice(from, from + atOnce).map(({ name }) => name);
      const terms = await Promise.all(names.map((name) => index.term(name)));
      for (const term of terms) {
        if (!term) continue;
        const sets = await this.#resultSets();
        if (!mayLoad(bytesOf(term, sets, index))) return;
        this.#counts.set(term.name, await this.#countOne(term, sets));
      }
    }
  }

  async #readAll(): Promise<void> {
    const numbers = await this.#results.numbers();
    const lists = await Promise.all(numbers.map((number) => this.#source.tagsOf(number)));
    const counts = new Map<string, number>();
    const own = ownTags(this.#results.prepared);
    for (const name of lists.flat()) {
      if (!own.has(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    const most = [...counts]
      .toSorted(([a, x], [b, y]) => y - x || compareTags(a, b))
      .slice(0, mostTags);
    const terms = await Promise.all(most.map(([name]) => this.#source.index.term(name)));
    this.#tags = terms.flatMap((term) =>
      term?.category === undefined ? [] : [{ name: term.name, category: term.category }],
    );
    for (const [name, count] of most) this.#counts.set(name, count);
  }

  async #choose(): Promise<void> {
    const { prepared } = this.#results;
    const { tags, counts } = await candidateTags(prepared, this.#source.companionsOf);
    this.#tags = tags.slice(0, mostTags);
    if (isPartial(prepared)) return;
    for (const { name } of this.#tags) {
      const count = counts.get(name);
      if (count !== undefined) this.#counts.set(name, count);
    }
  }

  /** Segment → the results in it. */
  #resultSets(): Promise<ReadonlyMap<number, Bitmap>> {
    this.#sets ??= isPartial(this.#results.prepared) ? this.#setsOfNumbers() : this.#setsOfPlan();
    return this.#sets;
  }

  async #setsOfNumbers(): Promise<ReadonlyMap<number, Bitmap>> {
    const { segmentSize } = this.#source.index;
    const sets = new Map<number, Bitmap>();
    for (const number of await this.#results.numbers()) {
      const segment = Math.floor((number - 1) / segmentSize);
      const set = sets.get(segment) ?? emptyBitmap(segmentSize);
      sets.set(segment, set);
      setBit(set, number - 1 - segment * segmentSize);
    }
    return sets;
  }

  async #setsOfPlan(): Promise<ReadonlyMap<number, Bitmap>> {
    const { index, rest } = this.#source;
    const evaluator = new Evaluator(index, rest);
    const sets = new Map<number, Bitmap>();
    const segments = Math.ceil(index.highest / index.segmentSize);
    for (let segment = 0; segment < segments; segment++) {
      const set = await evaluator.evaluate(this.#results.prepared.plan, segment);
      if (set && !isEmpty(set)) sets.set(segment, set);
    }
    return sets;
  }

  async #countOne(term: Term, sets: ReadonlyMap<number, Bitmap>): Promise<number> {
    const { index, rest = noRest } = this.#source;
    const counts = [...sets].map(async ([segment, set]) => {
      const list = emptyBitmap(index.segmentSize);
      await index.addPostings(term, segment, list);
      await rest();
      return countBits(intersect(set, list));
    });
    return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
  }
}

/** Whether the results are not all that match. */
function isPartial({ query }: PreparedQuery): boolean {
  return query.limit !== undefined || query.sample !== undefined;
}

/** About what a term's lists weigh, as far as results are where they are. */
function bytesOf(term: Term, sets: ReadonlyMap<number, unknown>, index: IndexSource): number {
  const segments = Math.ceil(index.highest / index.segmentSize);
  return bytesOfNumbers(term.count, index.highest) * (sets.size / segments);
}
