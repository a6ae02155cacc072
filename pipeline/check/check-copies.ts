import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { copiesFolder, copyPath, readEditsCopy } from '../library/edits-copy.ts';
import { listIfPresent } from '../library/files.ts';
import type { Library } from '../library/library.ts';
import { md5Folders } from '../library/record-folders.ts';
import { statRecord } from '../library/records.ts';
import type { Finding } from './finding.ts';
import type { RecordFacts, RecordSurvey } from './survey-records.ts';

/**
 * Compares what the user said in the records with its second copies. A record that no run has read yet has none: the next
 * one makes it.
 */
export async function checkCopies(
  state: string,
  { metadata, records, bad }: RecordSurvey,
  library: Library | undefined,
): Promise<readonly Finding[]> {
  const isWrong = (record: RecordFacts): boolean =>
    isKnown(library, metadata, record) && !isAhead(state, metadata, record);
  const findings = records
    .filter((record) => !record.isKeptTwice && isWrong(record))
    .map(({ md5, place }): Finding => {
      const reason = `it does not hold what you changed in metadata/${place}`;
      return { kind: 'bad-copy', path: copyPath(state, md5), repairable: true, reason };
    });
  const silent = new Map(
    records.filter(({ hasEdits }) => !hasEdits).map((record) => [record.md5, record]),
  );
  const wanted = new Set([
    ...records.filter(({ hasEdits }) => hasEdits).map(({ md5 }) => md5),
    ...bad.map(({ md5 }) => md5),
  ]);
  for (const folder of md5Folders) {
    for (const { name } of await listIfPresent(join(copiesFolder(state), folder))) {
      const [, md5] = /^([0-9a-f]{32})\.json$/.exec(name) ?? [];
      if (md5 === undefined || wanted.has(md5)) continue;
      const record = silent.get(md5);
      if (record && (isBlank(copyPath(state, md5)) || isAhead(state, metadata, record))) continue;
      const reason =
        'it holds changes of yours that no record has: make them again, then remove it';
      findings.push({ kind: 'bad-copy', path: copyPath(state, md5), repairable: false, reason });
    }
  }
  return findings;
}

/**
 * Whether a copy is of the very next change: one that was cut off between its two writes, or is under way. Nobody was told
 * that it is saved.
 */
function isAhead(state: string, metadata: string, { md5, place, revision }: RecordFacts): boolean {
  if (readEditsCopy(state, md5)?.revision !== revision + 1) return false;
  const [copy, record] = [copyPath(state, md5), join(metadata, place)].map(timeOf);
  return record !== undefined && copy !== undefined && record <= copy;
}

/**
 * Whether a copy holds nothing at all. So a loss of power leaves one whose change was cut off: its bytes are not synced, as
 * the record's are.
 */
function isBlank(path: string): boolean {
  return readFileSync(path).every((byte) => byte === 0);
}

function timeOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs;
}

/** Whether a run has read a record as it is now. */
function isKnown(library: Library | undefined, metadata: string, { place }: RecordFacts): boolean {
  const row = library?.sql('SELECT size, mtime FROM records WHERE place = ?').get(place);
  const file = statRecord(metadata, place);
  return row !== undefined && row['size'] === file?.size && row['mtime'] === file?.mtime;
}
