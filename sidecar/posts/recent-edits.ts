import type { PastChange } from '../../catalog/edits.ts';
import { RecordError, readRecord } from '../../pipeline/library/records.ts';
import type { Collection } from '../collection.ts';

/** A change of the user's, and where it stands in its post's history. */
export interface RecentEdit extends PastChange {
  readonly number: number;
  readonly place: number;
}

const width = 16;
/** Records looked at, at most: a run that touches all of them hides where the last edits are. */
const mostRecords = 3000;

/**
 * The newest changes by the user, newest first. A record's file is no older than its last edit, so only so many of the newest
 * files are read as can hold one of them.
 */
export async function recentEdits(
  collection: Collection,
  limit: number,
  before: string | undefined,
): Promise<readonly RecentEdit[]> {
  const rows = await collection.read((library) =>
    library
      .sql(
        `SELECT place, mtime FROM records WHERE number > 0 AND problem IS NULL
         ORDER BY mtime DESC LIMIT ${mostRecords}`,
      )
      .all(),
  );
  let found: readonly RecentEdit[] = [];
  for (let at = 0; at < rows.length; at += width) {
    const batch = rows.slice(at, at + width);
    const last = found[limit - 1];
    const newest = new Date(Number(batch[0]?.['mtime'])).toISOString();
    if (last && newest < last.at) break;
    const edits = await Promise.all(
      batch.map((row) => editsOf(collection, String(row['place']), before)),
    );
    found = [...found, ...edits.flat()]
      .toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : b.place - a.place))
      .slice(0, limit);
  }
  return found;
}

async function editsOf(
  { settings }: Collection,
  place: string,
  before: string | undefined,
): Promise<readonly RecentEdit[]> {
  try {
    const record = await readRecord(settings.paths.metadata, place);
    const number = record?.number;
    if (record === undefined || number === undefined) return [];
    return record.edits.history
      .map((past, index) => ({ ...past, number, place: index }))
      .filter(({ at }) => before === undefined || at < before);
  } catch (error) {
    // A record that cannot be read is among the problems, and has no edits to show.
    if (error instanceof RecordError) return [];
    throw error;
  }
}
