import { renameSync, statSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { formatRecord, md5Pattern, type PostRecord, parseRecord } from '../../catalog/record.ts';
import { isDraft, listIfPresent, readIfPresent, reasonOf, writeThen } from './files.ts';
import type { RecordLock } from './record-lock.ts';

/** The record file of a picture, below the metadata folder, where none exists yet. */
export function newRecordPlace(md5: string): string {
  return `${md5.slice(0, 2)}/${md5}.json`;
}

/** A metadata file that cannot be read as a record. It is left as it is. */
export class RecordError extends Error {
  override readonly name = 'RecordError';
}

/** Reads one record; `undefined` where there is no such file. Throws a RecordError. */
export async function readRecord(metadata: string, place: string): Promise<PostRecord | undefined> {
  const text = await readIfPresent(join(metadata, place));
  if (text === undefined) return undefined;
  try {
    return parseRecord(JSON.parse(text), md5Of(place));
  } catch (cause) {
    throw new RecordError(`the record ${reasonOf(cause)}`, { cause });
  }
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

async function statRecord(metadata: string, place: string): Promise<RecordFile> {
  const { size, mtimeMs } = await stat(join(metadata, place));
  return { place, md5: md5Of(place), size, mtime: mtimeMs };
}

function md5Of(place: string): string {
  return place.slice(-37, -5);
}

/**
 * Every record file there is: `ab/{md5}.json`, and flat `{md5}.json` as the Flask version wrote. Where a picture has
 * both, the first counts and the flat one is listed in `doubles`. `drafts`: what writes that were cut off have left.
 */
export async function listRecords(metadata: string): Promise<{
  files: readonly RecordFile[];
  doubles: readonly string[];
  drafts: readonly string[];
}> {
  const places: string[] = [];
  const drafts: string[] = [];
  const flat: string[] = [];
  for (const entry of await listIfPresent(metadata)) {
    if (entry.isFile() && isRecordName(entry.name)) flat.push(entry.name);
    if (isDraft(entry)) drafts.push(join(metadata, entry.name));
    if (!entry.isDirectory() || !/^[0-9a-f]{2}$/.test(entry.name)) continue;
    for (const inner of await listIfPresent(join(metadata, entry.name))) {
      if (isDraft(inner)) drafts.push(join(metadata, entry.name, inner.name));
      if (!inner.isFile() || !isRecordName(inner.name)) continue;
      if (inner.name.startsWith(entry.name)) places.push(`${entry.name}/${inner.name}`);
    }
  }
  const sharded = new Set(places.map(md5Of));
  const doubles = flat.filter((name) => sharded.has(md5Of(name)));
  const chosen = [...places, ...flat.filter((name) => !sharded.has(md5Of(name)))];
  const files: RecordFile[] = [];
  for (let at = 0; at < chosen.length; at += 256) {
    const batch = chosen.slice(at, at + 256);
    files.push(...(await Promise.all(batch.map((place) => statRecord(metadata, place)))));
  }
  return { files, doubles, drafts };
}

function isRecordName(name: string): boolean {
  return name.endsWith('.json') && md5Pattern.test(name.slice(0, -5));
}
