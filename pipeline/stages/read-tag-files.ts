import {
  mergeTagFiles,
  placeKey,
  type TagFileEntry,
  tagFileSource,
} from '../../catalog/tag-file.ts';
import { type TagFileRow, TagFileTable } from '../library/tag-file-table.ts';
import { fileKey } from '../scan/delta.ts';
import type { TagFile } from '../scan/walk.ts';
import { readTagFile, type TagFileReading } from '../sources/tag-files/read-tag-file.ts';
import type { Context } from './context.ts';
import { absolutePath } from './identify.ts';
import { inOrder } from './in-order.ts';
import type { Scan } from './scan.ts';

/** Records written at once. */
const width = 16;

/** What the tag files of one picture said in this run, by place; `undefined`: nothing. */
type Readings = Map<string, TagFileEntry | undefined>;

/**
 * Reads the tag files that are new or have changed into the records of their pictures, and those of pictures that are
 * new themselves. One that is gone leaves what it said.
 */
export async function readTagFiles(context: Context, scan: Scan): Promise<void> {
  if (!context.settings.sources.tagfiles.enabled) return;
  const { library, problems } = context;
  const table = new TagFileTable(library);
  const news = findNews(scan, table);
  for (const { path, problem } of news.failing) problems.push({ path, reason: problem });
  const byPicture = new Map<string, Readings>(news.bereft.map((md5) => [md5, new Map()]));
  const rows: TagFileRow[] = [];
  let done = 0;
  await inOrder(
    news.fresh,
    width,
    async (file) => {
      const md5s = picturesOf(context, file);
      return { md5s, reading: md5s.length > 0 ? await read(scan, file) : undefined };
    },
    async ({ md5s, reading }, file) => {
      done += 1;
      context.progress('reading tag files', done, news.fresh.length);
      if (!reading || reading.kind === 'waiting') return;
      const problem = reading.kind === 'problem' ? reading.reason : undefined;
      if (problem !== undefined) problems.push({ path: file.path, reason: problem });
      const { root, path, mtime } = file;
      const size = reading.kind === 'problem' && !reading.isLasting ? -1 : file.size;
      for (const md5 of md5s) {
        rows.push({ root, path, md5, size, mtime, problem });
        if (reading.kind === 'problem') continue;
        const place = root === '' ? { path } : { path, root };
        const readings: Readings = byPicture.get(md5) ?? new Map();
        readings.set(
          placeKey(place),
          reading.kind === 'tags' ? { ...place, ...reading.content } : undefined,
        );
        byPicture.set(md5, readings);
      }
    },
  );
  await inOrder(
    [...byPicture],
    width,
    ([md5, readings]) => save(context, scan, md5, readings),
    nothing,
  );
  context.records.flush();
  // After the records that they speak of.
  library.transaction(() => {
    for (const file of [...news.gone, ...news.fresh]) table.forgetFile(file);
    for (const row of rows) table.remember(row);
  });
}

interface News {
  readonly fresh: readonly TagFile[];
  /** Those that could not be read before, and are as they were. */
  readonly failing: readonly { readonly path: string; readonly problem: string }[];
  readonly gone: readonly TagFileRow[];
  /** The pictures that had one which is gone. */
  readonly bereft: readonly string[];
}

/** Compares the tag files that there are with those that have been read, by size and time. */
function findNews({ tagFiles, delta, isUnread }: Scan, table: TagFileTable): News {
  const others = new Set([...delta.added, ...delta.changed.map(({ now }) => now)].map(fileKey));
  const isOfNew = ({ root, pictures }: TagFile): boolean =>
    others.size > 0 && pictures.some((path) => others.has(fileKey({ root, path })));
  const fresh = new Map(tagFiles);
  const failing = new Map<string, { path: string; problem: string }>();
  const changed = new Set<string>();
  const gone: TagFileRow[] = [];
  for (const row of table.rows()) {
    const key = fileKey(row);
    const file = tagFiles.get(key);
    if (!file) {
      if (!isUnread(row)) gone.push(row);
      continue;
    }
    if (row.size !== file.size || row.mtime !== file.mtime || isOfNew(file)) changed.add(key);
    else if (row.problem !== undefined) failing.set(key, { path: row.path, problem: row.problem });
    if (!changed.has(key)) fresh.delete(key);
    else fresh.set(key, file);
  }
  for (const key of changed) failing.delete(key);
  return {
    fresh: [...fresh.values()],
    failing: [...failing.values()],
    gone,
    bereft: gone.map(({ md5 }) => md5),
  };
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

function read({ roots }: Scan, file: TagFile): Promise<TagFileReading> {
  return readTagFile(absolutePath(roots, file), file);
}

async function save(
  { records, now }: Context,
  { tagFiles, isUnread }: Scan,
  md5: string,
  readings: Readings,
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

async function nothing(): Promise<void> {}
