import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hasEdits } from '../../catalog/edits.ts';
import { formatRecord, newRecord, type PostRecord, parseRecord } from '../../catalog/record.ts';
import { codeOf } from './files.ts';

// A record's own file is the truth. What the user said in it cannot be had again from anywhere, so that part is kept a
// second time, in the state folder, for the day when a disk gives back the record empty, cut off or full of zeros.

/** Where the second copies are, in folders as the records are. */
export function copiesFolder(state: string): string {
  return join(state, 'edits');
}

/** Where a record's second copy is, there or not. */
export function copyPath(state: string, md5: string): string {
  return join(copiesFolder(state), md5.slice(0, 2), `${md5}.json`);
}

/** Whether what the user said in a record is kept a second time, as it is there. */
export function isKeptTwice(state: string, record: PostRecord): boolean {
  return readText(copyPath(state, record.md5)) === copyOf(record);
}

/** What the second copy of a record is to hold; `undefined` where it is not to be. */
function copyOf(record: PostRecord): string | undefined {
  return isWorthKeeping(record) ? formatRecord(essenceOf(record)) : undefined;
}

/**
 * Keeps what no source and no scan can tell again: edits, number, date, and whether it was deleted. To be called before
 * the record itself is put in place, so that no edit is in one copy alone for long. Not synced: the record is.
 */
export function keepEditsCopy(state: string, record: PostRecord): void {
  const path = copyPath(state, record.md5);
  const text = copyOf(record);
  if (text === undefined) {
    // What was taken back must not come back.
    rmSync(path, { force: true });
    return;
  }
  if (readText(path) === text) return;
  mkdirSync(dirname(path), { recursive: true });
  // One name for all: who writes here holds the records' lock.
  const draft = `${path}.new`;
  writeFileSync(draft, text);
  renameSync(draft, path);
}

/** The second copy of what the user said about a picture; `undefined` where there is none that can be read. */
export function readEditsCopy(state: string, md5: string): PostRecord | undefined {
  const text = readText(copyPath(state, md5));
  try {
    return text === undefined ? undefined : parseRecord(JSON.parse(text), md5);
  } catch (error) {
    // The disk that spoilt the record has spoilt this too.
    if (error instanceof Error) return undefined;
    throw error;
  }
}

/** Whether the user has said anything in a record. */
export function isWorthKeeping({ edits, deleted }: PostRecord): boolean {
  return hasEdits(edits) || deleted !== undefined;
}

function essenceOf({ md5, revision, number, added, deleted, edits }: PostRecord): PostRecord {
  return {
    ...newRecord(md5),
    revision,
    edits,
    ...(number === undefined ? {} : { number }),
    ...(added === undefined ? {} : { added }),
    ...(deleted === undefined ? {} : { deleted }),
  };
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
