import { type Bitmap, emptyBitmap, hasBit, setBit } from '../index/posting-list.ts';
import { blockOf } from '../index/relations.ts';
import type { Term } from '../index/vocabulary.ts';
import {
  addAll,
  bitsOfRanges,
  everyPlace,
  hasAny,
  intersect,
  isEmpty,
  subtract,
} from './bitmaps.ts';
import type { IndexSource } from './index-source.ts';
import type { Plan } from './plan.ts';
import { boundsOfQuantity } from './quantities.ts';
import { isInRanges } from './ranges.ts';
import { noRest, type Rest } from './rest.ts';

/** Posting lists of one union that are asked for together. */
const listsAtOnce = 32;

/** A stretch of a segment that lies in one block: its first and last place in the segment, and where it begins in the block. */
interface Stretch {
  readonly block: number;
  readonly first: number;
  readonly last: number;
  readonly offset: number;
}

/** Finds the places of a segment that a plan holds; resting between the steps. */
export class Evaluator {
  readonly #source: IndexSource;
  readonly #rest: Rest;

  constructor(source: IndexSource, rest: Rest = noRest) {
    this.#source = source;
    this.#rest = rest;
  }

  /**
   * `undefined` stands for the empty set. Only places that are set in `within` are asked for; of others nothing is
   * said, and nothing is loaded for their sake.
   */
  async evaluate(plan: Plan, segment: number, within?: Bitmap): Promise<Bitmap | undefined> {
    await this.#rest();
    const { segmentSize } = this.#source;
    switch (plan.kind) {
      case 'terms':
        return this.#unite(plan.terms, segment);
      case 'numbers':
        return bitsOfRanges(plan.ranges, segment, segmentSize);
      case 'quantity':
        return this.#quantity(plan, segment, within);
      case 'text':
        return this.#text(plan, segment, within);
      case 'not': {
        const all = within ?? everyPlace(segmentSize);
        const part = await this.evaluate(plan.part, segment, within);
        return part ? subtract(all, part) : all;
      }
      case 'or': {
        const union = emptyBitmap(segmentSize);
        for (const part of plan.parts) {
          const bitmap = await this.evaluate(part, segment, within);
          if (bitmap) addAll(union, bitmap);
        }
        return isEmpty(union) ? undefined : union;
      }
      case 'and': {
        let both = within;
        for (const part of plan.parts) {
          const bitmap = await this.evaluate(part, segment, both);
          if (!bitmap) return undefined;
          both = both ? intersect(both, bitmap) : bitmap;
          if (isEmpty(both)) return undefined;
        }
        return both;
      }
      default:
        return plan satisfies never;
    }
  }

  /** Lists that are wanted are on their way together, a number at a time; each shard once, whoever shares it. */
  async #unite(terms: readonly Term[], segment: number): Promise<Bitmap | undefined> {
    const union = emptyBitmap(this.#source.segmentSize);
    let isFound = false;
    for (let begin = 0; begin < terms.length; begin += listsAtOnce) {
      const some = terms.slice(begin, begin + listsAtOnce);
      const found = await Promise.all(
        some.map((term) => this.#source.addPostings(term, segment, union)),
      );
      isFound ||= found.includes(true);
      await this.#rest();
    }
    return isFound ? union : undefined;
  }

  async #quantity(
    plan: Plan & { readonly kind: 'quantity' },
    segment: number,
    within: Bitmap | undefined,
  ): Promise<Bitmap> {
    const { quantity, ranges, withNone } = plan;
    const { columns } = quantity;
    const found = emptyBitmap(this.#source.segmentSize);
    const bounds = await Promise.all(columns.map((name) => this.#source.columnBounds(name)));
    for (const { block, first, last, offset } of this.#stretches(segment, within)) {
      const range = boundsOfQuantity(
        quantity,
        bounds.map((list) => list[block]),
      );
      const isPossible =
        range && ranges.some(({ from, to }) => from <= range.highest && range.lowest <= to);
      if (!isPossible && !withNone) continue;
      const [one, other = one] = await Promise.all(
        columns.map((name) => this.#source.columnValues(name, block)),
      );
      const pause = this.#rest();
      if (pause !== undefined) await pause;
      for (let place = first; place <= last; place++) {
        const at = offset + place - first;
        const value = quantity.of(one?.[at] ?? Number.NaN, other?.[at] ?? Number.NaN);
        if (Number.isNaN(value) ? withNone : isInRanges(value, ranges)) setBit(found, place);
      }
    }
    return found;
  }

  async #text(
    { field, passes }: Plan & { readonly kind: 'text' },
    segment: number,
    within: Bitmap | undefined,
  ): Promise<Bitmap> {
    const found = emptyBitmap(this.#source.segmentSize);
    for (const { block, first, last, offset } of this.#stretches(segment, within)) {
      const texts = await this.#source.texts(field, block);
      for (let place = first; place <= last; place++) {
        if (place % 1024 === 0) await this.#rest();
        if (within && !hasBit(within, place)) continue;
        if (texts[offset + place - first]?.some(passes)) setBit(found, place);
      }
    }
    return found;
  }

  /** The blocks that a segment lies in, as far as anything is asked for there. */
  #stretches(segment: number, within: Bitmap | undefined): readonly Stretch[] {
    const { segmentSize, blockSize, highest } = this.#source;
    const base = segment * segmentSize + 1;
    const end = Math.min(base + segmentSize - 1, highest);
    const stretches: Stretch[] = [];
    for (let block = blockOf(base, blockSize); block <= blockOf(end, blockSize); block++) {
      const begin = block * blockSize + 1;
      const first = Math.max(base, begin) - base;
      const last = Math.min(end, begin + blockSize - 1) - base;
      const offset = base + first - begin;
      if (!within || hasAny(within, first, last)) stretches.push({ block, first, last, offset });
    }
    return stretches;
  }
}
