import { type Dirent, existsSync, readFileSync, renameSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { formatRecord, md5Pattern, type PostRecord, parseRecord } from '../../catalog/record.ts';
import { keepEditsCopy } from './edits-copy.ts';
import { isDraft, listIfPresent, readIfPresent, reasonOf, writeThen } from './files.ts';
import { ManyStats } from './many-stats.ts';
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

function recordFile(place: string, found: Stats | Error | undefined): RecordFile | undefined {
  if (found instanceof Error) throw found;
  return found && { place, md5: md5Of(place), size: found.size, mtime: found.mtimeMs };
}

function md5Of(place: string): string {
  return place.slice(-37, -5);
}

/** A folder of records. */
export interface RecordFolder {
  /** Its name: `ab`; `''` for the flat ones. */
  readonly folder: string;
  readonly files: readonly RecordFile[];
  /** Flat records of pictures that have another one in a subfolder, which is the one that counts. */
  readonly doubles: readonly string[];
  /** What writes that were cut off have left: whole paths. */
  readonly drafts: readonly string[];
}

/** The names of the folders that records, and small versions of pictures, are in, there or not: how an MD5 begins. */
export const md5Folders = Array.from({ length: 256 }, (_, at) => at.toString(16).padStart(2, '0'));

/**
 * Every record file there is, a folder at a time: `ab/{md5}.json`, and flat `{md5}.json` as the Flask version wrote. Where
 * a picture has both, the first counts.
 */
export async function* walkRecords(metadata: string): AsyncGenerator<RecordFolder> {
  const stats = new ManyStats();
  const filesOf = async (places: readonly string[]): Promise<readonly RecordFile[]> => {
    // Places are in order already: to join them anew takes as long as to look at them.
    const found = await stats.of(places.map((place) => `${metadata}/${place}`));
    return found.flatMap((file, at) => recordFile(places[at] ?? '', file) ?? []);
  };
  const top = await listIfPresent(metadata);
  const there = new Set(top.filter((entry) => entry.isDirectory()).map(({ name }) => name));
  for (const folder of md5Folders) {
    const entries = there.has(folder) ? await listIfPresent(join(metadata, folder)) : [];
    const records = entries.filter((entry) => isRecord(entry) && entry.name.startsWith(folder));
    yield {
      folder,
      files: await filesOf(records.map(({ name }) => `${folder}/${name}`)),
      doubles: [],
      drafts: entries.filter(isDraft).map(({ name }) => join(metadata, folder, name)),
    };
  }
  const [doubles = [], flat = []] = partition(top.filter(isRecord), ({ name }) =>
    existsSync(join(metadata, newRecordPlace(name.slice(0, -5)))),
  );
  yield {
    folder: '',
    files: await filesOf(flat.map(({ name }) => name)),
    doubles: doubles.map(({ name }) => name),
    drafts: top.filter(isDraft).map(({ name }) => join(metadata, name)),
  };
}

function partition<T>(items: readonly T[], isFirst: (item: T) => boolean): readonly T[][] {
  const groups = Map.groupBy(items, isFirst);
  return [groups.get(true) ?? [], groups.get(false) ?? []];
}

/** All of them at once. */
export async function listRecords(metadata: string): Promise<Omit<RecordFolder, 'folder'>> {
  const folders: RecordFolder[] = [];
  for await (const folder of walkRecords(metadata)) folders.push(folder);
  return {
    files: folders.flatMap(({ files }) => files),
    doubles: folders.flatMap(({ doubles }) => doubles),
    drafts: folders.flatMap(({ drafts }) => drafts),
  };
}

function isRecord(entry: Dirent): boolean {
  return entry.isFile() && entry.name.endsWith('.json') && md5Pattern.test(entry.name.slice(0, -5));
}
