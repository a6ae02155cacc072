import { decodePlaces, encodePostings } from '../../catalog/index/posting-list.ts';
import { tagCategories } from '../../catalog/tag.ts';
import type { Library } from './library.ts';
import type { PackedTerm } from './pack-terms.ts';
import { readVote, winningCategory } from './votes.ts';

/** Places to put in or take out of the posting lists, gathered, so that each list is written once. */
export class PostingChanges {
  readonly #library: Library;
  readonly #segmentSize: number;
  /** Segment → term → what happened to its places, in order: place × 2, and 1 for in. */
  #lists = new Map<number, Map<number, number[]>>();
  /** (term × 8 + category) × 8 + rank → votes won or lost. */
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

  /** Puts a number into its terms' lists (`by` 1), or takes it out (-1); the last word counts. */
  change(number: number, terms: readonly PackedTerm[], by: 1 | -1): void {
    this.#posts += 1;
    const segment = Math.floor((number - 1) / this.#segmentSize);
    const entry = ((number - 1) % this.#segmentSize) * 2 + (by > 0 ? 1 : 0);
    const lists = this.#lists.get(segment) ?? new Map<number, number[]>();
    this.#lists.set(segment, lists);
    for (const { id, category, rank } of terms) {
      const entries = lists.get(id);
      if (entries) entries.push(entry);
      else lists.set(id, [entry]);
      if (category === undefined) continue;
      const vote = (id * 8 + tagCategories.indexOf(category)) * 8 + rank;
      this.#votes.set(vote, (this.#votes.get(vote) ?? 0) + by);
    }
  }

  /** Writes what was gathered, as of a revision. */
  flush(revision: number): void {
    for (const [segment, lists] of this.#lists) {
      for (const [term, entries] of lists) this.#writeList(segment, term, entries);
    }
    for (const [vote, by] of this.#votes) if (by !== 0) this.#writeVote(vote, by);
    for (const term of this.#terms) this.#writeTerm(term, revision);
    this.#lists = new Map();
    this.#votes = new Map();
    this.#terms = new Set();
    this.#posts = 0;
  }

  #writeList(segment: number, term: number, entries: readonly number[]): void {
    const row = this.#library
      .sql('SELECT list FROM postings WHERE segment = ? AND term = ?')
      .get(segment, term);
    const known = row ? decodePlaces(row['list'] as Uint8Array, this.#segmentSize) : [];
    const places = changePlaces(known, entries);
    if (places === undefined) return;
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
    const term = Math.floor(vote / 64);
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

/** What a list becomes; `undefined`: nothing else than it was. `entries`: place × 2, and 1 for in; the last word counts. */
function changePlaces(
  known: readonly number[],
  entries: readonly number[],
): readonly number[] | undefined {
  const isIn = new Map(entries.map((entry) => [entry >>> 1, (entry & 1) === 1]));
  const there = new Set(known.filter((place) => isIn.has(place)));
  const added = [...isIn.keys()].filter((place) => isIn.get(place) && !there.has(place));
  const kept = known.filter((place) => isIn.get(place) !== false);
  if (added.length === 0 && kept.length === known.length) return undefined;
  return [...Uint32Array.from([...kept, ...added]).sort()];
}
