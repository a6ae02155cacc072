import { existsSync } from 'node:fs';
import { rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { formatRecord, type PostRecord } from '../../catalog/record.ts';
import {
  isDraft,
  listIfPresent,
  moveFile,
  reasonOf,
  renameFolder,
  writeAtomically,
} from '../library/files.ts';
import { newRecordPlace, readRecord } from '../library/records.ts';
import { type Context, RefusedError } from './context.ts';
import { copyFolders, finishCopy, listCopies } from './trash-copies.ts';
import {
  emptying,
  isExpected,
  listTrash,
  reportTrash,
  restoring,
  type TrashEntry,
  uselessFolders,
} from './trash-entries.ts';
import { elsewhere, lookAt, putBack, takeOut } from './trash-moves.ts';
import { isThere, keptFiles, leftovers, md5At, recordNames, slotsOf } from './trash-slots.ts';

// A deleted post is a folder of the trash: `{time}-{md5}/record.json`, as the record was, and its files as
// `0-name.jpg`, `1-other.jpg`, in the order of the record's locations. The folder is written first, with the record as
// `deleting.json`, then the files are moved, then the record becomes a tombstone, then `deleting.json` is renamed; a
// restore renames the folder first and goes the other way; what is removed for good is renamed first too. So whatever is cut off can be told from the trash alone, and
// finished, and what is finished is left alone.

/**
 * Moves a post's files to the trash and leaves a tombstone, which keeps its number and its edits. A file that is another
 * picture by now stays, and is a problem. Throws a RefusedError where nothing could be moved.
 */
export async function deletePost(context: Context, record: PostRecord): Promise<void> {
  await checkDelete(context, record);
  const folder = newFolder(context, record.md5);
  try {
    await writeAtomically(join(folder, 'deleting.json'), formatRecord(record));
    await finishDelete(context, { folder, record, deleted: context.now, state: 'deleting' });
  } catch (cause) {
    if (!isExpected(cause)) throw cause;
    if (existsSync(folder) && (await leftovers(folder, [])).length > 0) throw cause;
    await rm(folder, { recursive: true, force: true });
    throw new RefusedError(`${record.md5} cannot be deleted: ${reasonOf(cause)}`, { cause });
  }
}

/** Throws a RefusedError where an image folder of the post is missing. */
export async function checkDelete(context: Context, record: PostRecord): Promise<void> {
  await slotsOf(context, record);
}

/** The same picture may be deleted twice in one moment, where `SOURCE_DATE_EPOCH` stops the clock. */
function newFolder({ settings, now }: Context, md5: string): string {
  const time = now.replace(/[:.]/g, '-');
  for (let round = 0; ; round++) {
    const folder = join(settings.paths.trash, `${time}${round > 0 ? `.${round}` : ''}-${md5}`);
    if (!existsSync(folder) && !existsSync(folder + restoring)) return folder;
  }
}

async function finishDelete(context: Context, { folder, record }: TrashEntry): Promise<void> {
  const slots = await slotsOf(context, record);
  // All are read before the first is moved: one may be a link to another.
  const found = await Promise.all(slots.map(lookAt));
  for (const [index, slot] of slots.entries()) {
    const md5 = found[index];
    if (md5 === undefined) continue;
    const target = join(folder, slot.name);
    // Where both are the same, a copy to another disk was cut off at its last step.
    const isTrashed = await isThere(target);
    if (isTrashed && (md5 !== record.md5 || (await md5At(target)) !== md5)) continue;
    const isTaken = md5 === record.md5 && (await takeOut(slot, target));
    if (isTaken) continue;
    const reason =
      md5 === record.md5 || md5 === elsewhere
        ? 'leads out of the image folder: it stays where it is'
        : `is another picture than ${record.md5}, which was deleted: it stays where it is`;
    context.problems.push({ path: slot.place, reason });
  }
  const { number, added } = record;
  await context.records.update(record.md5, (now = record) => ({
    md5: record.md5,
    revision: now.revision + 1,
    ...(number === undefined ? {} : { number }),
    ...(added === undefined ? {} : { added }),
    deleted: context.now,
    locations: [],
    lookups: new Map(),
    sources: new Map(),
    matches: new Map(),
    edits: now.edits,
    rest: new Map(),
  }));
  forgetFiles(context, record.md5);
  await markDeleted(folder);
}

/** From now on the entry is left alone, whatever becomes of the post. */
async function markDeleted(folder: string): Promise<void> {
  await moveFile(join(folder, 'deleting.json'), join(folder, 'record.json'));
}

/** Puts a deleted post back where it was. Throws a RefusedError where it is not in the trash, or cannot be put back. */
export async function restorePost(context: Context, md5: string): Promise<void> {
  const entry = await checkRestore(context, md5);
  const folder = entry.state === 'restoring' ? entry.folder : entry.folder + restoring;
  if (folder !== entry.folder) await renameFolder(entry.folder, folder);
  await finishRestore(context, { ...entry, folder, state: 'restoring' });
}

/** What a restore would put back. Throws a RefusedError where it cannot. */
export async function checkRestore(context: Context, md5: string): Promise<TrashEntry> {
  const entry = (await listTrash(context, md5)).at(-1);
  const broken = context.problems.find(({ path }) => path.includes(md5));
  if (!entry && broken) {
    throw new RefusedError(`${md5} cannot be restored: ${broken.path}: ${broken.reason}`);
  }
  if (!entry) throw new RefusedError(`${md5} is not in the trash any more`);
  await keptFiles(context, entry.folder, entry.record);
  return entry;
}

async function finishRestore(context: Context, entry: TrashEntry): Promise<void> {
  const { folder, record } = entry;
  for (const slot of await keptFiles(context, folder, record)) {
    await putBack(join(folder, slot.name), slot);
  }
  await context.records.update(record.md5, (now) => {
    // A restore that was cut off behind this step has written it already.
    if (now && now.deleted === undefined) return undefined;
    const { revision, edits } = now ?? record;
    return { ...record, revision: revision + 1, edits };
  });
  forgetFiles(context, record.md5);
  await removeRestored(folder);
}

/** Never removes a picture: a folder that holds more than the record stays. */
async function removeRestored(folder: string): Promise<void> {
  const drafts = (await listIfPresent(folder)).filter(isDraft).map(({ name }) => name);
  const [stray] = await leftovers(folder, []);
  if (stray !== undefined) throw new RefusedError(`${join(folder, stray)} was left in the trash`);
  for (const name of [...drafts, ...recordNames]) await rm(join(folder, name), { force: true });
  await rmdir(folder);
}

/** Removes for good what was deleted before a time; the numbers stay used. Returns how many posts and single files that were. */
export async function emptyTrash(context: Context, before?: string): Promise<number> {
  let removed = 0;
  const copies = (await listCopies(context)).map((copy) => ({ ...copy, state: 'deleted' }));
  for (const { folder, state, deleted } of [...(await listTrash(context)), ...copies]) {
    // What is half restored is wanted back, and what is half deleted is no tombstone yet: both are problems by now.
    if (state !== 'deleted' || (before !== undefined && deleted >= before)) continue;
    const isRemoved = await orProblem(context, folder, async () => {
      // From here on it is gone, whatever becomes of its files.
      await renameFolder(folder, folder + emptying);
      await rm(folder + emptying, { recursive: true });
    });
    if (isRemoved) removed++;
  }
  return removed;
}

/** Finishes what a crash has cut off. What stands in the way stays a problem until it is gone, and ends no run. */
export async function finishDeletes(context: Context): Promise<void> {
  for (const folder of await uselessFolders(context)) {
    await orProblem(context, folder, () => rm(folder, { recursive: true }));
  }
  for (const entry of await listTrash(context)) {
    if (entry.state === 'deleted') continue;
    await orProblem(context, entry.folder, async () => {
      if (entry.state === 'restoring') await finishRestore(context, entry);
      else await finishDeleteLater(context, entry);
    });
  }
  for (const folder of await copyFolders(context)) {
    await orProblem(context, folder, () => finishCopy(context, folder));
  }
  context.records.flush();
}

/** Its record may be a tombstone already, or a later one: somebody put the post back by hand. */
async function finishDeleteLater(context: Context, entry: TrashEntry): Promise<void> {
  const { metadata } = context.settings.paths;
  const { md5, revision } = entry.record;
  const now =
    (await readRecord(metadata, newRecordPlace(md5))) ??
    (await readRecord(metadata, `${md5}.json`));
  if (now && now.deleted === undefined && now.revision <= revision) {
    await finishDelete(context, entry);
  } else await markDeleted(entry.folder);
}

/** Does `work`; a failure that can be expected of a disk or a record becomes a problem. Answers whether it was done. */
async function orProblem(
  context: Context,
  folder: string,
  work: () => Promise<void>,
): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (!isExpected(error)) throw error;
    reportTrash(context, folder, reasonOf(error));
    return false;
  }
}

function forgetFiles({ library }: Context, md5: string): void {
  library.sql('DELETE FROM files WHERE md5 = ?').run(md5);
}
