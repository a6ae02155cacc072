import { ownColumns } from '../../catalog/index/columns.ts';
import type { Post } from '../../catalog/post.ts';
import { ChangeLog } from './change-log.ts';
import { KeySum, keyHashOf } from './key-sum.ts';
import { type KeptFamily, KinTable } from './kin-table.ts';
import type { Library } from './library.ts';
import { packWords, unpackWords } from './pack-terms.ts';
import { parsePost } from './post-text.ts';
import { PostingChanges } from './posting-changes.ts';
import { PostPreparer, type PreparedPost } from './prepared-post.ts';
import { TermIds } from './term-ids.ts';

const putColumns = `INSERT INTO columns (number, changed, ${ownColumns.join(', ')})
  VALUES (?, ?${', ?'.repeat(ownColumns.length)})`;

/** Posts held before their posting lists are written: some 30 MB. */
const batchSize = 100_000;

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
  readonly #preparer = new PostPreparer();
  readonly #termIds: TermIds;

  constructor(library: Library) {
    this.#library = library;
    this.#log = new ChangeLog(library);
    this.#postings = new PostingChanges(library, library.segmentSize);
    this.#kin = new KinTable(library);
    this.#keys = new KeySum(library);
    this.#termIds = new TermIds(library);
  }

  /** Puts a post in, or in the place of the one with its number. */
  put(post: Post): void {
    const prepared = this.#preparer.prepare(post);
    this.#termIds.learn(this.#preparer.takeNews());
    this.putPrepared(prepared, this.#termIds);
  }

  /** The same of a post that was prepared elsewhere. `termIds`: of its preparer's list of names. */
  putPrepared(post: PreparedPost, termIds: TermIds): void {
    const standing = this.#library
      .sql('SELECT number, hash FROM posts WHERE number = ? OR md5 = ?')
      .all(post.number, post.md5);
    let before: Taken | undefined;
    for (const { number, hash } of standing) {
      if (number === post.number && hash === post.hash) return;
      if (number === post.number) before = this.#take(post.number);
      else this.remove(Number(number));
    }
    const words = termIds.translate(post.words);
    this.#insert(post, words);
    this.#insertColumns(post);
    this.#insertIds(post);
    this.#kin.put(post.number, post);
    this.#keys.put(post.keyHash);
    if (before) this.#log.noteChange(before.post, parsePost(post.view));
    else this.#log.noteArrival(post.number);
    // What a post had and has stays in its lists: they are not even read.
    const [lost, won] = differenceOf(before?.words, words);
    this.#postings.change(post.number, lost, -1);
    this.#postings.change(post.number, won, 1);
    if (this.#postings.posts >= batchSize) this.flush();
  }

  /** Takes the post of a number out; nothing where there is none. */
  remove(number: number): void {
    const before = this.#take(number);
    if (!before) return;
    this.#log.noteLoss(number);
    this.#postings.change(number, before.words, -1);
  }

  flush(): void {
    this.#log.noteRelations(this.#kin.flush());
    if (!this.#log.isEmpty) this.#postings.flush(this.#log.flush());
    this.#keys.flush();
  }

  #insert(post: PreparedPost, words: Uint32Array): void {
    const family = familyOf(post);
    this.#library
      .sql(
        'INSERT INTO posts (number, md5, hash, format, family, terms, view) VALUES (?, ?, ?, ?, ?, ?, ?)',
      )
      .run(
        post.number,
        post.md5,
        post.hash,
        post.format,
        family ? JSON.stringify(family) : null,
        packWords(words),
        post.view,
      );
  }

  #insertColumns({ number, values }: PreparedPost): void {
    this.#library.sql(putColumns).run(number, this.#log.revision, ...values);
  }

  #insertIds({ number, ids }: PreparedPost): void {
    for (const { source, id, isSimilar } of ids) {
      if (isSimilar) continue;
      this.#library
        .sql('INSERT OR IGNORE INTO site_ids (source, id, number) VALUES (?, ?, ?)')
        .run(source, id, number);
    }
  }

  /** Takes a post out, but for its posting lists; answers what it was. */
  #take(number: number): Taken | undefined {
    const row = this.#library.sql('SELECT view, terms FROM posts WHERE number = ?').get(number);
    if (!row) return undefined;
    const post = parsePost(row['view']);
    for (const { source, id } of post.ids) {
      this.#library
        .sql('DELETE FROM site_ids WHERE source = ? AND id = ? AND number = ?')
        .run(source, id, number);
    }
    this.#kin.remove(number, post);
    this.#keys.remove(keyHashOf(post));
    this.#library.sql('DELETE FROM columns WHERE number = ?').run(number);
    this.#library.sql('DELETE FROM posts WHERE number = ?').run(number);
    return { post, words: unpackWords(row['terms'] as Uint8Array) };
  }
}

/** A post as it was; its terms as in pack-terms.ts. */
interface Taken {
  readonly post: Post;
  readonly words: Uint32Array;
}

const noWords = new Uint32Array();

/** The terms of the first that are not among the second, and the other way round; a term is its category and rank too. */
function differenceOf(
  before: Uint32Array | undefined,
  now: Uint32Array,
): readonly [lost: Uint32Array, won: Uint32Array] {
  if (!before) return [noWords, now];
  const [old, own] = [new Set(before), new Set(now)];
  return [before.filter((word) => !own.has(word)), now.filter((word) => !old.has(word))];
}

function familyOf({ parents, chosenParent }: PreparedPost): KeptFamily | undefined {
  if (parents.length === 0 && chosenParent === undefined) return undefined;
  return { parents, ...(chosenParent === undefined ? {} : { chosen: chosenParent }) };
}
