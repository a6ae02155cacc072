import { BestList } from './best-list.ts';
import { generalPoints } from './formula.ts';
import { GeneralSearch } from './general-search.ts';
import type { RelatedTable } from './related-table.ts';

/**
 * Finds the posts most like one, exactly, without looking at all: whole lists and whole levels of points are left out
 * where nothing in them can beat what has been found. What it leaves out is in docs/decisions.
 */
export class RelatedSearch {
  readonly #table: RelatedTable;
  readonly #best: BestList;
  readonly #general: GeneralSearch;
  /** Post → points of the named tags that it shares; all 0 between searches. */
  readonly #points: Uint32Array;
  /** The posts with points. */
  readonly #sharing: Uint32Array;
  #sharingCount = 0;
  readonly #members: Uint32Array;

  /** `size`: how many to find. */
  constructor(table: RelatedTable, size: number) {
    this.#table = table;
    this.#best = new BestList(size, table.numbers);
    this.#general = new GeneralSearch(table);
    const posts = table.numbers.length;
    this.#points = new Uint32Array(posts);
    this.#sharing = new Uint32Array(posts);
    this.#members = new Uint32Array(posts);
  }

  /** The best for a post, itself among them; the list is used again by the next search. */
  find(subject: number): BestList {
    this.#best.clear();
    this.#general.begin(subject);
    this.#addUpPoints(subject);
    this.#searchLevels();
    const sharing = this.#sharing.subarray(0, this.#sharingCount);
    if (this.#best.worst <= generalPoints) this.#general.searchOthers(sharing, this.#best);
    for (const post of sharing) this.#points[post] = 0;
    this.#sharingCount = 0;
    return this.#best;
  }

  /** Adds up the points of shared named tags, for every post that can still come in: the shortest lists first. */
  #addUpPoints(subject: number): void {
    const { named, points } = this.#table;
    const length = (term: number): number =>
      (named.postsFrom[term + 1] ?? 0) - (named.postsFrom[term] ?? 0);
    const terms = named.terms
      .slice(named.termsFrom[subject], named.termsFrom[subject + 1])
      .sort((a, b) => length(a) - length(b) || a - b);
    let rest = terms.reduce((sum, term) => sum + (points[term] ?? 0), 0);
    let done = 0;
    for (const term of terms) {
      // Whoever shares only the rest has at most its points and all of the general ones.
      if (this.#countAbove(rest + generalPoints) >= this.#best.places.length) break;
      this.#addList(term);
      rest -= points[term] ?? 0;
      done += 1;
    }
    for (const term of terms.subarray(done)) this.#addToSharing(term);
  }

  #countAbove(bar: number): number {
    const points = this.#points;
    let count = 0;
    for (const post of this.#sharing.subarray(0, this.#sharingCount)) {
      if ((points[post] ?? 0) > bar) count += 1;
    }
    return count;
  }

  #addList(term: number): void {
    const { named } = this.#table;
    const worth = this.#table.points[term] ?? 0;
    const points = this.#points;
    for (const post of named.posts.subarray(named.postsFrom[term], named.postsFrom[term + 1])) {
      const sum = points[post] ?? 0;
      if (sum === 0) this.#sharing[this.#sharingCount++] = post;
      points[post] = sum + worth;
    }
  }

  /** Adds a tag's points to those posts alone that share something already. */
  #addToSharing(term: number): void {
    const { named } = this.#table;
    const worth = this.#table.points[term] ?? 0;
    const points = this.#points;
    for (const post of this.#sharing.subarray(0, this.#sharingCount)) {
      const to = named.termsFrom[post + 1] ?? 0;
      for (let at = named.termsFrom[post] ?? 0; at < to; at++) {
        if (named.terms[at] === term) points[post] = (points[post] ?? 0) + worth;
      }
    }
  }

  /** Scores the posts that share named tags, those with the most points first. */
  #searchLevels(): void {
    for (
      let level = this.#levelBelow(Number.MAX_SAFE_INTEGER);
      level > 0;
      level = this.#levelBelow(level)
    ) {
      if (this.#best.worst > level + generalPoints) return;
      this.#general.searchLevel(this.#membersOf(level), level, this.#best);
    }
  }

  /** The highest points below a bar that any post has; 0 where there is none. */
  #levelBelow(bar: number): number {
    const points = this.#points;
    let highest = 0;
    for (const post of this.#sharing.subarray(0, this.#sharingCount)) {
      const sum = points[post] ?? 0;
      if (sum < bar && sum > highest) highest = sum;
    }
    return highest;
  }

  #membersOf(level: number): Uint32Array {
    const points = this.#points;
    let count = 0;
    for (const post of this.#sharing.subarray(0, this.#sharingCount)) {
      if (points[post] === level) this.#members[count++] = post;
    }
    return this.#members.subarray(0, count);
  }
}
