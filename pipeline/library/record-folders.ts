import { type Dirent, existsSync } from 'node:fs';
import { join } from 'node:path';
import { md5Pattern } from '../../catalog/record.ts';
import { isDraft, listIfPresent } from './files.ts';
import { ManyStats } from './many-stats.ts';
import { newRecordPlace, type RecordFile, recordFile } from './records.ts';

/** What is in a folder of records. */
export interface RecordFolder {
  readonly files: readonly RecordFile[];
  /** Flat records of pictures that have another one in a subfolder, which is the one that counts. */
  readonly doubles: readonly string[];
  /** What writes that were cut off have left: whole paths. */
  readonly drafts: readonly string[];
}

/** The names of the folders that records, and small versions of pictures, are in, there or not: how an MD5 begins. */
export const md5Folders = Array.from({ length: 256 }, (_, at) => at.toString(16).padStart(2, '0'));

/** Those of the folders that records are in; `''`: the flat ones, `{md5}.json`, as the Flask version wrote. */
export const recordFolders: readonly string[] = [...md5Folders, ''];

/** The record files that there are, a folder at a time. */
export class RecordFolders {
  readonly #metadata: string;
  readonly #top: readonly Dirent[];
  readonly #there: ReadonlySet<string>;
  readonly #stats = new ManyStats();

  private constructor(metadata: string, top: readonly Dirent[]) {
    this.#metadata = metadata;
    this.#top = top;
    this.#there = new Set(top.filter((entry) => entry.isDirectory()).map(({ name }) => name));
  }

  static async of(metadata: string): Promise<RecordFolders> {
    return new RecordFolders(metadata, await listIfPresent(metadata));
  }

  /** `folder`: one of `recordFolders`. Where a picture has a flat record and another one, that one counts. */
  async read(folder: string): Promise<RecordFolder> {
    if (folder === '') return this.#readFlat();
    const path = join(this.#metadata, folder);
    const entries = this.#there.has(folder) ? await listIfPresent(path) : [];
    const records = entries.filter((entry) => isRecord(entry) && entry.name.startsWith(folder));
    return {
      files: await this.#filesOf(records.map(({ name }) => `${folder}/${name}`)),
      doubles: [],
      drafts: draftsIn(path, entries),
    };
  }

  async #readFlat(): Promise<RecordFolder> {
    const doubles: string[] = [];
    const flat: string[] = [];
    for (const { name } of this.#top.filter(isRecord)) {
      const isDouble = existsSync(join(this.#metadata, newRecordPlace(name.slice(0, -5))));
      (isDouble ? doubles : flat).push(name);
    }
    return {
      files: await this.#filesOf(flat),
      doubles,
      drafts: draftsIn(this.#metadata, this.#top),
    };
  }

  async #filesOf(places: readonly string[]): Promise<readonly RecordFile[]> {
    // Places are in order already: to join them anew takes as long as to look at them.
    const found = await this.#stats.of(places.map((place) => `${this.#metadata}/${place}`));
    return found.flatMap((file, at) => recordFile(places[at] ?? '', file) ?? []);
  }
}

/** All record files at once. */
export async function listRecords(metadata: string): Promise<RecordFolder> {
  const folders = await RecordFolders.of(metadata);
  const all: RecordFolder[] = [];
  for (const folder of recordFolders) all.push(await folders.read(folder));
  return {
    files: all.flatMap(({ files }) => files),
    doubles: all.flatMap(({ doubles }) => doubles),
    drafts: all.flatMap(({ drafts }) => drafts),
  };
}

function isRecord(entry: Dirent): boolean {
  return entry.isFile() && entry.name.endsWith('.json') && md5Pattern.test(entry.name.slice(0, -5));
}

function draftsIn(folder: string, entries: readonly Dirent[]): readonly string[] {
  return entries.filter(isDraft).map(({ name }) => join(folder, name));
}
