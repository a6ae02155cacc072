import type { BestList } from './best-list.ts';
import { BitmapSums, highestSum } from './bitmap-sums.ts';
import { generalPoints, scoreOf } from './formula.ts';
import { ListSums } from './list-sums.ts';
import type { RelatedTable } from './related-table.ts';

/** Posts of the rarest lists that are scored before all others. */
const firstSights = 150;
/** Fewer posts than this are scored one by one. */
const worthSums = 64;
/** Words that are summed up by one bar. */
const wordsAtOnce = 64;

/**
 * Finds the posts with the most general tags in common with a subject. The subject's common tags are added up by
 * bitmaps, the others by their posting lists; a post is scored only where both together reach the bar.
 */
export class GeneralSearch {
  readonly #table: RelatedTable;
  /** Tag → its weight where the subject has it; all 0 between subjects. */
  readonly #wanted: Uint8Array;
  readonly #common: BitmapSums;
  readonly #listed: ListSums;
  /** 32 posts → which of them are searched; all 0 between searches, and the words that are not. */
  readonly #masks: Int32Array;
  readonly #maskWords: Uint32Array;
  readonly #leasts = new Uint8Array(wordsAtOnce);
  readonly #found = new Int32Array(wordsAtOnce);
  /** Lists are added up for the places from `#addedFrom` to before `#addedTo`; the bitmaps are there with the first. */
  #addedFrom = 0;
  #addedTo = 0;
  #subject = 0;
  /** The subject's tags from `#from` to before `#commonFrom` are searched by lists, those to before `#to` by bitmaps. */
  #from = 0;
  #commonFrom = 0;
  #to = 0;

  constructor(table: RelatedTable) {
    this.#table = table;
    this.#wanted = new Uint8Array(table.weights.length);
    this.#common = new BitmapSums(table.bitmaps);
    this.#listed = new ListSums(table.general, table.weights, table.numbers.length);
    this.#masks = new Int32Array(table.bitmaps.words);
    this.#maskWords = new Uint32Array(table.bitmaps.words);
  }

