import type { ColumnValues } from '../../catalog/index/column.ts';
import { type OwnColumn, ownColumns } from '../../catalog/index/columns.ts';
import { lookupOfIds, lookupOfMd5, lookupOfParents } from '../../catalog/index/lookup.ts';
import { postFlags } from '../../catalog/index/post-flags.ts';
import { type TextField, textFields } from '../../catalog/search/index-source.ts';
import type { Library } from './library.ts';

/** A key of a look-up table, with the posts that have it, ascending. */
export type LookupEntry = readonly [key: string, numbers: readonly number[]];

/** Columns, texts and look-up tables as the library holds them, in blocks of `blockSize` numbers. */
export class LibraryColumns {
  readonly blockSize: number;
  readonly #library: Library;
  #sites: ReadonlyMap<string, string> | undefined;
  #claimants: ReadonlyMap<string, string> | undefined;

  constructor(library: Library, blockSize: number) {
    this.#library = library;
    this.blockSize = blockSize;
  }

  /** Every column that there is. */
  get names(): readonly string[] {
    return [...ownColumns, 'parent', 'children', ...this.#idSites.keys()];
  }

  /** NaN everywhere for a column that there is not. */
  values(column: string, block: number): ColumnValues {
    const values = new Float64Array(this.blockSize).fill(Number.NaN);
    const base = block * this.blockSize + 1;
    this.#read(column, base, base + this.blockSize - 1, (number, value) => {
      values[number - base] = value;
    });
    return values;
  }

  /** What a block's values have become: as they were, but for some numbers, which are looked up. */
  renewed(
    column: string,
    block: number,
    before: ColumnValues,
    numbers: readonly number[],
  ): ColumnValues {
    const values = before.slice();
    const base = block * this.blockSize + 1;
    for (const one of numbers) {
      values[one - base] = Number.NaN;
      this.#read(column, one, one, (number, value) => {
        values[number - base] = value;
      });
    }
    return values;
  }

  #read(
    column: string,
    from: number,
    last: number,
    take: (number: number, value: number) => void,
  ): void {
    const site = this.#idSites.get(column);
    const rows =
      site === undefined
        ? this.#library.sql(statementOf(column)).iterate(from, last)
        : this.#library.sql(idsOfBlock).iterate(from, last, site);
    for (const row of rows) take(Number(row['number']), Number(row['value']));
  }

  /** All columns of posts' own facts, in one look at the posts: for who wants them all. */
  ownValues(block: number): ReadonlyMap<string, ColumnValues> {
    const base = block * this.blockSize + 1;
    const columns = ownColumns.map(
      (name) => [name, new Float64Array(this.blockSize).fill(Number.NaN)] as const,
    );
    const rows = this.#library.sql(ownOfBlock).iterate(base, base + this.blockSize - 1);
    for (const row of rows) {
      const place = Number(row['number']) - base;
      for (const [name, values] of columns) {
        const value = row[name];
        if (typeof value === 'number') values[place] = value;
      }
    }
    return new Map(columns);
  }

  texts(field: TextField, block: number): readonly (readonly string[])[] {
    return this.#textsOf([field], block).get(field) ?? [];
  }

  /** Every text, in one look at the posts. */
  allTexts(block: number): ReadonlyMap<TextField, readonly (readonly string[])[]> {
    return this.#textsOf(textFields, block);
  }

  #textsOf(
    fields: readonly TextField[],
    block: number,
  ): ReadonlyMap<TextField, readonly (readonly string[])[]> {
    const base = block * this.blockSize + 1;
    const wanted = fields.map((field) => `view -> '$.${field}' AS ${field}`).join(', ');
    const rows = this.#library
      .sql(`SELECT number, ${wanted} FROM posts WHERE number BETWEEN ? AND ? ORDER BY number`)
      .iterate(base, base + this.blockSize - 1);
    const texts = fields.map((field) => [field, [] as (readonly string[])[]] as const);
    for (const row of rows) {
      const place = Number(row['number']) - base;
      for (const [field, own] of texts) {
        while (own.length < place) own.push([]);
        own.push(JSON.parse(String(row[field])) as readonly string[]);
      }
    }
    return new Map(texts);
  }

  /** Every look-up table that there is. */
  get tables(): readonly string[] {
    return [lookupOfMd5, ...this.#idSites.keys(), ...this.#claimSites.keys()];
  }

  /** A table, sorted by its keys. */
  *entries(table: string): Generator<LookupEntry> {
    if (table === lookupOfMd5) {
      for (const row of this.#library.sql('SELECT md5, number FROM posts ORDER BY md5').iterate()) {
        yield [String(row['md5']), [Number(row['number'])]];
      }
      return;
    }
    const claimant = this.#claimSites.get(table);
    const rows =
      claimant === undefined
        ? this.#library.sql(entriesOfIds).iterate(this.#idSites.get(table) ?? '')
        : this.#library.sql(entriesOfClaims).iterate(claimant);
    for (const row of rows) {
      yield [String(row['key']), String(row['numbers']).split(' ').map(Number)];
    }
  }

  lookUp(table: string, key: string): readonly number[] {
    const claimant = this.#claimSites.get(table);
    const site = this.#idSites.get(table) ?? '';
    const rows =
      table === lookupOfMd5
        ? this.#library.sql('SELECT number FROM posts WHERE md5 = ?').all(key)
        : claimant === undefined
          ? this.#library.sql(numbersOfId).all(site, Number(key))
          : this.#library.sql(numbersOfClaim).all(claimant, Number(key));
    return rows.map((row) => Number(row['number']));
  }

  /** The sites that have ids of posts, by the names of their columns and tables. */
  get #idSites(): ReadonlyMap<string, string> {
    this.#sites ??= this.#sitesIn('site_ids', lookupOfIds);
    return this.#sites;
  }

  /** The sites that name parents, by the names of their tables. */
  get #claimSites(): ReadonlyMap<string, string> {
    this.#claimants ??= this.#sitesIn('parent_ids', lookupOfParents);
    return this.#claimants;
  }

  #sitesIn(
    table: 'site_ids' | 'parent_ids',
    nameOf: (site: string) => string,
  ): ReadonlyMap<string, string> {
    const rows = this.#library
      .sql(
        // From one to the next by the index: there are few, and of each as many rows as posts.
        `WITH RECURSIVE sites (source) AS (
           SELECT min(source) FROM ${table} WHERE source > ''
           UNION ALL
           SELECT (SELECT min(source) FROM ${table} WHERE source > sites.source)
           FROM sites WHERE source IS NOT NULL)
         SELECT source FROM sites WHERE source IS NOT NULL ORDER BY source`,
      )
      .all();
    return new Map(rows.map((row) => [nameOf(String(row['source'])), String(row['source'])]));
  }
}

