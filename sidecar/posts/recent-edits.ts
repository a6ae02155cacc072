import { setImmediate } from 'node:timers/promises';
import type { PastChange } from '../../catalog/edits.ts';
import { findNumbers } from '../../pipeline/commands/find-posts.ts';
import { RecordError, readRecord } from '../../pipeline/library/records.ts';
import type { Collection } from '../collection.ts';

/** A change of the user's, and where it stands in its post's history. */
export interface RecentEdit extends PastChange {
  readonly number: number;
  readonly place: number;
}

/** Some of the user's changes. `next`: where those before them begin; `null`: there are none. */
export interface RecentEdits {
  readonly edits: readonly RecentEdit[];
  readonly next: string | null;
}

/** Where a list goes on: behind a change, or, without a post, before a time. */
type Cursor = Pick<RecentEdit, 'at'> & Partial<Pick<RecentEdit, 'number' | 'place'>>;

/** Records read at once, and looked up between two turns of others. */
const width = 16;
const turn = 2000;

/**
 * The newest changes by the user, newest first; every one of them can be reached. `before`: what `next` said, or a time. A
 * record's file is no older than its last edit, so only so many of the newest files are read as can hold one of them.
 */
export async function recentEdits(
  collection: Collection,
  limit: number,
  before: string,
): Promise<RecentEdits> {
  const cursor = parseCursor(before);
  const rows = await editedRecords(collection);
  let found: readonly RecentEdit[] = [];
  for (let at = 0; at < rows.length; at += width) {
    const batch = rows.slice(at, at + width);
    // One more than wanted: whether there is any.
    const last = found[limit];
    if (last && new Date(batch[0]?.mtime ?? 0).toISOString() < last.at) break;
    const edits = await Promise.all(batch.map(({ place }) => editsOf(collection, place)));
    const wanted = edits.flat().filter((edit) => !cursor || isBehind(edit, cursor));
    found = [...found, ...wanted].toSorted(compareEdits).slice(0, limit + 1);
  }
  const edits = found.slice(0, limit);
  const last = edits.at(-1);
  return { edits, next: last && found.length > limit ? formatCursor(last) : null };
}

interface EditedRecord {
  readonly place: string;
  readonly mtime: number;
}

/** The records that hold changes by the user, or held a post that did, those first that were written last. */
async function editedRecords(collection: Collection): Promise<readonly EditedRecord[]> {
  const rules = await collection.rules();
  return collection.read(async (library) => {
    const read = (row: Readonly<Record<string, unknown>>): EditedRecord => ({
      place: String(row['place']),
      mtime: Number(row['mtime']),
    });
    const found = library
      .sql('SELECT place, mtime FROM records WHERE deleted = 1 AND problem IS NULL')
      .all()
      .map(read);
    const select = library.sql(
      'SELECT place, mtime FROM records WHERE number = ? AND deleted = 0 AND problem IS NULL',
    );
    for (const [at, number] of (await findNumbers(library, rules, 'has:edits')).entries()) {
      if (at % turn === turn - 1) await setImmediate();
      found.push(...select.all(number).map(read));
    }
    return found.toSorted((a, b) => b.mtime - a.mtime);
  });
}

async function editsOf({ settings }: Collection, place: string): Promise<readonly RecentEdit[]> {
  try {
    const record = await readRecord(settings.paths.metadata, place);
    const number = record?.number;
    if (record === undefined || number === undefined) return [];
    return record.edits.history.map((past, index) => ({ ...past, number, place: index }));
  } catch (error) {
    // A record that cannot be read is among the problems, and has no edits to show.
    if (error instanceof RecordError) return [];
    throw error;
  }
}

/** Newest first; many posts may have been edited at one time. */
function compareEdits(a: RecentEdit, b: RecentEdit): number {
  if (a.at !== b.at) return a.at < b.at ? 1 : -1;
  return b.number - a.number || b.place - a.place;
}

function isBehind(edit: RecentEdit, { at, number, place }: Cursor): boolean {
  if (number === undefined || place === undefined) return edit.at < at;
  return compareEdits(edit, { ...edit, at, number, place }) > 0;
}

function formatCursor({ at, number, place }: RecentEdit): string {
  return `${at}_${number}_${place}`;
}

/** `undefined`: from the newest on. */
function parseCursor(text: string): Cursor | undefined {
  const [, at, number, place] = /^([^_]+)(?:_(\d+)_(\d+))?$/.exec(text) ?? [];
  if (at === undefined) return undefined;
  return number === undefined ? { at } : { at, number: Number(number), place: Number(place) };
}
