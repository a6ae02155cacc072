import { rm } from 'node:fs/promises';
import { codeOf, reasonOf } from '../library/files.ts';
import { type RecordRow, readRow } from '../library/record-table.ts';
import { listRecords, RecordError, type RecordFile, readRecord } from '../library/records.ts';
import type { Context } from './context.ts';
import { guardRecords } from './guard.ts';

/** Which state of the rules the library's posts were merged by. */
const rulesFact = 'rules';

/**
 * Brings the library up to date with the metadata folder: reads the records whose size or time has changed, forgets
 * those that are gone; all of them where `rulesHash` (tags.yaml, precedence) is another one than before.
 */
export async function refreshLibrary(context: Context, rulesHash: string): Promise<void> {
  const { library, records, settings, progress } = context;
  const isSameRules = library.fact(rulesFact) === rulesHash;
  const { files, doubles, drafts } = await listRecords(settings.paths.metadata);
  const known = new Map<string, RecordRow>();
  for (const row of library.sql('SELECT * FROM records').iterate()) {
    const record = readRow(row);
    known.set(record.place, record);
  }
  const changed: RecordFile[] = [];
  for (const file of files) {
    const row = known.get(file.place);
    known.delete(file.place);
    const isSame = row?.size === file.size && row.mtime === file.mtime;
    if (!isSame || !isSameRules) changed.push(file);
    else if (row?.problem !== undefined) report(context, file.place, row.problem);
  }
  guardRecords(context, [...known.values()], files.length);
  // We hold the lock: nobody is about to rename them.
  await Promise.all(drafts.map((draft) => rm(draft, { force: true })));
  for (const row of known.values()) records.forget(row);
  await readAll(context, changed, progress);
  for (const name of doubles) {
    report(context, name, 'the picture has a record in a subfolder too: that one counts');
  }
  library.setFact(rulesFact, rulesHash);
}

async function readAll(
  context: Context,
  files: readonly RecordFile[],
  progress: Context['progress'],
): Promise<void> {
  const { records, settings } = context;
  const width = 64;
  for (let at = 0; at < files.length; at += width) {
    const batch = files.slice(at, at + width);
    const read = await Promise.all(
      batch.map((file) => readOne(settings.paths.metadata, file.place)),
    );
    read.forEach((outcome, index) => {
      const file = batch[index];
      if (!file) return;
      if (typeof outcome === 'string') report(context, file.place, outcome);
      else if (outcome instanceof RecordError) {
        records.noteProblem(file, outcome.message);
        report(context, file.place, outcome.message);
      } else if (outcome) records.note(file, outcome);
    });
    progress('reading records', Math.min(files.length, at + width), files.length);
  }
  records.flush();
}

/** A text: why the file could not be opened. What was known of it stays, and the next run tries again. */
async function readOne(metadata: string, place: string) {
  try {
    return await readRecord(metadata, place);
  } catch (error) {
    if (error instanceof RecordError) return error;
    if (codeOf(error) !== undefined) return reasonOf(error);
    throw error;
  }
}

function report({ problems }: Context, place: string, reason: string): void {
  problems.push({ path: `metadata/${place}`, reason });
}
