import { decodePlaces, encodePostings } from '../../catalog/index/posting-list.ts';
import { tagCategories } from '../../catalog/tag.ts';
import { GrowingNumbers } from './growing-numbers.ts';
import type { Library } from './library.ts';
import { codeOf, codes, idOf, isSystemCode } from './pack-terms.ts';
import { readVote, winningCategory } from './votes.ts';

/** What an entry's place counts in: below it are a code, and 1 for a place that comes. */
const placeStep = codes * 2;

/** Places to put in or take out of the posting lists, gathered, so that each list is written once. */
export class PostingChanges {
  readonly #library: Library;
  readonly #segmentSize: number;
  /** Segment → what happened: ((term × segment size + place) × codes + code) × 2, and 1 for in; below 2 ** 53. */
  readonly #segments = new Map<number, GrowingNumbers>();
  /** Term × codes + code → votes won or lost. */
  #votes = new Map<number, number>();
  /** Terms whose lists or votes were written. */
  #terms = new Set<number>();
  #posts = 0;

  constructor(library: Library, segmentSize: number) {
    this.#library = library;
    this.#segmentSize = segmentSize;
  }

  /** Posts changed since the last flush. */
  get posts(): number {
    return this.#posts;
  }

  /**
   * Puts a number into its terms' lists (`by` 1), or takes it out (-1): a term that it had, or has not. `words`: as in
   * pack-terms.ts.
   */
  change(number: number, words: Uint32Array, by: 1 | -1): void {
    if (words.length === 0) return;
    this.#posts += 1;
    const segment = Math.floor((number - 1) / this.#segmentSize);
    const place = (number - 1) % this.#segmentSize;
    const entries = this.#segments.get(segment) ?? new GrowingNumbers();
    this.#segments.set(segment, entries);
    const isIn = by > 0 ? 1 : 0;
    for (const word of words) {
      const post = idOf(word) * this.#segmentSize + place;
      entries.push((post * codes + codeOf(word)) * 2 + isIn);
    }
  }

  /** Writes what was gathered, as of a revision. */
  flush(revision: number): void {
    for (const [segment, entries] of this.#segments) this.#writeSegment(segment, entries.sorted());
    for (const [vote, by] of this.#votes) if (by !== 0) this.#writeVote(vote, by);
    for (const term of this.#terms) this.#writeTerm(term, revision);
    this.#segments.clear();
    this.#votes = new Map();
    this.#terms = new Set();
    this.#posts = 0;
  }

  /** Term by term: the entries of one stand together, those of one place of it too. */
  #writeSegment(segment: number, entries: Float64Array): void {
    const termStep = this.#segmentSize * placeStep;
    for (let at = 0; at < entries.length; ) {
      const term = Math.floor((entries[at] ?? 0) / termStep);
      const end = (term + 1) * termStep;
      const added: number[] = [];
      const gone: number[] = [];
      while (at < entries.length && (entries[at] ?? 0) < end) {
        const place = Math.floor((entries[at] ?? 0) / placeStep);
        let sum = 0;
        for (; Math.floor((entries[at] ?? 0) / placeStep) === place; at++) {
          const by = (entries[at] ?? 0) % 2 === 1 ? 1 : -1;
          this.#vote(term, Math.floor((entries[at] ?? 0) / 2) % codes, by);
          sum += by;
        }
        if (sum !== 0) (sum > 0 ? added : gone).push(place % this.#segmentSize);
      }
      this.#writeList(segment, term, added, gone);
    }
  }

  #vote(term: number, code: number, by: number): void {
    if (isSystemCode(code)) return;
    const vote = term * codes + code;
    this.#votes.set(vote, (this.#votes.get(vote) ?? 0) + by);
  }

  #writeList(
    segment: number,
    term: number,
    added: readonly number[],
    gone: readonly number[],
  ): void {
    if (added.length === 0 && gone.length === 0) return;
    const row = this.#library
      .sql('SELECT list FROM postings WHERE segment = ? AND term = ?')
      .get(segment, term);
    const known = row ? decodePlaces(row['list'] as Uint8Array, this.#segmentSize) : [];
    const places = changePlaces(known, added, gone);
    this.#terms.add(term);
    if (places.length === 0) {
      this.#library.sql('DELETE FROM postings WHERE segment = ? AND term = ?').run(segment, term);
      return;
    }
    this.#library
      .sql('INSERT OR REPLACE INTO postings (segment, term, count, list) VALUES (?, ?, ?, ?)')
      .run(segment, term, places.length, encodePostings(places));
  }

  #writeVote(vote: number, by: number): void {
    const term = idOf(vote);
    const [category, rank] = [(vote >>> 3) & 7, vote & 7];
    this.#terms.add(term);
    this.#library
      .sql(`INSERT INTO votes (term, category, rank, count) VALUES (?, ?, ?, ?)
            ON CONFLICT (term, category, rank) DO UPDATE SET count = count + excluded.count`)
      .run(term, category, rank, by);
    if (by > 0) return;
    this.#library
      .sql('DELETE FROM votes WHERE term = ? AND category = ? AND rank = ? AND count = 0')
      .run(term, category, rank);
  }

  /** Keeps with a term what would else have to be added up for all of them. */
  #writeTerm(term: number, revision: number): void {
    const votes = this.#library
      .sql('SELECT category, rank, count FROM votes WHERE term = ?')
      .all(term);
    const category = winningCategory(votes.map(readVote));
    this.#library
      .sql(`UPDATE terms SET changed = ?, category = ?,
              count = (SELECT coalesce(sum(count), 0) FROM postings WHERE term = terms.id)
            WHERE id = ?`)
      .run(revision, category === undefined ? null : tagCategories.indexOf(category), term);
  }
}

/** What a list becomes; all three ascend. */
function changePlaces(
  known: readonly number[],
  added: readonly number[],
  gone: readonly number[],
): readonly number[] {
  if (known.length === 0) return added;
  const left = new Set(gone);
  const places: number[] = [];
  let next = 0;
  for (const place of known) {
    for (; (added[next] ?? place) < place; next++) places.push(added[next] ?? 0);
    if (added[next] === place) next += 1;
    if (!left.has(place)) places.push(place);
  }
  for (; next < added.length; next++) places.push(added[next] ?? 0);
  return places;
}
