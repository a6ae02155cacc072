import PQueue from 'p-queue';
import { newRecord, type PostRecord } from '../../catalog/record.ts';
import type { KnownFile } from '../scan/delta.ts';
import type { FoundFile } from '../scan/walk.ts';
import type { Context } from './context.ts';
import type { Identity } from './identify.ts';
import { LocationBook } from './location-book.ts';
import type { Scan } from './scan.ts';
import { listTrash } from './trash-entries.ts';

/** Files, counted by what happened to them. */
export interface FileCounts {
  added: number;
  changed: number;
  moved: number;
  gone: number;
  same: number;
}

/** Durable writes under way at once: each waits for the disk, not for the processor. */
const writesAhead = 16;

/** A file to look at, and what was known of it. */
export interface Candidate {
  readonly file: FoundFile;
  readonly before?: KnownFile;
}

/** Writes what comes of files, one after the other, into records and the library. */
export class Intake {
  readonly #context: Context;
  readonly #book: LocationBook;
  readonly #counts: FileCounts;
  /** MD5 → paths that it has lost in this run and not yet found again. */
  readonly #lost = new Map<string, number>();
  /** Pictures whose record has the paths that the book gives them, as far as it goes. */
  readonly #placed = new Set<string>();
  readonly #writes = new PQueue({ concurrency: writesAhead });
  readonly #writing = new Map<string, Promise<void>>();
  /** Pictures whose record was written before the last flush, and after the one before. */
  #written: ReadonlySet<string> = new Set();
  #failure: unknown;
  #highest: number;

  constructor(context: Context, { delta }: Scan, highest: number) {
    this.#context = context;
    this.#book = new LocationBook(context.library);
    this.#highest = highest;
    this.#counts = { added: 0, changed: 0, moved: 0, gone: 0, same: delta.same };
    for (const file of delta.gone) {
      this.#book.drop(file);
      this.#lost.set(file.md5, (this.#lost.get(file.md5) ?? 0) + 1);
    }
    this.#counts.gone = delta.gone.length;
  }

  /**
   * Takes one file in; must be called in the order of arrival. `ahead`: the picture's record, as read while no more files
   * were taken since than there are between two flushes.
   */
  async take(
    identity: Identity,
    { file, before }: Candidate,
    ahead: PostRecord | undefined,
  ): Promise<void> {
    // One that is as it was, and looked at again, was counted so.
    if (file === before) this.#counts.same -= 1;
    if (identity.kind === 'waiting') {
      this.#context.notices.push(`${file.path}: still changing, so the next run looks at it`);
      return;
    }
    if (identity.kind === 'problem') {
      this.#takeProblem(identity, before);
      return;
    }
    if (before && before.md5 !== identity.md5) this.#book.drop(before);
    const { md5 } = identity;
    if (before) this.#placed.delete(before.md5);
    let known = await this.#newest(md5, ahead);
    this.#countPicture(identity, before, known);
    this.#book.add(identity.file, md5);
    let record = this.#updated(await this.#withTrash(known ?? newRecord(md5)), identity);
    if (record !== known && known !== undefined && known === ahead) {
      // Somebody may have changed it by hand since it was looked up.
      known = await this.#context.records.read(md5);
      record = this.#updated(await this.#withTrash(known ?? newRecord(md5)), identity);
    }
    if (record !== known) this.#save(record);
    this.#placed.add(md5);
  }

  /** A picture's record; read again where another of its files may have changed it since it was. */
  async #newest(md5: string, ahead: PostRecord | undefined): Promise<PostRecord | undefined> {
    const writing = this.#writing.get(md5);
    // One without a number is to be given one, once.
    const isComplete = ahead === undefined || ahead.number !== undefined;
    if (isComplete && !writing && !this.#written.has(md5)) return ahead;
    await writing;
    return this.#context.records.read(md5);
  }

