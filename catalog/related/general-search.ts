import type { BestList } from './best-list.ts';
import { BitmapSums, highestSum } from './bitmap-sums.ts';
import { generalPoints, scoreOf } from './formula.ts';
import type { RelatedTable } from './related-table.ts';

/** Posts of the rarest lists that are scored before all others. */
const firstSights = 150;
/** Fewer posts than this are scored one by one. */
const worthSums = 24;
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
  /** Post → weights of the tags found to be shared by lists; all 0 between subjects. */
  readonly #sums: Uint16Array;
  /** The posts with such sums. */
  readonly #touched: Uint32Array;
  #touchedCount = 0;
  /** 32 posts → which of them are searched; all 0 between searches, and the words that are not. */
  readonly #masks: Int32Array;
  readonly #maskWords: Uint32Array;
  #isPrepared = false;
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
    this.#masks = new Int32Array(table.bitmaps.words);
    this.#maskWords = new Uint32Array(table.bitmaps.words);
  }

  /** To be called before all else of a subject; forgets the one before. */
  begin(subject: number): void {
    const { general, weights } = this.#table;
    const { terms, termsFrom } = general;
    for (let at = this.#from; at < this.#to; at++) this.#wanted[terms[at] ?? 0] = 0;
    for (const post of this.#touched.subarray(0, this.#touchedCount)) this.#sums[post] = 0;
    this.#touchedCount = 0;
    this.#isPrepared = false;
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

  /** Offers the posts of one level of points; `members`: their places. To be called once for each level. */
  searchLevel(members: Uint32Array, level: number, best: BestList): void {
    if (members.length < worthSums) {
      for (const post of members) this.score(post, level, best);
      return;
    }
    this.#prepare();
    let words = 0;
    for (const post of members) {
      const word = post >>> 5;
      const mask = this.#masks[word] ?? 0;
      if (mask === 0) this.#maskWords[words++] = word;
      this.#masks[word] = mask | (1 << (post & 31));
    }
    for (const word of this.#maskWords.subarray(0, words)) {
      this.#common.sumUp(word, word + 1);
      this.#offerWord(word, this.#masks[word] ?? 0, level, best);
    }
    this.#offerListed(level, best);
    for (const word of this.#maskWords.subarray(0, words)) this.#masks[word] = 0;
  }

  /** Offers all posts but those of `sharing`, which share a named tag. To be called after the levels. */
  searchOthers(sharing: Uint32Array, best: BestList): void {
    this.#prepare();
    for (const post of sharing) this.#setScored(post);
    this.#scoreFirst(best);
    const { words } = this.#table.bitmaps;
    this.#common.sumUp(0, words);
    for (let word = 0; word < words; word++) this.#offerWord(word, -1, 0, best);
    this.#masks.fill(-1);
    this.#offerListed(0, best);
    this.#masks.fill(0);
  }

  /** Makes what all searches of a subject need; once. */
  #prepare(): void {
    if (this.#isPrepared) return;
    this.#isPrepared = true;
    this.#addUpBitmaps();
    this.#addUpLists();
  }

  /** Scores posts of the rarest lists: they make the bar that the others are measured by. */
  #scoreFirst(best: BestList): void {
    const { general } = this.#table;
    let left = firstSights;
    for (let at = this.#from; at < this.#to; at++) {
      const term = general.terms[at] ?? 0;
      const end = general.postsFrom[term + 1] ?? 0;
      for (let place = general.postsFrom[term] ?? 0; place < end; place++) {
        const post = general.posts[place] ?? 0;
        if ((this.#sums[post] ?? 0) >= isScored) continue;
        this.score(post, 0, best);
        this.#setScored(post);
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
    this.#common.prepare();
  }

  #addUpLists(): void {
    const { general, weights } = this.#table;
    const { posts } = general;
    const sums = this.#sums;
    const touched = this.#touched;
    let count = this.#touchedCount;
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

  #setScored(post: number): void {
    if (this.#sums[post] === 0) this.#touched[this.#touchedCount++] = post;
    this.#sums[post] = isScored;
  }

  /** Offers those of a word's posts, as far as they are in `mask`, whose common tags alone may reach the bar. */
  #offerWord(word: number, mask: number, level: number, best: BestList): void {
    const { sizes, leastSizes } = this.#table;
    const own = sizes[this.#subject] ?? 0;
    const bar = barOf(best, level);
    const least = Math.ceil(bar * (own + (leastSizes[word] ?? 0)));
    if (least > highestSum) return;
    // Without points a post must share something.
    let found = this.#common.atLeast(word, level === 0 ? Math.max(1, least) : least) & mask;
    while (found !== 0) {
      const post = word * 32 + 31 - Math.clz32(found & -found);
      found &= found - 1;
      this.#offer(post, level, best, bar);
      this.#setScored(post);
    }
  }

  /** Offers the others of the masks that share a tag by list. */
  #offerListed(level: number, best: BestList): void {
    let bar = barOf(best, level);
    for (let at = 0; at < this.#touchedCount; at++) {
      const post = this.#touched[at] ?? 0;
      if (((this.#masks[post >>> 5] ?? 0) & (1 << (post & 31))) === 0) continue;
      if (this.#offer(post, level, best, bar)) bar = barOf(best, level);
    }
  }

  #offer(post: number, level: number, best: BestList, bar: number): boolean {
    const sum = this.#sums[post] ?? 0;
    if (sum >= isScored) return false;
    const { sizes } = this.#table;
    const shared = sum + this.#common.sumOf(post);
    const both = (sizes[this.#subject] ?? 0) + (sizes[post] ?? 0);
    if (shared < bar * both) return false;
    best.offer(post, scoreOf(level, shared, both - shared));
    return true;
  }
}

/** The share of both posts' weights that must be the same weights, a hair below: whoever has less cannot come in. */
function barOf(best: BestList, level: number): number {
  const likeness = (best.worst - level) / generalPoints;
  return likeness > 0 ? likeness / (1 + likeness) - 1e-9 : 0;
}
