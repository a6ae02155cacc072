import { statSync } from 'node:fs';
import type { MergeRules } from '../catalog/post.ts';
import { md5Pattern, type PostRecord } from '../catalog/record.ts';
import { type Library, readLibrary } from '../pipeline/library/library.ts';
import { cachePath } from '../pipeline/library/library-files.ts';
import { RecordLock } from '../pipeline/library/record-lock.ts';
import {
  newRecordPlace,
  RecordError,
  readRecord,
  updateRecord,
} from '../pipeline/library/records.ts';
import { mergeRulesOf, type Settings } from '../pipeline/settings/settings.ts';
import { SettingsError } from '../pipeline/settings/settings-error.ts';
import { readTagRules } from '../pipeline/settings/tag-rules-file.ts';
import { Refusal } from './http/refusal.ts';

/** Where a post's record is. */
export interface RecordPlace {
  readonly number: number;
  readonly md5: string;
  readonly place: string;
  readonly isDeleted: boolean;
}

/**
 * The collection as the server sees it: it reads the library, and changes records, one at a time. Everything that takes
 * longer, or writes the library, is done in other processes.
 */
export class Collection {
  readonly settings: Settings;
  readonly #lock: RecordLock;
  #rules: { readonly stamp: string; readonly rules: MergeRules } | undefined;

  constructor(settings: Settings) {
    this.settings = settings;
    this.#lock = new RecordLock(settings.paths.state);
  }

  /** Reads the library, opened for this alone: a rebuild may put another one in its place. */
  async read<T>(work: (library: Library) => T | Promise<T>): Promise<T> {
    using library = this.#openLibrary();
    return await work(library);
  }

  #openLibrary(): Library {
    try {
      return readLibrary(this.settings.paths.state);
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      throw new Refusal(503, 'The library is not there yet: start a scan.');
    }
  }

  /** The rules by which sources are merged, as `tags.yaml` is now. */
  async rules(): Promise<MergeRules> {
    const { tagsFile, state } = this.settings.paths;
    const found = statSync(tagsFile, { throwIfNoEntry: false });
    const stamp = found ? `${found.size} ${found.mtimeMs}` : '';
    if (this.#rules?.stamp === stamp) return this.#rules.rules;
    const rules = mergeRulesOf(this.settings, await readTagRules(tagsFile, cachePath(state)));
    this.#rules = { stamp, rules };
    return rules;
  }

  /** Throws a Refusal where no post ever had the number. */
  async placeOf(number: number): Promise<RecordPlace> {
    const row = await this.read((library) =>
      library.sql('SELECT md5, place, deleted FROM records WHERE number = ?').get(number),
    );
    if (!row) throw noPost(number);
    const { md5, place, deleted } = row;
    return { number, md5: String(md5), place: String(place), isDeleted: deleted === 1 };
  }

  /**
   * Takes the records of many posts, one after the other, as `take` is ready. Posts that are deleted, and records that cannot
   * be read, are left out.
   */
  async eachRecord(numbers: readonly number[], take: (record: PostRecord) => void): Promise<void> {
    const places = await this.read((library) =>
      numbers.flatMap((number) => library.sql(selectPlace).get(number)?.['place'] ?? []),
    );
    for (const place of places) {
      try {
        const record = await readRecord(this.settings.paths.metadata, String(place));
        if (record && !record.deleted) take(record);
      } catch (error) {
        if (!(error instanceof RecordError)) throw error;
      }
    }
  }

  /** The pictures of those posts that are not deleted. */
  md5sOf(numbers: readonly number[]): Promise<readonly string[]> {
    const select = 'SELECT md5 FROM records WHERE number = ? AND deleted = 0';
    return this.read((library) =>
      numbers.flatMap((number) => {
        const row = library.sql(select).get(number);
        return row ? [String(row['md5'])] : [];
      }),
    );
  }

  /** The numbers that pictures have, in their order; deleted ones too. */
  numbersOf(md5s: readonly string[]): Promise<readonly (number | undefined)[]> {
    return this.read((library) =>
      md5s.map((md5) => {
        const row = library.sql('SELECT number FROM records WHERE md5 = ?').get(md5);
        return row?.['number'] == null ? undefined : Number(row['number']);
      }),
    );
  }

  /** The record of a post that is not deleted. Throws a Refusal. */
  async record(number: number): Promise<PostRecord> {
    const { place } = await this.placeOf(number);
    const record = await orRefusal(readRecord(this.settings.paths.metadata, place));
    return requireThere(record, number);
  }

  /**
   * Changes the record of a post that is not deleted; answers what was written, `undefined` where nothing was. Throws a
   * Refusal.
   */
  async update(
    number: number,
    change: (now: PostRecord) => PostRecord | undefined,
  ): Promise<PostRecord | undefined> {
    const { place } = await this.placeOf(number);
    const { metadata } = this.settings.paths;
    const written = await orRefusal(
      updateRecord(metadata, place, this.#lock, (now) => change(requireThere(now, number))),
    );
    return written?.record;
  }

  /** As `update`, of a record that the library may not know any more. */
  async updateByMd5(
    md5: string,
    change: (now: PostRecord | undefined) => PostRecord | undefined,
  ): Promise<PostRecord | undefined> {
    if (!md5Pattern.test(md5)) throw new Error(`${md5} is no MD5`);
    const row = await this.read((library) =>
      library.sql('SELECT place FROM records WHERE md5 = ?').get(md5),
    );
    const place = row ? String(row['place']) : newRecordPlace(md5);
    const { metadata } = this.settings.paths;
    return (await orRefusal(updateRecord(metadata, place, this.#lock, change)))?.record;
  }

  /** The number of the post that has a picture at a path, with or without `images/` before it. */
  async numberAt(path: string): Promise<number | undefined> {
    const names = [path, path.replace(/^images\//, '')];
    return this.read((library) => {
      for (const name of names) {
        const row = library
          .sql(
            `SELECT posts.number AS number FROM files JOIN posts ON posts.md5 = files.md5
             WHERE files.path = ? AND files.problem IS NULL ORDER BY files.root`,
          )
          .get(name);
        if (row) return Number(row['number']);
      }
      return undefined;
    });
  }
}

function noPost(number: number): Refusal {
  return new Refusal(404, `No post has number ${number}.`);
}

function requireThere(record: PostRecord | undefined, number: number): PostRecord {
  if (!record) throw noPost(number);
  if (record.deleted === undefined) return record;
  throw new Refusal(404, `Post ${number} is in the trash.`, { deleted: record.deleted });
}

const selectPlace = 'SELECT place FROM records WHERE number = ? AND deleted = 0';

async function orRefusal<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    throw new Refusal(409, 'The record of this post cannot be read: `homebooru check` says why.');
  }
}
