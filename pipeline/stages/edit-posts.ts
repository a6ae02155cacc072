import { editRecord } from '../../catalog/edit-record.ts';
import type { EditChange } from '../../catalog/edits.ts';
import type { Context } from './context.ts';

/** Makes one change to posts, by their numbers. Answers the MD5s of those that it changes, or, in a dry run, would. */
export async function editPosts(
  context: Context,
  numbers: readonly number[],
  change: EditChange,
  isDry: boolean,
): Promise<readonly string[]> {
  const changed: string[] = [];
  for (const [place, number] of numbers.entries()) {
    const row = context.library.sql('SELECT md5 FROM posts WHERE number = ?').get(number);
    if (row && (await editPost(context, String(row['md5']), change, isDry))) {
      changed.push(String(row['md5']));
    }
    context.progress('editing', place + 1, numbers.length);
  }
  context.records.flush();
  return changed;
}

async function editPost(
  { records, now }: Context,
  md5: string,
  change: EditChange,
  isDry: boolean,
): Promise<boolean> {
  if (isDry) {
    const record = await records.read(md5);
    return record !== undefined && editRecord(record, change, now) !== undefined;
  }
  return (
    (await records.update(md5, (record) => record && editRecord(record, change, now))) !== undefined
  );
}