  #takeProblem(
    problem: Identity & { readonly kind: 'problem' },
    before: KnownFile | undefined,
  ): void {
    const { file, md5, reason, isLasting } = problem;
    this.#context.problems.push({ path: file.path, reason });
    // What could not be looked at may still be what it was.
    const isKept = before && !isLasting;
    this.#count(isKept || before?.problem === reason ? 'same' : before ? 'changed' : 'added');
    if (isKept) return;
    if (before && before.md5 !== md5) {
      this.#book.drop(before);
      this.#placed.delete(before.md5);
    }
    this.#book.addProblem(isLasting ? file : { ...file, size: -1 }, md5, reason);
  }

  async flush(): Promise<void> {
    await this.#writes.onIdle();
    if (this.#failure !== undefined) throw this.#failure;
    this.#written = new Set(this.#writing.keys());
    this.#writing.clear();
    this.#context.records.flush();
    this.#book.flush();
  }

  /** Gives every record the paths that its picture has now. */
  async finish(): Promise<FileCounts> {
    await this.flush();
    for (const md5 of this.#book.touched) {
      if (this.#placed.has(md5)) continue;
      if (this.#context.records.row(md5)?.problem !== undefined) continue;
      const record = await this.#context.records.read(md5);
      if (!record || record.deleted !== undefined) continue;
      const locations = this.#book.locations(md5);
      if (JSON.stringify(locations) !== JSON.stringify(record.locations)) {
        this.#save({ ...record, locations });
      }
    }
    await this.flush();
    return this.#counts;
  }

  /** A deleted picture that may come back: with what its record said, while the trash still holds it. */
  async #withTrash(record: PostRecord): Promise<PostRecord> {
    if (record.deleted === undefined || this.#context.settings.redeleted === 'skip') return record;
    const entry = (await listTrash(this.#context)).findLast(
      (item) => item.record.md5 === record.md5,
    );
    if (!entry) return record;
    const { sources, matches, lookups, rest } = entry.record;
    return { ...record, sources, matches, lookups, rest };
  }

  #updated(record: PostRecord, identity: Identity & { readonly kind: 'picture' }): PostRecord {
    const isRestored =
      record.deleted !== undefined && this.#context.settings.redeleted === 'restore';
    if (record.deleted !== undefined && !isRestored) return record;
    const { deleted: _deleted, ...kept } = record;
    const next: PostRecord = {
      ...kept,
      number: record.number ?? this.#nextNumber(),
      added: record.added ?? this.#context.now,
      locations: this.#book.locations(record.md5),
      // Measured once: a later decoder may see another shade, and the same truth must give the same bytes.
      ...(record.measures || !identity.measures ? {} : { measures: identity.measures }),
    };
    return JSON.stringify([...Object.values(next)]) === JSON.stringify([...Object.values(record)])
      ? record
      : next;
  }

  #nextNumber(): number {
    this.#highest += 1;
    return this.#highest;
  }

  #save(record: PostRecord): void {
    const saving = this.#writes.add(() => this.#context.records.save(record));
    this.#writing.set(record.md5, saving);
    saving.catch((error: unknown) => {
      this.#failure ??= error;
    });
  }

  #countPicture(
    { md5, file }: Identity & { readonly kind: 'picture' },
    before: KnownFile | undefined,
    known: PostRecord | undefined,
  ): void {
    if (before) {
      this.#count(before.md5 === md5 && before.problem === undefined ? 'same' : 'changed');
      return;
    }
    const lost = this.#lost.get(md5) ?? 0;
    if (lost > 0) {
      this.#lost.set(md5, lost - 1);
      this.#counts.gone -= 1;
      this.#count('moved');
      return;
    }
    const isListed = known?.locations.some(
      ({ path, root = '' }) => path === file.path && root === file.root,
    );
    this.#count(isListed && known?.number !== undefined ? 'same' : 'added');
  }

  #count(what: keyof FileCounts): void {
    this.#counts[what] += 1;
  }
}
