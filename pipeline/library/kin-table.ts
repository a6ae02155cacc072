import type { Post, SiteId } from '../../catalog/post.ts';
import type { Library } from './library.ts';

/** What a post says of its family. */
type Family = Pick<Post, 'ids' | 'parents' | 'chosenParent'>;

/** The source under which a parent's number stands that the user chose. */
const chosen = '';

/**
 * Keeps who is whose parent in step with the posts: by the user's word, or within the site that names both. What was
 * noted is worked out by `flush`, when every post of a batch is there.
 */
export class KinTable {
  readonly #library: Library;
  readonly #numbers = new Set<number>();
  readonly #ids = new Map<string, SiteId>();

  constructor(library: Library) {
    this.#library = library;
  }

  /** A post that comes. */
  put(number: number, family: Family): void {
    for (const { source, id } of claimsOf(family)) {
      this.#library
        .sql('INSERT OR IGNORE INTO parent_ids (source, id, child) VALUES (?, ?, ?)')
        .run(source, id, number);
    }
    this.#note(number, family);
  }

  /** A post that goes, or is about to come again. */
  remove(number: number, family: Family): void {
    for (const { source, id } of claimsOf(family)) {
      this.#library
        .sql('DELETE FROM parent_ids WHERE source = ? AND id = ? AND child = ?')
        .run(source, id, number);
    }
    this.#note(number, family);
  }

  /** Finds every parent that may have changed. Returns all numbers whose relations did. */
  flush(): ReadonlySet<number> {
    const touched = new Set<number>();
    for (const child of this.#mayHaveChanged()) {
      const row = this.#library.sql('SELECT parent FROM kin WHERE child = ?').get(child);
      const before = row ? Number(row['parent']) : undefined;
      const now = this.#parentOf(child);
      if (now === before) continue;
      if (now === undefined) this.#library.sql('DELETE FROM kin WHERE child = ?').run(child);
      else {
        this.#library
          .sql('INSERT OR REPLACE INTO kin (child, parent) VALUES (?, ?)')
          .run(child, now);
      }
      for (const number of [child, before, now]) if (number !== undefined) touched.add(number);
    }
    this.#numbers.clear();
    this.#ids.clear();
    return touched;
  }

  #note(number: number, { ids }: Family): void {
    this.#numbers.add(number);
    for (const item of ids) this.#ids.set(`${item.source} ${item.id}`, item);
  }

  /** The posts that changed, and all that name one of them. */
  #mayHaveChanged(): ReadonlySet<number> {
    const children = new Set(this.#numbers);
    const naming = [...this.#numbers].map((number) => ({ source: chosen, id: number }));
    for (const { source, id } of [...this.#ids.values(), ...naming]) {
      const rows = this.#library
        .sql('SELECT child FROM parent_ids WHERE source = ? AND id = ?')
        .all(source, id);
      for (const row of rows) children.add(Number(row['child']));
    }
    return children;
  }

  /** The parent that is in the collection. */
  #parentOf(child: number): number | undefined {
    const row = this.#library.sql('SELECT family FROM posts WHERE number = ?').get(child);
    if (typeof row?.['family'] !== 'string') return undefined;
    const { parents, chosen: own } = JSON.parse(row['family']) as KeptFamily;
    const parent = own === undefined ? this.#named(parents) : (own ?? undefined);
    if (parent === undefined || parent === child) return undefined;
    return this.#library.sql('SELECT 1 FROM posts WHERE number = ?').get(parent) && parent;
  }

  #named(parents: readonly SiteId[]): number | undefined {
    for (const { source, id } of parents) {
      const row = this.#library
        .sql('SELECT min(number) AS number FROM site_ids WHERE source = ? AND id = ?')
        .get(source, id);
      if (typeof row?.['number'] === 'number') return row['number'];
    }
    return undefined;
  }
}

/** As a post's row keeps it. */
export interface KeptFamily {
  /** The sites' ids of the parent, in order of precedence. */
  readonly parents: readonly SiteId[];
  /** The user's word: a number, or `null` for none. */
  readonly chosen?: number | null;
}

function claimsOf({ parents, chosenParent }: Family): readonly SiteId[] {
  return typeof chosenParent === 'number'
    ? [...parents, { source: chosen, id: chosenParent }]
    : parents;
}
