import {
  mergeTagFiles,
  placeKey,
  type TagFileEntry,
  tagFileSource,
} from '../../catalog/tag-file.ts';
import { type TagFileRow, TagFileTable } from '../library/tag-file-table.ts';
import { fileKey } from '../scan/delta.ts';
import type { TagFile } from '../scan/walk.ts';
import { readTagFile } from '../sources/tag-files/read-tag-file.ts';
import type { Context } from './context.ts';
import { absolutePath } from './identify.ts';
import { inOrder } from './in-order.ts';
import { orOwnFault } from './own-fault.ts';
import type { Scan } from './scan.ts';

/** Pictures in work at once: each waits for the disk. */
const width = 16;
/** Pictures before the library is written: a common tag's posting lists are not written again and again. */
const usualBatch = 20_000;

/** A picture with the tag files that are to be read for it. */
type Wanted = readonly [md5: string, files: readonly TagFile[]];

/** What came of a picture's tag files. */
interface Outcome {
  /** What is to be remembered once the record is saved. */
  readonly rows: readonly TagFileRow[];
  readonly failures: readonly (readonly [TagFile, reason: string])[];
}

/**
 * Reads the tag files that are new or have changed into the records of their pictures, and those of pictures that are
 * new themselves: picture by picture, so that no more is held than what a few of them say. One that is gone leaves what
 * it said.
 */
export async function readTagFiles(
  context: Context,
  scan: Scan,
  batch = usualBatch,
): Promise<void> {
  if (!context.settings.sources.tagfiles.enabled) return;
  const { library, problems } = context;
  const table = new TagFileTable(library);
  const news = findNews(scan, table);
  for (const { path, problem } of news.failing) problems.push({ path, reason: problem });
  const wanted = byPicture(context, table, news);
  const failed = new Set<TagFile>();
  for (let at = 0; at < wanted.length; at += batch) {
    const rows: TagFileRow[] = [];
    let done = at;
    const take = async (outcome: Outcome): Promise<void> => {
      done += 1;
      context.progress('reading tag files', done, wanted.length);
      rows.push(...outcome.rows);
      for (const [file, reason] of outcome.failures) {
        if (!failed.has(file)) problems.push({ path: file.path, reason });
        failed.add(file);
      }
    };
    const some = wanted.slice(at, at + batch);
    await inOrder(some, width, (one) => readPicture(context, scan, one), take);
    context.records.flush();
    // After the records that they speak of.
    library.transaction(() => {
      for (const row of rows) table.remember(row);
    });
  }
  library.transaction(() => {
    for (const row of news.gone) table.forgetFile(row);
  });
}

interface News {
  readonly fresh: readonly TagFile[];
  /** Those that could not be read before, and are as they were. */
  readonly failing: readonly { readonly path: string; readonly problem: string }[];
  readonly gone: readonly TagFileRow[];
}

/** Compares the tag files that there are with those that have been read, by size and time. */
function findNews({ tagFiles, delta, isUnread }: Scan, table: TagFileTable): News {
  const others = new Set([...delta.added, ...delta.changed.map(({ now }) => now)].map(fileKey));
  const isOfNew = ({ root, pictures }: TagFile): boolean =>
    others.size > 0 && pictures.some((path) => others.has(fileKey({ root, path })));
  const known = new Set<TagFile>();
  const changed = new Set<TagFile>();
  const failing = new Map<TagFile, { path: string; problem: string }>();
  const gone: TagFileRow[] = [];
  for (const row of table.rows()) {
    const file = tagFiles.get(fileKey(row));
    if (!file) {
      if (!isUnread(row)) gone.push(row);
      continue;
    }
    known.add(file);
    if (row.size !== file.size || row.mtime !== file.mtime || isOfNew(file)) changed.add(file);
    else if (row.problem !== undefined) failing.set(file, { path: row.path, problem: row.problem });
  }
  for (const file of changed) failing.delete(file);
  const fresh = [...tagFiles.values()].filter((file) => !known.has(file) || changed.has(file));
  return { fresh, failing: [...failing.values()], gone };
}

/**
 * The pictures whose records are to be looked at, with what is to be read for each. From here on the files count as not
 * read: one of several pictures does until it was read for each of them, wherever the run is cut off.
 */
function byPicture(context: Context, table: TagFileTable, news: News): readonly Wanted[] {
  const wanted = new Map<string, readonly TagFile[]>(news.gone.map(({ md5 }) => [md5, []]));
  context.library.transaction(() => {
    for (const file of news.fresh) {
      table.forgetFile(file);
      const md5s = picturesOf(context, file);
      for (const md5 of md5s) {
        wanted.set(md5, [...(wanted.get(md5) ?? []), file]);
        if (md5s.length > 1) table.remember({ ...file, md5, size: -1, problem: undefined });
      }
    }
  });
  return [...wanted];
}

/** The pictures beside it that have a record which can be written. */
function picturesOf({ library, records }: Context, { root, pictures }: TagFile): readonly string[] {
  const md5s = pictures.map((path) =>
    library
      .sql('SELECT md5 FROM files WHERE root = ? AND path = ? AND problem IS NULL')
      .get(root, path),
  );
  return [...new Set(md5s.flatMap((row) => (row ? [String(row['md5'])] : [])))].filter((md5) => {
    const row = records.row(md5);
    return row !== undefined && row.problem === undefined && !row.isDeleted;
  });
}

/** Reads a picture's tag files and saves what they say. */
async function readPicture(context: Context, scan: Scan, [md5, files]: Wanted): Promise<Outcome> {
  const rows: TagFileRow[] = [];
  const failures: (readonly [TagFile, string])[] = [];
  const readings = new Map<string, TagFileEntry | undefined>();
  for (const file of files) {
    const { root, path, size, mtime } = file;
    const reading = await readTagFile(absolutePath(scan.roots, file), file);
    if (reading.kind === 'waiting') continue;
    if (reading.kind === 'problem') {
      const { reason, isLasting } = reading;
      failures.push([file, reason]);
      rows.push({ root, path, md5, size: isLasting ? size : -1, mtime, problem: reason });
      continue;
    }
    const place = root === '' ? { path } : { path, root };
    const entry = reading.kind === 'tags' ? { ...place, ...reading.content } : undefined;
    readings.set(placeKey(place), entry);
    rows.push({ root, path, md5, size, mtime, problem: undefined });
  }
  const outcome = await orOwnFault(context, context.records.row(md5)?.place ?? md5, async () => {
    await save(context, scan, md5, readings);
    return { rows, failures };
  });
  return outcome ?? { rows: [], failures };
}

async function save(
  { records, now }: Context,
  { tagFiles, isUnread }: Scan,
  md5: string,
  readings: ReadonlyMap<string, TagFileEntry | undefined>,
): Promise<void> {
  const row = records.row(md5);
  if (!row || row.problem !== undefined || row.isDeleted) return;
  const record = await records.read(md5);
  if (!record) return;
  const known = record.sources.get(tagFileSource);
  const answer = mergeTagFiles(known, readings, ({ path, root = '' }) => {
    const place = { path, root };
    return tagFiles.has(fileKey(place)) || isUnread(place);
  });
  if (JSON.stringify(answer) === JSON.stringify(known)) return;
  const sources = new Map(record.sources);
  const lookups = new Map(record.lookups);
  if (answer) sources.set(tagFileSource, answer);
  else sources.delete(tagFileSource);
  if (answer) lookups.set(tagFileSource, { state: 'found', at: now });
  else lookups.delete(tagFileSource);
  await records.save({ ...record, sources, lookups });
}
