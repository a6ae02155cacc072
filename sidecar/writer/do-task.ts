import { editRecord } from '../../catalog/edit-record.ts';
import { revertOf } from '../../catalog/edits.ts';
import { reasonOf } from '../../pipeline/library/files.ts';
import { type Context, RefusedError } from '../../pipeline/stages/context.ts';
import { editPosts } from '../../pipeline/stages/edit-posts.ts';
import { forgetProblem } from '../../pipeline/stages/known-problems.ts';
import { deletePost, restorePost } from '../../pipeline/stages/trash.ts';
import { deleteCopy, restoreCopy } from '../../pipeline/stages/trash-copies.ts';
import { isExpected } from '../../pipeline/stages/trash-entries.ts';
import type { WriterResult, WriterTask } from './protocol.ts';

/** Writes what a task asks for, on a library that is up to date. Throws a RefusedError. */
export async function doTask(context: Context, task: WriterTask): Promise<WriterResult> {
  switch (task.kind) {
    case 'publish':
      return { md5s: task.md5s };
    case 'delete':
      return moveEach(task.md5s, (md5) => deleteOne(context, md5));
    case 'restore':
      return moveEach(task.md5s, (md5) => restorePost(context, md5));
    case 'delete-copy':
      await deleteCopy(context, task.md5, task.location);
      return { md5s: [task.md5] };
    case 'restore-copy':
      await restoreCopy(context, task.md5, task.location);
      return { md5s: [task.md5] };
    case 'forget':
      forgetProblem(context.library, task.path);
      return { md5s: [] };
    case 'edit':
      return {
        md5s: await editPosts({ ...context, now: task.at }, task.numbers, task.change, false),
      };
    case 'undo':
      return { md5s: await undoEdits(context, task.md5s, task.at) };
    default:
      return task satisfies never;
  }
}

/** One that is refused does not keep the others; where it is the only one, throws why. */
async function moveEach(
  md5s: readonly string[],
  move: (md5: string) => Promise<void>,
): Promise<WriterResult> {
  const moved: string[] = [];
  const refused: { md5: string; reason: string }[] = [];
  for (const md5 of md5s) {
    try {
      await move(md5);
      moved.push(md5);
    } catch (error) {
      if (md5s.length === 1 || !isExpected(error)) throw error;
      refused.push({ md5, reason: reasonOf(error) });
    }
  }
  return { md5s: moved, refused };
}

async function deleteOne(context: Context, md5: string): Promise<void> {
  const record = await context.records.read(md5);
  if (!record || record.deleted !== undefined) throw new RefusedError('it is deleted already');
  await deletePost(context, record);
}

async function undoEdits(
  { records, now }: Context,
  md5s: readonly string[],
  at: string,
): Promise<readonly string[]> {
  const undone: string[] = [];
  for (const md5 of md5s) {
    const written = await records.update(md5, (record) => {
      const past = record?.edits.history.find((item) => item.at === at);
      return record && past && editRecord(record, revertOf(past), now);
    });
    if (written) undone.push(md5);
  }
  return undone;
}
