import { ownColumns, ownValues } from '../../catalog/index/columns.ts';
import { contentHash } from '../../catalog/index/content-hash.ts';
import { categoryRanks } from '../../catalog/merge-tags.ts';
import type { Post } from '../../catalog/post.ts';
import { systemTermsOf } from '../../catalog/search/system-terms.ts';
import { ChangeLog } from './change-log.ts';
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
  readonly #log: ChangeLog;
  readonly #postings: PostingChanges;
  readonly #kin: KinTable;
  readonly #keys: KeySum;
  readonly #termIds = new Map<string, number>();

  constructor(library: Library) {
    this.#library = library;
    this.#log = new ChangeLog(library);
    this.#postings = new PostingChanges(library, library.segmentSize);
    this.#kin = new KinTable(library);
    this.#keys = new KeySum(library);
  }

  /** Puts a post in, or in the place of the one with its number. */
  put(post: Post): void {
    const view = JSON.stringify(post);
    const hash = contentHash(view);
    const known = this.#library.sql('SELECT hash FROM posts WHERE number = ?').get(post.number);
    if (known?.['hash'] === hash) return;
    const before = this.#take(post.number);
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
    this.#log.noteChange(before?.post, post);
    // What a post had and has stays in its lists: they are not even read.
    const [lost, won] = differenceOf(before?.terms ?? [], terms);
    this.#postings.change(post.number, lost, -1);
    this.#postings.change(post.number, won, 1);
    if (this.#postings.posts >= batchSize) this.flush();
  }

  /** Takes the post of a number out; nothing where there is none. */
  remove(number: number): void {
    const before = this.#take(number);
    if (!before) return;
    this.#log.noteLoss(number);
    this.#postings.change(number, before.terms, -1);
  }

  flush(): void {
    this.#log.noteRelations(this.#kin.flush());
    if (!this.#log.isEmpty) this.#postings.flush(this.#log.flush());
    this.#keys.flush();
  }

  /** Takes a post out, but for its posting lists; answers what it was. */
  #take(
    number: number,
  ): { readonly post: Post; readonly terms: readonly PackedTerm[] } | undefined {
    const row = this.#library.sql('SELECT view, terms FROM posts WHERE number = ?').get(number);
    if (!row) return undefined;
    const before = JSON.parse(String(row['view'])) as Post;
    for (const { source, id } of before.ids) {
      this.#library
        .sql('DELETE FROM site_ids WHERE source = ? AND id = ? AND number = ?')
        .run(source, id, number);
    }
    this.#kin.remove(number, before);
    this.#keys.remove(before);
    this.#library.sql('DELETE FROM columns WHERE number = ?').run(number);
    this.#library.sql('DELETE FROM posts WHERE number = ?').run(number);
    return { post: before, terms: unpackTerms(row['terms'] as Uint8Array) };
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

/** The terms of the first that are not among the second, and the other way round; a term is its category and rank too. */
function differenceOf(
  before: readonly PackedTerm[],
  now: readonly PackedTerm[],
): readonly [lost: readonly PackedTerm[], won: readonly PackedTerm[]] {
  if (before.length === 0) return [before, now];
  const keyOf = ({ id, category, rank }: PackedTerm): string => `${id} ${category} ${rank}`;
  const [old, own] = [new Set(before.map(keyOf)), new Set(now.map(keyOf))];
  return [
    before.filter((term) => !own.has(keyOf(term))),
    now.filter((term) => !old.has(keyOf(term))),
  ];
}

function familyOf(post: Post): KeptFamily | undefined {
  if (post.parents.length === 0 && post.chosenParent === undefined) return undefined;
  return {
    parents: post.parents,
    ...(post.chosenParent === undefined ? {} : { chosen: post.chosenParent }),
  };
}
