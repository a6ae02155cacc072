import { checkOf, tagHash } from '../../catalog/index/related-block.ts';
import {
  isNamedCategory,
  type NamedCategory,
  namedCategories,
  type RelatedFormula,
  weightOf,
} from '../../catalog/related/formula.ts';
import type { RelatedTerm } from '../../catalog/related/related-table.ts';

/** A tag that posts have, and how many do. */
export interface TagUse extends RelatedTerm {
  readonly count: number;
}

const generalMark = namedCategories.length + 1;

/** What the formula has to know of each term, by its id in the library. */
export class RelatedTerms {
  readonly list: readonly TagUse[];
  /** Id → 0 where the term does not count; else its mark and weight: what changes with it changes scores. */
  readonly signatures: Uint32Array;
  readonly #ranks: Uint32Array;
  readonly #hashes = new Map<number, number>();

  /** `uses`: every term that posts have, sorted by name; `posts`: how many there are. */
  constructor(uses: readonly TagUse[], formula: RelatedFormula, posts: number) {
    this.list = uses;
    const highest = uses.reduce((most, { id }) => Math.max(most, id), 0);
    this.signatures = new Uint32Array(highest + 1);
    this.#ranks = new Uint32Array(highest + 1);
    uses.forEach(({ id, category, count }, place) => {
      this.#ranks[id] = place + 1;
      if (isNamedCategory(category)) this.signatures[id] = namedCategories.indexOf(category) + 1;
      else if (category === 'general') {
        this.signatures[id] = generalMark + 8 * weightOf(formula, count, posts);
      }
    });
  }

  kindOf(id: number): NamedCategory | undefined {
    const mark = (this.signatures[id] ?? 0) & 7;
    return mark === 0 ? undefined : namedCategories[mark - 1];
  }

  /** Of a general tag; 0: it is none. */
  weightOf(id: number): number {
    const signature = this.signatures[id] ?? 0;
    return (signature & 7) === generalMark ? signature >>> 3 : 0;
  }

  /** A term's place among all by name, from 1; 0: no post has it. */
  rankOf(id: number): number {
    return this.#ranks[id] ?? 0;
  }

  /** A number that is another one, as a rule, for a post of other tags, or whose tags count differently; never 0. */
  fingerprint(ids: Uint32Array): number {
    let sum = 0;
    for (const id of ids) {
      const signature = this.signatures[id] ?? 0;
      // Added up, so that the order does not matter.
      let mixed = Math.imul(id ^ Math.imul(signature, 0x9e3779b1), 0x85ebca6b);
      mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
      sum = (sum + (mixed ^ (mixed >>> 16))) >>> 0;
    }
    return sum === 0 ? 1 : sum;
  }

  sizeOf(ids: Uint32Array): number {
    let size = 0;
    for (const id of ids) size += this.weightOf(id);
    return size;
  }

  /** The check of a post's tags, see `checkOf`. */
  checkOf(ids: Uint32Array): number {
    return checkOf(Array.from(ids, (id) => this.#hashOf(id)));
  }

  #hashOf(id: number): number {
    const known = this.#hashes.get(id);
    if (known !== undefined) return known;
    const hash = tagHash(this.list[this.rankOf(id) - 1]?.name ?? '');
    this.#hashes.set(id, hash);
    return hash;
  }
}
