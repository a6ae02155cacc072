import type { BestList } from './best-list.ts';
import { BitmapSums, highestSum } from './bitmap-sums.ts';
import { generalPoints, scoreOf } from './formula.ts';
import type { RelatedTable } from './related-table.ts';

/** Posts scored before anything is added up: they make the bar that the others are measured by. */
const firstSights = 150;
/** In the sums: the post's score is known already, or of no concern. Sums of weights stay below. */
const isScored = 0x8000;

/**
 * Finds the posts with the most general tags in common with a subject. The subject's common tags are added up by
 * bitmaps, the others by their posting lists; a post is scored only where both together reach the bar.
 */
export class GeneralSearch {
  readonly #table: RelatedTable;
  /** Tag → its weight where the subject has it; all 0 between subjects. */
  readonly #wanted: Uint8Array;
  readonly #common: BitmapSums;
  /** Post → weights of the tags found to be shared by lists; all 0 between searches. */
  readonly #sums: Uint16Array;
  /** The posts with such sums. */
  readonly #touched: Uint32Array;
  #touchedCount = 0;
  #subject = 0;
  /** The subject's tags from `#from` to before `#listed` are searched by lists, those to before `#to` by bitmaps. */
  #from = 0;
  #listed = 0;
  #to = 0;

  constructor(table: RelatedTable) {
    this.#table = table;
    this.#wanted = new Uint8Array(table.weights.length);
    this.#common = new BitmapSums(table.bitmaps);
    this.#sums = new Uint16Array(table.numbers.length);
    this.#touched = new Uint32Array(table.numbers.length);
  }

  /** To be called before all else of a subject. */
  begin(subject: number): void {
    const { general, weights } = this.#table;
    const { terms, termsFrom } = general;
    for (let at = this.#from; at < this.#to; at++) this.#wanted[terms[at] ?? 0] = 0;
    this.#subject = subject;
    this.#from = termsFrom[subject] ?? 0;
    this.#to = termsFrom[subject + 1] ?? 0;
    for (let at = this.#from; at < this.#to; at++) {
      const term = terms[at] ?? 0;
      this.#wanted[term] = weights[term] ?? 0;
    }
  }

  /** Offers a post with its exact score. */
  score(post: number, level: number, best: BestList): void {
    const { general, sizes } = this.#table;
    const { terms } = general;
    const wanted = this.#wanted;
    const to = general.termsFrom[post + 1] ?? 0;
    let shared = 0;
    for (let at = general.termsFrom[post] ?? 0; at < to; at++) {
      shared += wanted[terms[at] ?? 0] ?? 0;
    }
    const both = (sizes[this.#subject] ?? 0) + (sizes[post] ?? 0);
    best.offer(post, scoreOf(level, shared, both - shared));
  }

  /** Offers all posts but those of `sharing`, which share a named tag. */
  searchOthers(sharing: Uint32Array, best: BestList): void {
    for (const post of sharing) this.#sums[post] = isScored;
    this.#scoreFirst(best);
    this.#addUpBitmaps();
    this.#addUpLists();
    this.#offerCommon(best);
    this.#offerTouched(best);
    this.#touchedCount = 0;
    this.#sums.fill(0);
  }

  /** Scores the posts of the rarest lists. */
  #scoreFirst(best: BestList): void {
    const { general } = this.#table;
    const sums = this.#sums;
    let left = firstSights;
    for (let at = this.#from; at < this.#to; at++) {
      const term = general.terms[at] ?? 0;
      const end = general.postsFrom[term + 1] ?? 0;
      for (let place = general.postsFrom[term] ?? 0; place < end; place++) {
        const post = general.posts[place] ?? 0;
        if (sums[post] !== 0) continue;
        this.score(post, 0, best);
        sums[post] = isScored;
        left -= 1;
        if (left === 0) return;
      }
    }
  }

  /** The commonest tags first, as many as the sums can hold. */
  #addUpBitmaps(): void {
    const { general, weights, bitmaps } = this.#table;
    this.#common.clear();
    this.#listed = this.#to;
    let sum = 0;
    while (this.#listed > this.#from) {
      const term = general.terms[this.#listed - 1] ?? 0;
      const weight = weights[term] ?? 0;
      sum += weight;
      if (term < bitmaps.first || sum > highestSum) break;
      this.#common.add(term, weight);
      this.#listed -= 1;
    }
    this.#common.finish();
  }

  #addUpLists(): void {
    const { general, weights } = this.#table;
    const { posts } = general;
    const sums = this.#sums;
    const touched = this.#touched;
    let count = 0;
    for (let at = this.#from; at < this.#listed; at++) {
      const term = general.terms[at] ?? 0;
      const weight = weights[term] ?? 0;
      const end = general.postsFrom[term + 1] ?? 0;
      for (let place = general.postsFrom[term] ?? 0; place < end; place++) {
        const post = posts[place] ?? 0;
        const sum = sums[post] ?? 0;
        if (sum === 0) touched[count++] = post;
        sums[post] = sum + weight;
      }
    }
    this.#touchedCount = count;
  }

  /** Offers the posts whose common tags alone may reach the bar. Posts are in the order of their sizes. */
  #offerCommon(best: BestList): void {
    const { sizes, bitmaps } = this.#table;
    const own = sizes[this.#subject] ?? 0;
    let bar = barOf(best);
    for (let word = 0; word < bitmaps.words; word++) {
      const least = Math.max(1, Math.ceil(bar * (own + (sizes[word * 32] ?? 0))));
      if (least > highestSum) return;
      let found = this.#common.atLeast(word, least);
      while (found !== 0) {
        const post = word * 32 + 31 - Math.clz32(found & -found);
        found &= found - 1;
        this.#offer(post, best, bar);
        this.#sums[post] = isScored;
        bar = barOf(best);
      }
    }
  }

  /** Offers the others that share a tag by list. */
  #offerTouched(best: BestList): void {
    let bar = barOf(best);
    for (let at = 0; at < this.#touchedCount; at++) {
      if (this.#offer(this.#touched[at] ?? 0, best, bar)) bar = barOf(best);
    }
  }

  #offer(post: number, best: BestList, bar: number): boolean {
    const sum = this.#sums[post] ?? 0;
    if (sum >= isScored) return false;
    const { sizes } = this.#table;
    const shared = sum + this.#common.sumOf(post);
    const both = (sizes[this.#subject] ?? 0) + (sizes[post] ?? 0);
    if (shared < bar * both) return false;
    best.offer(post, scoreOf(0, shared, both - shared));
    return true;
  }
}

/** The share of both posts' weights that must be the same weights, a hair below: whoever has less cannot come in. */
function barOf(best: BestList): number {
  const likeness = best.worst / generalPoints;
  return likeness > 0 ? likeness / (1 + likeness) - 1e-9 : 0;
}
