import type { MergeRules } from '../../catalog/post.ts';
import { type Location, type PostRecord, withLaterEdits } from '../../catalog/record.ts';
import type { CollectionPaths } from '../settings/settings.ts';
import { isWorthKeeping, keepEditsCopy } from './edits-copy.ts';
import type { Library } from './library.ts';
import { LookupTable } from './lookup-table.ts';
import { PostTable } from './post-table.ts';
import { PostPreparer } from './prepared-post.ts';
import { factsOf } from './record-facts.ts';
import { RecordLock } from './record-lock.ts';
import { readInThreads } from './record-reader.ts';
import {
  byNumber,
  type Change,
  measuredCode,
  type RecordRow,
  readRow,
  rowOf,
} from './record-row.ts';
import { newRecordPlace, type RecordFile, readRecord, updateRecord } from './records.ts';
import { TagFileTable } from './tag-file-table.ts';
import { TermIds } from './term-ids.ts';

/** Where the records are, and the state folder, which holds their lock. */
type RecordPaths = Pick<CollectionPaths, 'metadata' | 'state'>;

/** Changes held before the library is written; the records themselves are on disk at once. */
const batchSize = 10_000;
/** Changes a transaction: posting lists are written at its end, so a common tag's is not written again and again. */
const transactionSize = 100_000;

/** The records of a collection, with the library kept in step. Call `flush` before the library is read. */
export class RecordTable {
  readonly #library: Library;
  readonly #metadata: string;
  readonly #lock: RecordLock;
  readonly #rules: MergeRules;
  readonly #posts: PostTable;
  readonly #tagFiles: TagFileTable;
  readonly #lookups: LookupTable;
  readonly #preparer = new PostPreparer();
  readonly #termIds: TermIds;
  #changes: Change[] = [];
  /** Changes that are written and not yet committed. */
  #spilled = 0;
  /** The newest row of what has changed since the last flush. */
  readonly #fresh = new Map<string, RecordRow>();
  /** By MD5, the end of the last update that is under way. */
  readonly #updating = new Map<string, Promise<void>>();

  constructor(library: Library, paths: RecordPaths, rules: MergeRules) {
    this.#library = library;
    this.#metadata = paths.metadata;
    this.#lock = new RecordLock(paths.state);
    this.#rules = rules;
    this.#posts = new PostTable(library);
    this.#tagFiles = new TagFileTable(library);
    this.#lookups = new LookupTable(library);
    this.#termIds = new TermIds(library);
  }

  /** The row of a picture's record; `undefined` where it has none. */
  row(md5: string): RecordRow | undefined {
    const fresh = this.#fresh.get(md5);
    if (fresh) return fresh;
    const row = this.#library.sql('SELECT * FROM records WHERE md5 = ?').get(md5);
    return row ? readRow(row) : undefined;
  }

