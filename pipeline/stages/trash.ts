import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { formatRecord, type PostRecord, parseRecord } from '../../catalog/record.ts';
import {
  listIfPresent,
  moveFile,
  readIfPresent,
  reasonOf,
  writeAtomically,
} from '../library/files.ts';
import { findImageRoots } from '../scan/image-roots.ts';
import { type Context, RefusedError } from './context.ts';

// A deleted post is a folder of the trash: `{time}-{md5}/record.json`, as the record was, and its files as
// `0-name.jpg`, `1-other.jpg`, in the order of the record's locations. The folder is written first, then the files are
// moved, then the record becomes a tombstone; a restore renames the folder first and goes the other way. So whatever
// is cut off can be told from the trash alone, and finished.

/** A folder of the trash. */
export interface TrashEntry {
  readonly folder: string;
  readonly record: PostRecord;
  readonly isRestoring: boolean;
}

const restoring = '.restoring';

/** Moves a post's files to the trash and leaves a tombstone, which keeps its number and its edits. */
export async function deletePost(context: Context, record: PostRecord): Promise<void> {
  const time = context.now.replace(/[:.]/g, '-');
  const folder = join(context.settings.paths.trash, `${time}-${record.md5}`);
  await writeAtomically(join(folder, 'record.json'), formatRecord(record));
  await finishDelete(context, { folder, record, isRestoring: false });
}

async function finishDelete(context: Context, { folder, record }: TrashEntry): Promise<void> {
  const paths = await pathsOf(context, record);
  for (const [index, path] of paths.entries()) {
    const kept = join(folder, trashName(index, path));
    // Where both are there, a copy to another disk was cut off at its last step: the next scan lists what is left.
    if (existsSync(path) && !existsSync(kept)) await moveFile(path, kept);
  }
  const { number, added } = record;
  await context.records.save({
    md5: record.md5,
    revision: record.revision + 1,
    ...(number === undefined ? {} : { number }),
    ...(added === undefined ? {} : { added }),
    deleted: context.now,
    locations: [],
    lookups: new Map(),
    sources: new Map(),
    edits: record.edits,
    rest: new Map(),
  });
  forgetFiles(context, record.md5);
}

/** Puts a deleted post back where it was. Throws a RefusedError where it is not in the trash. */
export async function restorePost(context: Context, md5: string): Promise<void> {
  const entry = (await listTrash(context)).findLast(({ record }) => record.md5 === md5);
  if (!entry) throw new RefusedError(`${md5} is not in the trash any more`);
  await refuseTaken(context, entry);
  const folder = entry.isRestoring ? entry.folder : entry.folder + restoring;
  if (!entry.isRestoring) await rename(entry.folder, folder);
  await finishRestore(context, { ...entry, folder });
}

async function refuseTaken(context: Context, { folder, record }: TrashEntry): Promise<void> {
  for (const [index, path] of (await pathsOf(context, record)).entries()) {
    if (existsSync(join(folder, trashName(index, path))) && existsSync(path)) {
      throw new RefusedError(
        `${path} is taken by another file: move that away, then restore again`,
      );
    }
  }
}

async function finishRestore(context: Context, entry: TrashEntry): Promise<void> {
  const { folder, record } = entry;
  await refuseTaken(context, entry);
  for (const [index, path] of (await pathsOf(context, record)).entries()) {
    const kept = join(folder, trashName(index, path));
    if (existsSync(kept)) await moveFile(kept, path);
  }
  const tombstone = await context.records.read(record.md5);
  await context.records.save({
    ...record,
    revision: (tombstone?.revision ?? record.revision) + 1,
    edits: tombstone?.edits ?? record.edits,
  });
  forgetFiles(context, record.md5);
  await rm(folder, { recursive: true });
}

/** Removes everything in the trash for good; the numbers stay used. Returns how many posts that were. */
export async function emptyTrash(context: Context): Promise<number> {
  const entries = await listTrash(context);
  for (const { folder } of entries) await rm(folder, { recursive: true });
  return entries.length;
}

/** What is in the trash, oldest first. What is no entry of ours is left alone. */
export async function listTrash(context: Context): Promise<readonly TrashEntry[]> {
  const { trash } = context.settings.paths;
  const entries: TrashEntry[] = [];
  const folders = (await listIfPresent(trash)).map(({ name }) => name).toSorted();
  for (const name of folders) {
    const [, md5] = /-([0-9a-f]{32})(?:\.restoring)?$/.exec(name) ?? [];
    const record = md5 && (await readKept(context, name, md5));
    if (!record) continue;
    entries.push({ folder: join(trash, name), record, isRestoring: name.endsWith(restoring) });
  }
  return entries;
}

/** The record in a folder of the trash; one that cannot be read is a problem, and no run's end. */
async function readKept(
  { settings, problems }: Context,
  name: string,
  md5: string,
): Promise<PostRecord | undefined> {
  const text = await readIfPresent(join(settings.paths.trash, name, 'record.json'));
  if (text === undefined) return undefined;
  try {
    return parseRecord(JSON.parse(text), md5);
  } catch (error) {
    const path = `trash/${name}/record.json`;
    const isKnown = problems.some((problem) => problem.path === path);
    if (!isKnown) problems.push({ path, reason: `the record ${reasonOf(error)}` });
    return undefined;
  }
}

/** Finishes what a crash has cut off: a delete without its tombstone, a restore with files left in the trash. */
export async function finishDeletes(context: Context): Promise<void> {
  for (const entry of await listTrash(context)) {
    if (entry.isRestoring) await finishRestoreLater(context, entry);
    else if (!(await isDone(context, entry))) await finishDelete(context, entry);
  }
  context.records.flush();
}

/** A restore that another file stands in the way of stays a problem, until that is moved away. */
async function finishRestoreLater(context: Context, entry: TrashEntry): Promise<void> {
  try {
    await finishRestore(context, entry);
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    context.problems.push({ path: `trash/${basename(entry.folder)}`, reason: error.message });
  }
}

/** Its record is a tombstone, or a later one: the same picture may be deleted, brought again and deleted again. */
async function isDone(context: Context, { record }: TrashEntry): Promise<boolean> {
  const place = join(context.settings.paths.metadata, record.md5.slice(0, 2), `${record.md5}.json`);
  const flat = join(context.settings.paths.metadata, `${record.md5}.json`);
  const text = (await readIfPresent(place)) ?? (await readIfPresent(flat));
  if (text === undefined) return true;
  try {
    const now = parseRecord(JSON.parse(text), record.md5);
    return now.deleted !== undefined || now.revision > record.revision;
  } catch {
    // A record that cannot be read is left as it is; reading the metadata folder reports it.
    return true;
  }
}

function trashName(index: number, path: string): string {
  const name = basename(path);
  // A name may be 255 bytes long at most, and the index needs some of them.
  return Buffer.byteLength(name) > 240 ? `${index}-${name.slice(-60)}` : `${index}-${name}`;
}

async function pathsOf({ settings }: Context, record: PostRecord): Promise<readonly string[]> {
  const { roots } = await findImageRoots(settings);
  return record.locations.flatMap(({ path, root = '' }) => {
    const home = roots.find((known) => known.root === root);
    return home ? [join(home.folder, path)] : [];
  });
}

function forgetFiles({ library }: Context, md5: string): void {
  library.sql('DELETE FROM files WHERE md5 = ?').run(md5);
}