  /** To be called before all else of a subject; forgets the one before. */
  begin(subject: number): void {
    const { general, weights } = this.#table;
    const { terms, termsFrom } = general;
    for (let at = this.#from; at < this.#to; at++) this.#wanted[terms[at] ?? 0] = 0;
    this.#listed.clear();
    this.#addedFrom = 0;
    this.#addedTo = 0;
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
    const { runs } = this.#table;
    const from = runs.from[this.#subject] ?? 0;
    const to = runs.to[this.#subject] ?? 0;
    let outside = 0;
    for (const post of members) if (post < from || post >= to) outside += 1;
    const isRun = outside < worthSums;
    if (isRun) this.#prepare(from, to);
    else this.#prepare(0, this.#table.numbers.length);
    let words = 0;
    for (const post of members) {
      if (isRun && (post < from || post >= to)) {
        this.score(post, level, best);
        continue;
      }
      const word = post >>> 5;
      const mask = this.#masks[word] ?? 0;
      if (mask === 0) this.#maskWords[words++] = word;
      this.#masks[word] = mask | (1 << (post & 31));
    }
    // Members are side by side as a rule: then all words between are summed up in one go.
    const first = from >>> 5;
    const last = (to + 31) >>> 5;
    if (isRun && words * 2 > last - first) this.#searchWords(first, last, level, best);
    else {
      for (const word of this.#maskWords.subarray(0, words)) {
        this.#searchWords(word, word + 1, level, best);
      }
    }
    this.#offerListed(level, best);
    for (const word of this.#maskWords.subarray(0, words)) this.#masks[word] = 0;
  }

  /** Offers all posts but those of `sharing`, which share a named tag. To be called after the levels. */
  searchOthers(sharing: Uint32Array, best: BestList): void {
    this.#prepare(0, this.#table.numbers.length);
    for (const post of sharing) this.#listed.settle(post);
    this.#scoreFirst(best);
    this.#masks.fill(-1);
    this.#searchWords(0, this.#table.bitmaps.words, 0, best);
    this.#offerListed(0, best);
    this.#masks.fill(0);
  }

  /** Makes what searches of a subject among the places from one to another need; what is there already stays. */
  #prepare(from: number, to: number): void {
    if (this.#addedTo === 0) this.#addUpBitmaps();
    else if (from >= this.#addedFrom && to <= this.#addedTo) return;
    const terms = this.#table.general.terms.subarray(this.#from, this.#commonFrom);
    if (this.#addedTo === 0) this.#listed.add(terms, from, to);
    else {
      this.#listed.add(terms, from, this.#addedFrom);
      this.#listed.add(terms, this.#addedTo, to);
    }
    this.#addedFrom = from;
    this.#addedTo = to;
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
        if (this.#listed.isSettled(post)) continue;
        this.score(post, 0, best);
        this.#listed.settle(post);
        left -= 1;
        if (left === 0) return;
      }
    }
  }

  /** The commonest tags first, as many as the sums can hold. */
  #addUpBitmaps(): void {
    const { general, weights, bitmaps } = this.#table;
    this.#common.clear();
    this.#commonFrom = this.#to;
    let sum = 0;
    while (this.#commonFrom > this.#from) {
      const term = general.terms[this.#commonFrom - 1] ?? 0;
      const weight = weights[term] ?? 0;
      sum += weight;
      if (term < bitmaps.first || sum > highestSum) break;
      this.#common.add(term, weight);
      this.#commonFrom -= 1;
    }
    this.#common.prepare();
  }

  /** Sums up words, and offers those of their posts in the masks whose common tags alone may reach the bar. */
  #searchWords(from: number, to: number, level: number, best: BestList): void {
    for (let begin = from; begin < to; begin += wordsAtOnce) {
      const end = Math.min(to, begin + wordsAtOnce);
      const bar = barOf(best, level);
      this.#setLeasts(begin, end, level, bar);
      this.#common.sumUp(begin, end, this.#leasts, this.#found);
      for (let word = begin; word < end; word++) {
        const found = (this.#found[word - begin] ?? 0) & (this.#masks[word] ?? 0);
        if (found !== 0) this.#offerWord(word, found, level, best);
      }
    }
  }

  /** Of each word, what sum a post must have by the bar; more than there can be where the bar is too high for all. */
  #setLeasts(from: number, to: number, level: number, bar: number): void {
    const { sizes, leastSizes } = this.#table;
    const own = sizes[this.#subject] ?? 0;
    // Without points a post must share something.
    const lowest = level === 0 ? 1 : 0;
    for (let word = from; word < to; word++) {
      const least = Math.ceil(bar * (own + (leastSizes[word] ?? 0)));
      this.#leasts[word - from] = Math.min(highestSum + 1, Math.max(lowest, least));
    }
  }

  #offerWord(word: number, found: number, level: number, best: BestList): void {
    const bar = barOf(best, level);
    for (let left = found; left !== 0; left &= left - 1) {
      const post = word * 32 + 31 - Math.clz32(left & -left);
      this.#offer(post, level, best, bar);
      this.#listed.settle(post);
    }
  }

  /** Offers the others of the masks that share a tag by list. */
  #offerListed(level: number, best: BestList): void {
    let bar = barOf(best, level);
    for (const post of this.#listed.touched) {
      if (((this.#masks[post >>> 5] ?? 0) & (1 << (post & 31))) === 0) continue;
      if (this.#offer(post, level, best, bar)) bar = barOf(best, level);
    }
  }

  #offer(post: number, level: number, best: BestList, bar: number): boolean {
    if (this.#listed.isSettled(post)) return false;
    const { sizes } = this.#table;
    const shared = this.#listed.sumOf(post) + this.#common.sumOf(post);
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
