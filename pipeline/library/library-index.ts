import { type Bitmap, decodePostings, emptyBitmap } from '../../catalog/index/posting-list.ts';
import type { Term, TermSegment } from '../../catalog/index/vocabulary.ts';
import { categoryRanks } from '../../catalog/merge-tags.ts';
import {
  type IndexSource,
  wildcardExpression,
  wildcardStem,
} from '../../catalog/search/index-source.ts';
import { compareTags, type TagCategory, tagCategories } from '../../catalog/tag.ts';
import type { Library } from './library.ts';

/** The index as the library holds it: what the command line searches and the site's shards are made of. */
export class LibraryIndex implements IndexSource {
  readonly segmentSize: number;
  readonly highest: number;
  readonly #library: Library;
  readonly #ids = new WeakMap<Term, number>();
  readonly #chosen: ReadonlyMap<string, TagCategory>;

  /** `chosen`: the categories that `tags.yaml` gives. */
  constructor(library: Library, chosen: ReadonlyMap<string, TagCategory>) {
    this.#library = library;
    this.segmentSize = library.segmentSize;
    this.#chosen = chosen;
    this.highest = Number(
      library.sql('SELECT max(number) AS highest FROM posts').get()?.['highest'] ?? 0,
    );
  }

  async term(name: string): Promise<Term | undefined> {
    const row = this.#library.sql('SELECT id FROM terms WHERE name = ?').get(name);
    return row ? this.#termOf(Number(row['id']), name) : undefined;
  }

  async matching(pattern: string): Promise<readonly Term[]> {
    const stem = wildcardStem(pattern);
    const expression = wildcardExpression(pattern);
    const rows = this.#library.sql('SELECT id, name FROM terms WHERE name >= ?').iterate(stem);
    const found: Term[] = [];
    for (const row of rows) {
      const name = String(row['name']);
      if (name.startsWith(' ') || !expression.test(name)) continue;
      const term = this.#termOf(Number(row['id']), name);
      if (term) found.push(term);
    }
    return found.toSorted((a, b) => compareTags(a.name, b.name));
  }

  async postings(term: Term, segment: number): Promise<Bitmap> {
    const list = this.list(term, segment);
    return list ? decodePostings(list, this.segmentSize) : emptyBitmap(this.segmentSize);
  }

  /** A posting list as encoded. */
  list(term: Term, segment: number): Uint8Array | undefined {
    const row = this.#library
      .sql('SELECT list FROM postings WHERE segment = ? AND term = ?')
      .get(segment, this.#ids.get(term) ?? -1);
    return row ? (row['list'] as Uint8Array) : undefined;
  }

  /** Every term that a post has, sorted by name. */
  allTerms(): readonly Term[] {
    const segments = new Map<number, TermSegment[]>();
    const parts = this.#library
      .sql('SELECT term, segment, count FROM postings ORDER BY term, segment')
      .iterate();
    for (const row of parts) {
      const id = Number(row['term']);
      const known = segments.get(id) ?? [];
      known.push({ segment: Number(row['segment']), count: Number(row['count']) });
      segments.set(id, known);
    }
    const categories = this.#allCategories();
    const terms: Term[] = [];
    for (const row of this.#library.sql('SELECT id, name FROM terms').iterate()) {
      const id = Number(row['id']);
      const name = String(row['name']);
      const part = segments.get(id);
      if (part) terms.push(this.#keep(id, name, part, categories.get(id)));
    }
    return terms.sort((a, b) => compareTags(a.name, b.name));
  }

  #termOf(id: number, name: string): Term | undefined {
    const rows = this.#library
      .sql('SELECT segment, count FROM postings WHERE term = ? ORDER BY segment')
      .all(id);
    if (rows.length === 0) return undefined;
    const votes = this.#library
      .sql('SELECT category, rank, count FROM votes WHERE term = ?')
      .all(id);
    const segments = rows.map((row) => ({
      segment: Number(row['segment']),
      count: Number(row['count']),
    }));
    return this.#keep(id, name, segments, winner(votes.map(readVote)));
  }

  #keep(
    id: number,
    name: string,
    segments: readonly TermSegment[],
    voted: TagCategory | undefined,
  ): Term {
    const category = name.startsWith(' ')
      ? undefined
      : (this.#chosen.get(name) ?? voted ?? 'general');
    const term = { name, category, segments };
    this.#ids.set(term, id);
    return term;
  }

  #allCategories(): ReadonlyMap<number, TagCategory> {
    const votes = new Map<number, Vote[]>();
    for (const row of this.#library
      .sql('SELECT term, category, rank, count FROM votes')
      .iterate()) {
      const id = Number(row['term']);
      const known = votes.get(id) ?? [];
      known.push(readVote(row));
      votes.set(id, known);
    }
    return new Map([...votes].map(([id, list]) => [id, winner(list) ?? 'general']));
  }
}

interface Vote {
  readonly category: TagCategory;
  readonly rank: number;
  readonly count: number;
}

function readVote(row: Readonly<Record<string, unknown>>): Vote {
  return {
    category: tagCategories[Number(row['category'])] ?? 'general',
    rank: Number(row['rank']),
    count: Number(row['count']),
  };
}

/** The category that most posts' best sources give; ties go to the better source. A guess counts only alone. */
function winner(votes: readonly Vote[]): TagCategory | undefined {
  const given = votes.filter(({ rank }) => rank !== categoryRanks.none);
  const sums = new Map<TagCategory, { count: number; rank: number }>();
  for (const { category, rank, count } of given) {
    const sum = sums.get(category) ?? { count: 0, rank };
    sums.set(category, { count: sum.count + count, rank: Math.min(sum.rank, rank) });
  }
  const place = (category: TagCategory): number => tagCategories.indexOf(category);
  return [...sums].toSorted(
    ([a, x], [b, y]) => y.count - x.count || x.rank - y.rank || place(a) - place(b),
  )[0]?.[0];
}
