import { ownColumns, ownValues } from '../../catalog/index/columns.ts';
import { contentHash } from '../../catalog/index/content-hash.ts';
import { categoryRanks } from '../../catalog/merge-tags.ts';
import type { Post } from '../../catalog/post.ts';
import { systemTermsOf } from '../../catalog/search/system-terms.ts';
import { KeySum } from './key-sum.ts';
import { type KeptFamily, KinTable } from './kin-table.ts';
import type { Library } from './library.ts';
import { type PackedTerm, packTerms, unpackTerms } from './pack-terms.ts';
import { PostingChanges } from './posting-changes.ts';

const putColumns = `INSERT INTO columns (number, ${ownColumns.join(', ')})
  VALUES (?${', ?'.repeat(ownColumns.length)})`;

/** Posts held before their posting lists are written. */
const batchSize = 20_000;

/**
 * Writes posts and keeps everything derived from them in step: terms, votes on categories, posting lists, ids.
 * Call `flush` at the end, within the same transaction.
 */
export class PostTable {
  readonly #library: Library;
  readonly #changes: PostingChanges;
  readonly #kin: KinTable;
  readonly #keys: KeySum;
  readonly #termIds = new Map<string, number>();

  constructor(library: Library) {
    this.#library = library;
    this.#changes = new PostingChanges(library, library.segmentSize);
    this.#kin = new KinTable(library);
    this.#keys = new KeySum(library);
  }

  /** Puts a post in, or in the place of the one with its number. */
  put(post: Post): void {
    const view = JSON.stringify(post);
    const hash = contentHash(view);
    const known = this.#library.sql('SELECT hash FROM posts WHERE number = ?').get(post.number);
    if (known?.['hash'] === hash) return;
    this.remove(post.number);
    const elsewhere = this.#library.sql('SELECT number FROM posts WHERE md5 = ?').get(post.md5);
    if (elsewhere) this.remove(Number(elsewhere['number']));
    const terms = this.#pack(post);
    const family = familyOf(post);
    this.#library
      .sql('INSERT INTO posts (number, md5, view, hash, terms, family) VALUES (?, ?, ?, ?, ?, ?)')
      .run(
        post.number,
        post.md5,
        view,
        hash,
        packTerms(terms),
        family ? JSON.stringify(family) : null,
      );
    this.#library
      .sql(putColumns)
      .run(post.number, ...ownValues(post).map((value) => value ?? null));
    for (const { source, id } of post.ids.filter(({ isSimilar }) => !isSimilar)) {
      this.#library
        .sql('INSERT OR IGNORE INTO site_ids (source, id, number) VALUES (?, ?, ?)')
        .run(source, id, post.number);
    }
    this.#kin.put(post.number, post);
    this.#keys.put(post);
    this.#changes.change(post.number, terms, 1);
    if (this.#changes.posts >= batchSize) this.flush();
  }

  /** Takes the post of a number out; nothing where there is none. */
  remove(number: number): void {
    const row = this.#library.sql('SELECT view, terms FROM posts WHERE number = ?').get(number);
    if (!row) return;
    const before = JSON.parse(String(row['view'])) as Post;
    for (const { source, id } of before.ids) {
      this.#library
        .sql('DELETE FROM site_ids WHERE source = ? AND id = ? AND number = ?')
        .run(source, id, number);
    }
    this.#kin.remove(number, before);
    this.#keys.remove(before);
    this.#changes.change(number, unpackTerms(row['terms'] as Uint8Array), -1);
    this.#library.sql('DELETE FROM columns WHERE number = ?').run(number);
    this.#library.sql('DELETE FROM posts WHERE number = ?').run(number);
  }

  flush(): void {
    this.#changes.flush(this.#kin.flush());
    this.#keys.flush();
  }

  #pack(post: Post): readonly PackedTerm[] {
    const facts = systemTermsOf(post).map((name) => ({
      id: this.#termId(name),
      category: undefined,
      rank: categoryRanks.none,
    }));
    const tags = post.terms.map(({ name, category, rank }) => ({
      id: this.#termId(name),
      category,
      rank,
    }));
    return [...facts, ...tags];
  }

  #termId(name: string): number {
    const cached = this.#termIds.get(name);
    if (cached !== undefined) return cached;
    const row = this.#library.sql('SELECT id FROM terms WHERE name = ?').get(name);
    const id = row
      ? Number(row['id'])
      : Number(this.#library.sql('INSERT INTO terms (name) VALUES (?)').run(name).lastInsertRowid);
    this.#termIds.set(name, id);
    return id;
  }
}

function familyOf(post: Post): KeptFamily | undefined {
  if (post.parents.length === 0 && post.chosenParent === undefined) return undefined;
  return {
    parents: post.parents,
    ...(post.chosenParent === undefined ? {} : { chosen: post.chosenParent }),
  };
}