  /** Reads a picture's record. Throws a RecordError where its file cannot be understood. */
  async read(md5: string): Promise<PostRecord | undefined> {
    const place = this.row(md5)?.place;
    return place === undefined ? undefined : readRecord(this.#metadata, place);
  }

  /** Saves a record durably, in its own file. What the user has changed there since it was read stays. */
  async save(record: PostRecord): Promise<void> {
    await this.update(record.md5, (now) => withLaterEdits(record, now));
  }

  /**
   * Changes a record, and answers what was written. For changes by the user: `change` is asked again where another one
   * came first, so that neither is lost.
   */
  async update(
    md5: string,
    change: (now: PostRecord | undefined) => PostRecord | undefined,
  ): Promise<PostRecord | undefined> {
    // One after the other, so that the library is told of them in the order in which they were written.
    const earlier = this.#updating.get(md5);
    const update = this.#updateAfter(earlier, md5, change);
    // Whoever asked for it sees its failure; the next one does not wait for its success.
    const end = update.then(
      () => undefined,
      () => undefined,
    );
    this.#updating.set(md5, end);
    try {
      return await update;
    } finally {
      if (this.#updating.get(md5) === end) this.#updating.delete(md5);
    }
  }

  async #updateAfter(
    earlier: Promise<void> | undefined,
    md5: string,
    change: (now: PostRecord | undefined) => PostRecord | undefined,
  ): Promise<PostRecord | undefined> {
    await earlier;
    const place = this.row(md5)?.place ?? newRecordPlace(md5);
    const written = await updateRecord(this.#metadata, place, this.#lock, change);
    if (written) this.#putRecord(written.file, written.record, false);
    return written?.record;
  }

  /** Takes note of a record that somebody else wrote, as its file holds it. */
  note(file: RecordFile, record: PostRecord): void {
    if (isWorthKeeping(record)) this.#lock.hold(() => keepEditsCopy(this.#lock.state, record));
    this.#putRecord(file, record, true);
  }

  /**
   * Takes note of many records that somebody else wrote, as their files hold them. Answers the places of those that need
   * more than that: they cannot be read, or their edits are to be kept twice. `progress` is told how many were read.
   */
  async noteMany(
    places: readonly string[],
    progress: (done: number) => void,
  ): Promise<readonly string[]> {
    const idsOf = new Map<number, TermIds>();
    const left: string[] = [];
    let done = 0;
    for await (const batch of readInThreads(
      { metadata: this.#metadata, rules: this.#rules },
      places,
    )) {
      const termIds = idsOf.get(batch.reader) ?? new TermIds(this.#library);
      idsOf.set(batch.reader, termIds);
      termIds.learn(batch.names);
      for (const { file, facts } of batch.read) {
        this.#put({ file, facts, termIds, problem: undefined, isFound: true });
      }
      left.push(...batch.left);
      done += batch.read.length + batch.left.length;
      progress(done);
    }
    return left;
  }

  /** Takes note of a file that cannot be read as a record; what it said before is no longer shown. */
  noteProblem(file: RecordFile, problem: string): void {
    const { number } = this.row(file.md5) ?? {};
    const [facts, termIds] = [undefined, this.#termIds];
    this.#put({ file, facts, termIds, problem, number, isFound: true });
  }

  /** Forgets a record whose file has gone. */
  forget(row: RecordRow): void {
    this.#library.transaction(() => {
      if (row.number !== undefined) this.#removePost(row.number, row.md5);
      this.#posts.flush();
      this.#library.sql('DELETE FROM records WHERE place = ?').run(row.place);
      this.#tagFiles.distrust(row.md5);
    });
  }

  /** Brings the library up to date with everything saved and noted. */
  flush(): void {
    if (this.#changes.length > 0) this.#spill();
    if (this.#spilled === 0) return;
    this.#posts.flush();
    this.#library.commit();
    this.#spilled = 0;
  }

  #putRecord(file: RecordFile, record: PostRecord, isFound: boolean): void {
    const facts = factsOf(record, this.#rules, this.#preparer);
    this.#termIds.learn(this.#preparer.takeNews());
    this.#put({ file, facts, termIds: this.#termIds, problem: undefined, isFound });
  }

  #put(change: Change): void {
    this.#changes.push(change);
    this.#fresh.set(change.file.md5, rowOf(change));
    if (this.#changes.length < batchSize) return;
    this.#spill();
    if (this.#spilled >= transactionSize) this.flush();
  }

  /** Writes what is held, in a transaction that the next flush ends. */
  #spill(): void {
    if (this.#spilled === 0) this.#library.begin();
    for (const change of byNumber(this.#changes)) this.#write(change);
    this.#spilled += this.#changes.length;
    this.#changes = [];
    this.#fresh.clear();
  }

  #write(change: Change): void {
    const { file, facts } = change;
    const before = this.#library.sql('SELECT number FROM records WHERE place = ?').get(file.place);
    const row = rowOf(change);
    const known = typeof before?.['number'] === 'number' ? before['number'] : undefined;
    const post = facts?.post;
    if (change.isFound || row.isDeleted) this.#tagFiles.distrust(file.md5);
    if (known !== undefined && known !== post?.number) this.#removePost(known, file.md5);
    if (facts && post && !this.#isTaken(post.number, file.md5)) {
      this.#posts.putPrepared(post, change.termIds);
      this.#lookups.put(post.number, facts.lookups);
    }
    this.#library
      .sql(`INSERT OR REPLACE INTO records
            (place, md5, size, mtime, number, added, deleted, locations, measured, problem)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
      .run(
        row.place,
        row.md5,
        row.size,
        row.mtime,
        row.number ?? null,
        row.added,
        row.isDeleted ? 1 : 0,
        row.locations,
        measuredCode(change),
        row.problem ?? null,
      );
    for (const location of facts?.locations ?? []) this.#rememberFile(location, file.md5);
  }

  /** Two records may claim one number until they are told apart: the post that is there stays. */
  #isTaken(number: number, md5: string): boolean {
    const row = this.#library.sql('SELECT md5 FROM posts WHERE number = ?').get(number);
    return row !== undefined && row['md5'] !== md5;
  }

  #removePost(number: number, md5: string): void {
    if (this.#isTaken(number, md5)) return;
    this.#posts.remove(number);
    this.#lookups.remove(number);
  }

  /** A location that no scan has seen: so that its absence is noticed. Size -1 is never a file's. */
  #rememberFile({ path, root = '' }: Location, md5: string): void {
    this.#library
      .sql('INSERT OR IGNORE INTO files (root, path, size, mtime, md5) VALUES (?, ?, -1, 0, ?)')
      .run(root, path, md5);
  }
}
