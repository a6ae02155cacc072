import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { formatRecord, newRecord, type PostRecord } from '../../catalog/record.ts';
import { readEditsCopy } from '../library/edits-copy.ts';
import { writeAtomically } from '../library/files.ts';
import { type RecordError, statRecord } from '../library/records.ts';
import type { Context } from './context.ts';

/**
 * Puts a record aside that a disk has spoilt, and begins it anew with what is known of it elsewhere: what the user said
 * from its second copy, its number from there or from the library. The run that finds it measures the picture again, and
 * asks the sources. It is a problem, once, so that somebody hears of it.
 */
export async function recoverRecord(
  context: Context,
  place: string,
  { message }: RecordError,
): Promise<void> {
  const { metadata, trash, state } = context.settings.paths;
  const md5 = place.slice(-37, -5);
  const name = `${context.now.replace(/[:.]/g, '-')}-${md5}.json`;
  const aside = join(trash, 'damaged', name);
  await mkdir(dirname(aside), { recursive: true });
  await copyFile(join(metadata, place), aside);
  const copy = readEditsCopy(state, md5);
  const record = copy ?? knownOf(context, md5);
  await writeAtomically(join(metadata, place), formatRecord(record));
  const file = statRecord(metadata, place);
  if (file) context.records.note(file, record);
  const edits = copy ? 'what you changed there is kept' : 'no change of yours was known there';
  context.problems.push({
    path: `metadata/${place}`,
    reason: `${message}, as a broken disk leaves it: begun anew, ${edits}; the old file is trash/damaged/${name}`,
  });
}

/** What the library remembers. */
function knownOf({ records, now }: Context, md5: string): PostRecord {
  const row = records.row(md5);
  return {
    ...newRecord(md5),
    ...(row?.number === undefined ? {} : { number: row.number }),
    ...(row?.added ? { added: row.added } : {}),
    ...(row?.isDeleted ? { deleted: now } : {}),
  };
}
