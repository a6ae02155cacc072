import PQueue from 'p-queue';
import { newRecord, type PostRecord } from '../../catalog/record.ts';
import type { HashAnswer } from '../decode/jobs.ts';
import { fileKey, type KnownFile } from '../scan/delta.ts';
import type { FoundFile } from '../scan/walk.ts';
import type { Context } from './context.ts';
import { type Identity, identify, unreadableRecord } from './identify.ts';
import { inOrder } from './in-order.ts';
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
const flushEvery = 1000;

interface Candidate {
  readonly file: FoundFile;
  readonly before?: KnownFile;
}

/**
 * Takes in what a scan found: every new picture gets a number, in the order (time, path bytes), and a record; every
 * record gets the paths that its picture has now.
 */
export async function takeIn(
  context: Context,
  scan: Scan,
  highest: number,
  hashed: ReadonlyMap<string, HashAnswer>,
): Promise<FileCounts> {
  const intake = new Intake(context, scan, highest);
  const candidates = candidatesOf(context, scan);
  let done = 0;
  await inOrder(
    candidates,
    context.pool.concurrency * 4,
    ({ file }) => identify(context, scan.roots, file, hashed.get(fileKey(file))),
    async (identity, candidate) => {
      await intake.take(identity, candidate);
      done += 1;
      context.progress('identifying', done, candidates.length);
      if (done % flushEvery === 0) await intake.flush();
    },
  );
  return intake.finish();
}

/** New and changed files, and those whose record can be read again, in order of arrival. */
function candidatesOf(context: Context, { delta }: Scan): readonly Candidate[] {
  const candidates: Candidate[] = [
    ...delta.added.map((file) => ({ file })),
    ...delta.changed.map(({ now, before }) => ({ file: now, before })),
  ];
  const unkept = findUnkept(context);
  for (const file of delta.same) {
    if (unkept.size > 0 && unkept.has(fileKey(file))) candidates.push({ file, before: file });
    if (file.problem === undefined) continue;
    const isMended =
      file.problem.startsWith(unreadableRecord) &&
      context.records.row(file.md5)?.problem === undefined;
    if (isMended) candidates.push({ file, before: file });
    else context.problems.push({ path: file.path, reason: file.problem });
  }
  const bytes = new Map(candidates.map(({ file }) => [file, Buffer.from(file.path)]));
  const none = Buffer.alloc(0);
  return candidates.toSorted(
    (a, b) =>
      a.file.mtime - b.file.mtime ||
      Buffer.compare(bytes.get(a.file) ?? none, bytes.get(b.file) ?? none),
  );
}

/** Known files whose record does not say so: it was removed or changed by hand, or is to come back from a delete. */
function findUnkept({ library, settings }: Context): ReadonlySet<string> {
  const rows = library
    .sql(
      `WITH held AS (SELECT md5, count(*) AS files FROM files WHERE problem IS NULL GROUP BY md5),
         readable AS (SELECT * FROM records WHERE problem IS NULL),
         unkept AS (
           SELECT held.md5 AS md5 FROM held LEFT JOIN records ON records.md5 = held.md5
           WHERE records.md5 IS NULL
             OR (records.problem IS NULL AND records.deleted = 0 AND records.locations <> held.files)
           UNION SELECT md5 FROM readable WHERE deleted = 0 AND number IS NULL
           UNION SELECT md5 FROM readable WHERE deleted = 0 AND added = ''
           UNION SELECT md5 FROM readable WHERE deleted = 0 AND measured = 0
           UNION SELECT md5 FROM readable WHERE deleted = 1 AND ? = 'restore')
       SELECT root, path FROM unkept JOIN files ON files.md5 = unkept.md5 WHERE files.problem IS NULL`,
    )
    .all(settings.redeleted);
  return new Set(
    rows.map((row) => fileKey({ root: String(row['root']), path: String(row['path']) })),
  );
}

class Intake {
  readonly #context: Context;
  readonly #book: LocationBook;
  readonly #counts: FileCounts;
  /** MD5 → paths that it has lost in this run and not yet found again. */
  readonly #lost = new Map<string, number>();
  /** Pictures whose record has the paths that the book gives them, as far as it goes. */
  readonly #placed = new Set<string>();
  readonly #writes = new PQueue({ concurrency: writesAhead });
  readonly #writing = new Map<string, Promise<void>>();
  #failure: unknown;
  #highest: number;

  constructor(context: Context, { delta }: Scan, highest: number) {
    this.#context = context;
    this.#book = new LocationBook(context.library);
    this.#highest = highest;
    this.#counts = { added: 0, changed: 0, moved: 0, gone: 0, same: delta.same.length };
    for (const file of delta.gone) {
      this.#book.drop(file);
      this.#lost.set(file.md5, (this.#lost.get(file.md5) ?? 0) + 1);
    }
    this.#counts.gone = delta.gone.length;
  }

  /** Takes one file in; must be called in the order of arrival. */
  async take(identity: Identity, { file, before }: Candidate): Promise<void> {
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
    await this.#writing.get(md5);
    const known = await this.#context.records.read(md5);
    this.#countPicture(identity, before, known);
    this.#book.add(identity.file, md5);
    const record = this.#updated(await this.#withTrash(known ?? newRecord(md5)), identity);
    if (record !== known) this.#save(record);
    this.#placed.add(md5);
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