const parentsOfBlock =
  'SELECT child AS number, parent AS value FROM kin WHERE child BETWEEN ? AND ?';
const childrenOfBlock = `SELECT parent AS number, count(*) AS value FROM kin
  WHERE parent BETWEEN ? AND ? GROUP BY parent`;
/** Of several ids that a site has for a post, the lowest. */
const idsOfBlock = `SELECT number, min(id) AS value FROM site_ids
  WHERE number BETWEEN ? AND ? AND source = ? GROUP BY number`;

function statementOf(column: string): string {
  if (column === 'flags') return flagsOfBlock;
  const own: OwnColumn | undefined = ownColumns.find((known) => known === column);
  if (own !== undefined) {
    return `SELECT number, ${own} AS value FROM columns
      WHERE number BETWEEN ? AND ? AND ${own} IS NOT NULL`;
  }
  if (column === 'parent') return parentsOfBlock;
  return column === 'children' ? childrenOfBlock : noneOfBlock;
}

/** A post's own flags, and those that its relatives decide. */
const flags = `flags
    + ${postFlags.child} * EXISTS (SELECT 1 FROM kin WHERE child = number)
    + ${postFlags.parent} * EXISTS (SELECT 1 FROM kin WHERE parent = number)`;
const flagsOfBlock = `SELECT number, ${flags} AS value FROM columns WHERE number BETWEEN ? AND ?`;
const ownOfBlock = `SELECT number, ${ownColumns
  .map((name) => (name === 'flags' ? `${flags} AS flags` : name))
  .join(', ')} FROM columns WHERE number BETWEEN ? AND ?`;

const noneOfBlock = 'SELECT number, 0 AS value FROM columns WHERE number BETWEEN ? AND ? LIMIT 0';

const numbersOfId = 'SELECT number FROM site_ids WHERE source = ? AND id = ? ORDER BY number';
const entriesOfIds = `SELECT CAST(id AS TEXT) AS key, group_concat(number, ' ' ORDER BY number) AS numbers
  FROM site_ids WHERE source = ? GROUP BY id ORDER BY key`;

/** What a site says of a parent does not count where the user chose one, or that there is none. */
const claims = `parent_ids JOIN posts ON posts.number = child
  WHERE source = ? AND json_type(family, '$.chosen') IS NULL`;
const numbersOfClaim = `SELECT child AS number FROM ${claims} AND id = ? ORDER BY child`;
const entriesOfClaims = `SELECT CAST(id AS TEXT) AS key, group_concat(child, ' ' ORDER BY child) AS numbers
  FROM ${claims} GROUP BY id ORDER BY key`;
