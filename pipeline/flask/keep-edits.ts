import { editRecord } from '../../catalog/edit-record.ts';
import type { EditChange } from '../../catalog/edits.ts';
import { newRecord, type PostRecord } from '../../catalog/record.ts';
import { hashFile } from '../decode/hash-file.ts';
import { codeOf, reasonOf } from '../library/files.ts';
import type { FoundFile, ImageRoot } from '../scan/walk.ts';
import type { Context, Problem } from '../stages/context.ts';
import { absolutePath } from '../stages/identify.ts';
import { inOrder } from '../stages/in-order.ts';
import type { FlaskEntry } from './flask-entry.ts';
import { editOf, joinEdits, newsOf } from './user-edit.ts';

/** The pictures that the Flask version had, where they lie now. */
export interface FlaskPictures {
  readonly roots: readonly ImageRoot[];
  /** By path below its image folder. */
  readonly files: ReadonlyMap<string, FoundFile>;
}

/** Durable writes under way at once: each waits for the disk, not for the processor. */
const writesAhead = 16;

/**
 * Keeps what the user edited in tags.json as edits in the records. Returns how many pictures have such edits, whether
 * they were kept just now or before.
 */
export async function keepEdits(
  context: Context,
  entries: readonly FlaskEntry[],
  pictures: FlaskPictures,
): Promise<number> {
  const byPicture = await groupByPicture(context, entries, pictures);
  let edited = 0;
  let done = 0;
  await inOrder(
    [...byPicture],
    writesAhead,
    ([md5, group]) => keepOne(context, md5, group, pictures),
    async (outcome) => {
      if (typeof outcome === 'object') context.problems.push(outcome);
      else if (outcome) edited += 1;
      done += 1;
      context.progress('reading tags.json', done, byPicture.size);
    },
  );
  context.records.flush();
  return edited;
}

/** Whether the user edited it, or why that cannot be kept. Two files of the same bytes are one picture, two entries. */
async function keepOne(
  context: Context,
  md5: string,
  group: readonly FlaskEntry[],
  { files }: FlaskPictures,
): Promise<boolean | Problem> {
  // A record that cannot be read is listed by name already; its file stays as it is.
  if (context.records.row(md5)?.problem !== undefined) return false;
  const record = await context.records.read(md5);
  // What was deleted here since stays as it was then.
  if (record?.deleted !== undefined) return false;
  const changes = group
    .map((entry) => editOf(entry, record))
    .filter((change) => change !== undefined);
  const change = joinEdits(changes);
  if (!change) return false;
  const path = group[0]?.path ?? md5;
  if (!record && !group.some((entry) => files.has(entry.path))) {
    const reason = 'neither the picture nor its record is there, so its tags cannot be kept';
    return { path, reason };
  }
  const before = record ?? { ...newRecord(md5), rest: new Map([['relative_path', path]]) };
  await saveEdit(context, before, change);
  return true;
}

async function saveEdit(
  { records, now }: Context,
  record: PostRecord,
  change: EditChange,
): Promise<void> {
  await records.update(record.md5, (later = record) => {
    const news = newsOf(change, later.edits);
    return news && editRecord(later, news, now);
  });
}

async function groupByPicture(
  context: Context,
  entries: readonly FlaskEntry[],
  pictures: FlaskPictures,
): Promise<ReadonlyMap<string, readonly FlaskEntry[]>> {
  const groups = new Map<string, FlaskEntry[]>();
  await inOrder(
    entries,
    8,
    (entry) => findMd5(context, entry, pictures),
    async (md5, entry) => {
      if (md5 === undefined) return;
      const group = groups.get(md5) ?? [];
      group.push(entry);
      groups.set(md5, group);
    },
  );
  return groups;
}

async function findMd5(
  { problems }: Context,
  { path, md5, tags }: FlaskEntry,
  { roots, files }: FlaskPictures,
): Promise<string | undefined> {
  if (md5 !== undefined) return md5;
  // The edit of a picture that nobody knew, saved without a tag.
  if (tags.size === 0) return undefined;
  // Only names that the walk saw are opened: a name in tags.json may lead anywhere.
  const file = files.get(path);
  if (!file) {
    problems.push({ path, reason: 'the picture is not there, so its tags cannot be kept' });
    return undefined;
  }
  try {
    return (await hashFile(absolutePath(roots, file))).md5;
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    problems.push({ path, reason: `cannot be read: ${reasonOf(error)}` });
    return undefined;
  }
}
