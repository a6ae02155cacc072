import { type Bitmap, decodePostings, hasBit } from '../../catalog/index/posting-list.ts';
import { BestList } from '../../catalog/related/best-list.ts';
import {
  generalPoints,
  relatedCount,
  scoreOf,
  sharedPoints,
} from '../../catalog/related/formula.ts';
import type { Library } from '../../pipeline/library/library.ts';
import type { RelatedTerms } from './related-terms.ts';

/** A general tag of a subject. */
interface GeneralTag {
  readonly lists: ReadonlyMap<number, Bitmap>;
  readonly weight: number;
}

/**
 * Finds related posts by the library's posting lists: for a few subjects this is sooner done than a table of all posts
 * is made. Posts are their numbers here.
 */
export class ListSearch {
  readonly #library: Library;
  readonly #terms: RelatedTerms;
  readonly #sizes: Uint32Array;
  readonly #segment: number;
  readonly #best: BestList;
  readonly #lists = new Map<number, ReadonlyMap<number, Bitmap>>();
  /** Number → points of shared named tags, and weights of shared general ones; all 0 between searches. */
  readonly #points: Uint32Array;
  readonly #shared: Uint32Array;
  readonly #touched: Uint32Array;
  #count = 0;

  /** `sizes`: number → the weights of its general tags, added up. */
  constructor(library: Library, terms: RelatedTerms, sizes: Uint32Array) {
    this.#library = library;
    this.#terms = terms;
    this.#sizes = sizes;
    this.#segment = library.segmentSize;
    this.#best = new BestList(
      relatedCount,
      sizes.map((_, number) => number),
    );
    this.#points = new Uint32Array(sizes.length);
    this.#shared = new Uint32Array(sizes.length);
    this.#touched = new Uint32Array(sizes.length);
  }

  /** Tells the score of every post that shares anything with one of these tags. */
  scoreAll(ids: Uint32Array, take: (number: number, score: number) => void): void {
    this.#addNamed(ids);
    this.#addGeneral(ids);
    const own = this.#terms.sizeOf(ids);
    for (const number of this.#touched.subarray(0, this.#count))
      take(number, this.#score(number, own));
    this.#clear();
  }

  /** The best for a post of these tags; the list is used again by the next search. */
  find(subject: number, ids: Uint32Array): BestList {
    const best = this.#best;
    best.clear();
    this.#addNamed(ids);
    const own = this.#terms.sizeOf(ids);
    if (this.#count > relatedCount) {
      this.#findByLevels(subject, ids, own);
    } else {
      this.#addGeneral(ids);
      for (const number of this.#touched.subarray(0, this.#count)) {
        if (number !== subject) best.offer(number, this.#score(number, own));
      }
    }
    this.#clear();
    return best;
  }

  /** Where enough posts share named tags, the others need not be looked at: they have fewer points. */
  #findByLevels(subject: number, ids: Uint32Array, own: number): void {
    const general = this.#generalTags(ids);
    const touched = this.#touched.subarray(0, this.#count);
    const levels = new Set<number>();
    for (const number of touched) levels.add(this.#points[number] ?? 0);
    for (const level of [...levels].sort((a, b) => b - a)) {
      if (this.#best.worst > level + generalPoints) return;
      for (const number of touched) {
        if (this.#points[number] !== level || number === subject) continue;
        const shared = this.#sharedWeight(general, number);
        const union = own + (this.#sizes[number] ?? 0) - shared;
        this.#best.offer(number, scoreOf(level, shared, union));
      }
    }
  }

  #sharedWeight(general: readonly GeneralTag[], number: number): number {
    const segment = Math.floor((number - 1) / this.#segment);
    const place = (number - 1) % this.#segment;
    let sum = 0;
    for (const { lists, weight } of general) {
      const bitmap = lists.get(segment);
      if (bitmap && hasBit(bitmap, place)) sum += weight;
    }
    return sum;
  }

  #score(number: number, own: number): number {
    const shared = this.#shared[number] ?? 0;
    return scoreOf(this.#points[number] ?? 0, shared, own + (this.#sizes[number] ?? 0) - shared);
  }

  #addNamed(ids: Uint32Array): void {
    for (const id of ids) {
      const kind = this.#terms.kindOf(id);
      if (kind !== undefined) this.#add(this.#listsOf(id), this.#points, sharedPoints[kind]);
    }
  }

  #addGeneral(ids: Uint32Array): void {
    for (const { lists, weight } of this.#generalTags(ids)) this.#add(lists, this.#shared, weight);
  }

  #generalTags(ids: Uint32Array): readonly GeneralTag[] {
    return [...ids].flatMap((id) => {
      const weight = this.#terms.weightOf(id);
      return weight === 0 ? [] : [{ lists: this.#listsOf(id), weight }];
    });
  }

  #add(lists: ReadonlyMap<number, Bitmap>, sums: Uint32Array, worth: number): void {
    for (const [segment, bitmap] of lists) {
      for (let at = 0; at < bitmap.length; at++) {
        for (let word = bitmap[at] ?? 0; word !== 0; word &= word - 1) {
          const bit = 31 - Math.clz32(word & -word);
          const number = segment * this.#segment + at * 32 + bit + 1;
          if (this.#points[number] === 0 && this.#shared[number] === 0) {
            this.#touched[this.#count++] = number;
          }
          sums[number] = (sums[number] ?? 0) + worth;
        }
      }
    }
  }

  #clear(): void {
    for (const number of this.#touched.subarray(0, this.#count)) {
      this.#points[number] = 0;
      this.#shared[number] = 0;
    }
    this.#count = 0;
  }

  #listsOf(id: number): ReadonlyMap<number, Bitmap> {
    const known = this.#lists.get(id);
    if (known !== undefined) return known;
    const rows = this.#library.sql('SELECT segment, list FROM postings WHERE term = ?').all(id);
    const lists = new Map(
      rows.map((row) => [
        Number(row['segment']),
        decodePostings(row['list'] as Uint8Array, this.#segment),
      ]),
    );
    this.#lists.set(id, lists);
    return lists;
  }
}
