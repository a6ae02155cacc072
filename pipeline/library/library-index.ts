import type { ColumnValues } from '../../catalog/index/column.ts';
import { Memo } from '../../catalog/index/memo.ts';
import { defaultParameters } from '../../catalog/index/parameters.ts';
import { type Bitmap, decodePlaces, setBit } from '../../catalog/index/posting-list.ts';
import { matchTypo, shortestTypo } from '../../catalog/index/typos.ts';
import type { Term } from '../../catalog/index/vocabulary.ts';
import { similarPosts } from '../../catalog/related/similar-posts.ts';
import {
  type ColumnBounds,
  type IndexSource,
  type TextField,
  wildcardExpression,
  wildcardStem,
} from '../../catalog/search/index-source.ts';
import { compareTags, type TagCategory, tagCategories } from '../../catalog/tag.ts';
import type { Library } from './library.ts';
import { LibraryColumns } from './library-columns.ts';
import { parsePost } from './post-text.ts';

/** A term that posts have, and how many do. */
export interface TermUse {
  /** Its row's. */
  readonly id: number;
  readonly name: string;
  /** `undefined` for a system term. */
  readonly category: TagCategory | undefined;
  readonly count: number;
}

/** The index as the library holds it: what the command line searches and the site's shards are made of. */
export class LibraryIndex implements IndexSource {
  readonly segmentSize: number;
  readonly blockSize: number;
  readonly highest: number;
  readonly columns: LibraryColumns;
  readonly #library: Library;
  readonly #ids = new WeakMap<Term, number>();
  readonly #similar = new Memo<ReadonlyMap<number, number>>();
  readonly #categories: ReadonlyMap<string, TagCategory>;
  readonly #aliases: ReadonlyMap<string, string>;

  /** `categories`, `aliases`: what `tags.yaml` gives. */
  constructor(
    library: Library,
    categories: ReadonlyMap<string, TagCategory>,
    aliases: ReadonlyMap<string, string> = new Map(),
    blockSize = defaultParameters.block,
  ) {
    this.#library = library;
    this.segmentSize = library.segmentSize;
    this.blockSize = blockSize;
    this.columns = new LibraryColumns(library, blockSize);
    this.#categories = categories;
    this.#aliases = aliases;
    this.highest = Number(
      library.sql('SELECT max(number) AS highest FROM posts').get()?.['highest'] ?? 0,
    );
  }

  async term(name: string): Promise<Term | undefined> {
    const meant = this.#aliases.get(name);
    return this.#ownTerm(name) ?? (meant === undefined ? undefined : this.#ownTerm(meant));
  }

  async matching(pattern: string): Promise<readonly Term[]> {
    const expression = wildcardExpression(pattern);
    const rows = this.#library.sql(`${selectUses} AND name >= ?`).iterate(wildcardStem(pattern));
    const found: TermUse[] = [];
    for (const row of rows) {
      const use = this.#readUse(row);
      if (use.category !== undefined && expression.test(use.name)) found.push(use);
    }
    return found.toSorted((a, b) => compareTags(a.name, b.name)).map((use) => this.termOf(use));
  }

  async neighbours(name: string): Promise<readonly Term[]> {
    if ([...name].length < shortestTypo) return [];
    const isNear = (other: string): boolean =>
      [...other].length >= shortestTypo && matchTypo(name, other) === 'whole';
    const near = this.uses().filter((use) => use.category !== undefined && isNear(use.name));
    const meant = [...this.#aliases].flatMap(([alias, tag]) =>
      isNear(alias) ? (this.#ownTerm(tag) ?? []) : [],
    );
    return [...near.map((use) => this.termOf(use)), ...meant];
  }

  async columnBounds(column: string): Promise<readonly (ColumnBounds | undefined)[]> {
    if (!this.columns.names.includes(column)) return [];
    const blocks = Math.ceil(this.highest / this.blockSize);
    return Array.from({ length: blocks }, () => ({
      lowest: Number.NEGATIVE_INFINITY,
      highest: Number.POSITIVE_INFINITY,
    }));
  }

  async columnValues(column: string, block: number): Promise<ColumnValues> {
    return this.columns.values(column, block);
  }

  async texts(field: TextField, block: number): Promise<readonly (readonly string[])[]> {
    return this.columns.texts(field, block);
  }

  async lookUp(table: string, key: string): Promise<readonly number[]> {
    return this.columns.lookUp(table, key);
  }

  async addPostings(term: Term, segment: number, to: Bitmap): Promise<boolean> {
    const list = this.#list(term, segment);
    if (!list) return false;
    for (const place of decodePlaces(list, this.segmentSize)) setBit(to, place);
    return true;
  }

  similar(number: number): Promise<ReadonlyMap<number, number>> {
    return this.#similar.get(String(number), () =>
      similarPosts(number, this.#tagsOf(number), this),
    );
  }

  #tagsOf(number: number): readonly string[] {
    const row = this.#library.sql('SELECT view FROM posts WHERE number = ?').get(number);
    const post = row && parsePost(row['view']);
    return post ? post.terms.map(({ name }) => name) : [];
  }

  /** A term's places in each segment that has any, ascending. */
  *lists({ id }: TermUse): Generator<{ readonly segment: number; readonly places: number[] }> {
    const rows = this.#library
      .sql('SELECT segment, list FROM postings WHERE term = ? ORDER BY segment')
      .all(id);
    for (const row of rows) {
      const places = decodePlaces(row['list'] as Uint8Array, this.segmentSize);
      yield { segment: Number(row['segment']), places };
    }
  }

  #list(term: Term, segment: number): Uint8Array | undefined {
    const row = this.#library
      .sql('SELECT list FROM postings WHERE segment = ? AND term = ?')
      .get(segment, this.#ids.get(term) ?? -1);
    return row ? (row['list'] as Uint8Array) : undefined;
  }

  /** Every term that a post has, sorted by name. */
  allTerms(): readonly Term[] {
    return this.uses().map((use) => this.termOf(use));
  }

  /** Every term that a post has, sorted by name, without the places where it is found. */
  uses(): readonly TermUse[] {
    const rows = this.#library.sql(`${selectUses} ORDER BY name`).iterate();
    const uses: TermUse[] = [];
    for (const row of rows) uses.push(this.#readUse(row));
    // The database sorts by code points.
    return uses.sort((a, b) => compareTags(a.name, b.name));
  }

  /** The terms that have changed after a revision; one that is gone since has no posts. */
  changedUses(after: number): readonly TermUse[] {
    return this.#library
      .sql('SELECT id, name, count, category FROM terms WHERE changed > ?')
      .all(after)
      .map((row) => this.#readUse(row));
  }

  termOf({ id, name, category, count }: TermUse): Term {
    const term = { name, category, count };
    this.#ids.set(term, id);
    return term;
  }

  #ownTerm(name: string): Term | undefined {
    const row = this.#library.sql(`${selectUses} AND name = ?`).get(name);
    return row ? this.termOf(this.#readUse(row)) : undefined;
  }

  #readUse(row: Readonly<Record<string, unknown>>): TermUse {
    const name = String(row['name']);
    return {
      id: Number(row['id']),
      name,
      category: this.#categoryOf(name, row['category']),
      count: Number(row['count']),
    };
  }

  #categoryOf(name: string, voted: unknown): TagCategory | undefined {
    if (name.startsWith(' ')) return undefined;
    return (
      this.#categories.get(name) ?? (voted === null ? 'general' : tagCategories[Number(voted)])
    );
  }
}

const selectUses = 'SELECT id, name, count, category FROM terms WHERE count > 0';
