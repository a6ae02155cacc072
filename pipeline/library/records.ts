import { readFileSync, renameSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { formatRecord, type PostRecord, parseRecord } from '../../catalog/record.ts';
import { keepEditsCopy } from './edits-copy.ts';
import { readIfPresent, reasonOf, writeThen } from './files.ts';
import type { RecordLock } from './record-lock.ts';

/** The record file of a picture, below the metadata folder, where none exists yet. */
export function newRecordPlace(md5: string): string {
  return `${md5.slice(0, 2)}/${md5}.json`;
}

/** A metadata file that cannot be read as a record. */
export class RecordError extends Error {
  override readonly name = 'RecordError';
  /** A disk has spoilt it: it is empty, cut off, or holds zeros. Else somebody wrote it so, and it is left as it is. */
  readonly isSpoilt: boolean;

  constructor(message: string, isSpoilt: boolean, options?: ErrorOptions) {
    super(message, options);
    this.isSpoilt = isSpoilt;
  }
}

/** Reads one record; `undefined` where there is no such file. Throws a RecordError. */
export async function readRecord(metadata: string, place: string): Promise<PostRecord | undefined> {
  const text = await readIfPresent(join(metadata, place));
  return text === undefined ? undefined : recordOf(text, place);
}

/** The same at once, of a file that is there: where many are read, promises take longer than the disk. */
export function readRecordNow(metadata: string, place: string): PostRecord {
  return recordOf(readFileSync(join(metadata, place), 'utf8'), place);
}

function recordOf(text: string, place: string): PostRecord {
  try {
    return parseRecord(JSON.parse(text), md5Of(place));
  } catch (cause) {
    throw new RecordError(`the record ${reasonOf(cause)}`, isSpoilt(text, cause), { cause });
  }
}

/** As power loss and dying disks leave files, and no editor does. */
function isSpoilt(text: string, error: unknown): boolean {
  if (text.includes('\0') || text.trim() === '') return true;
  if (!(error instanceof SyntaxError)) return false;
  const [, at] = /position (\d+)/.exec(error.message) ?? [];
  return /end of JSON|Unterminated string/.test(error.message) || Number(at) >= text.length;
}

/** A record as it was written, and its file. */
export interface WrittenRecord {
  readonly file: RecordFile;
  readonly record: PostRecord;
}

/**
 * Changes a record durably, where others may do the same at the same time: `change` is told what the file holds, and
 * asked again where somebody was faster. `undefined`, from it and from here: nothing to write. Throws a RecordError.
 */
export async function updateRecord(
  metadata: string,
  place: string,
  lock: RecordLock,
  change: (now: PostRecord | undefined) => PostRecord | undefined,
): Promise<WrittenRecord | undefined> {
  const path = join(metadata, place);
  for (;;) {
    const before = stampOf(path);
    const next = change(await readRecord(metadata, place));
    if (!next) return undefined;
    let file: RecordFile | undefined;
    const isPut = await writeThen(path, formatRecord(next), 0o666, (draft) =>
      lock.hold(() => {
        if (stampOf(path) !== before) return false;
        keepEditsCopy(lock.state, next);
        renameSync(draft, path);
        const { size, mtimeMs } = statSync(path);
        file = { place, md5: md5Of(place), size, mtime: mtimeMs };
        return true;
      }),
    );
    if (isPut && file) return { file, record: next };
  }
}

/** Tells states of a file apart; every write makes a new file. */
function stampOf(path: string): string {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found ? `${found.ino} ${found.size} ${found.mtimeNs}` : '';
}

export interface RecordFile {
  readonly place: string;
  readonly md5: string;
  readonly size: number;
  readonly mtime: number;
}

/** `undefined`: it has gone since it was listed. */
export function statRecord(metadata: string, place: string): RecordFile | undefined {
  return recordFile(place, statSync(join(metadata, place), { throwIfNoEntry: false }));
}

/** The same of what was already seen of it. Throws what keeps it from being known. */
export function recordFile(
  place: string,
  found: Stats | Error | undefined,
): RecordFile | undefined {
  if (found instanceof Error) throw found;
  return found && { place, md5: md5Of(place), size: found.size, mtime: found.mtimeMs };
}

function md5Of(place: string): string {
  return place.slice(-37, -5);
}
