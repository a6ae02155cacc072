import { decodePostings, encodePostings, placesOf } from '../../catalog/index/posting-list.ts';
import { tagCategories } from '../../catalog/tag.ts';
import type { Library } from './library.ts';
import type { PackedTerm } from './pack-terms.ts';
import { newRevision } from './revision.ts';

/** Places to put in or take out of the posting lists, gathered, so that each list is written once. */
export class PostingChanges {
  readonly #library: Library;
  readonly #segmentSize: number;
  /** Segment → term → place → in or out. */
  #lists = new Map<number, Map<number, Map<number, boolean>>>();
  /** `term:category:rank` → votes won or lost. */
  #votes = new Map<string, number>();
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
    const place = (number - 1) % this.#segmentSize;
    const lists = this.#lists.get(segment) ?? new Map<number, Map<number, boolean>>();
    this.#lists.set(segment, lists);
    for (const { id, category, rank } of terms) {
      const places = lists.get(id) ?? new Map<number, boolean>();
      places.set(place, by > 0);
      lists.set(id, places);
      if (category === undefined) continue;
      const vote = `${id}:${tagCategories.indexOf(category)}:${rank}`;
      this.#votes.set(vote, (this.#votes.get(vote) ?? 0) + by);
    }
  }

  /** Writes what was gathered. */
  flush(): void {
    if (this.#posts > 0) newRevision(this.#library);
    for (const [segment, lists] of this.#lists) {
      for (const [term, places] of lists) this.#writeList(segment, term, places);
    }
    for (const [vote, by] of this.#votes) if (by !== 0) this.#writeVote(vote, by);
    this.#lists = new Map();
    this.#votes = new Map();
    this.#posts = 0;
  }

  #writeList(segment: number, term: number, changes: ReadonlyMap<number, boolean>): void {
    const row = this.#library
      .sql('SELECT list FROM postings WHERE segment = ? AND term = ?')
      .get(segment, term);
    const places = new Set(
      row ? placesOf(decodePostings(row['list'] as Uint8Array, this.#segmentSize)) : [],
    );
    const before = row ? places.size : -1;
    let isChanged = false;
    for (const [place, isIn] of changes) {
      if (places.has(place) === isIn) continue;
      isChanged = true;
      if (isIn) places.add(place);
      else places.delete(place);
    }
    if (!isChanged) return;
    if (places.size === 0) {
      if (before >= 0) {
        this.#library.sql('DELETE FROM postings WHERE segment = ? AND term = ?').run(segment, term);
      }
      return;
    }
    const sorted = Uint32Array.from(places).sort();
    this.#library
      .sql('INSERT OR REPLACE INTO postings (segment, term, count, list) VALUES (?, ?, ?, ?)')
      .run(segment, term, sorted.length, encodePostings([...sorted]));
  }

  #writeVote(vote: string, by: number): void {
    const [term = 0, category = 0, rank = 0] = vote.split(':').map(Number);
    this.#library
      .sql(`INSERT INTO votes (term, category, rank, count) VALUES (?, ?, ?, ?)
            ON CONFLICT (term, category, rank) DO UPDATE SET count = count + excluded.count`)
      .run(term, category, rank, by);
    this.#library
      .sql('DELETE FROM votes WHERE term = ? AND category = ? AND rank = ? AND count = 0')
      .run(term, category, rank);
  }
}
