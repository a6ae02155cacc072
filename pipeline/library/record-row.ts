import type { RecordFacts } from './record-facts.ts';
import type { RecordFile } from './records.ts';
import type { TermIds } from './term-ids.ts';

/** What the library remembers of a record without reading it. */
export interface RecordRow extends RecordFile {
  readonly number: number | undefined;
  readonly added: string;
  readonly isDeleted: boolean;
  readonly locations: number;
  readonly isMeasured: boolean;
  readonly problem: string | undefined;
}

/** A record that is to be written into the library. */
export interface Change {
  readonly file: RecordFile;
  readonly facts: RecordFacts | undefined;
  /** Of the names in the facts. */
  readonly termIds: TermIds;
  readonly problem: string | undefined;
  /** Of a record that can no longer be read: its number stays taken. */
  readonly number?: number | undefined;
  /** The file was found so, and not written by us. */
  readonly isFound: boolean;
}

/** As the table keeps it. */
const measuredCodes: Readonly<Record<RecordFacts['measured'], number>> = {
  no: 0,
  yes: 1,
  damaged: 2,
};

/** 2 where the picture is damaged. */
export function measuredCode({ facts }: Change): number {
  return measuredCodes[facts?.measured ?? 'no'];
}

export function rowOf({ file, facts, problem, number }: Change): RecordRow {
  return {
    ...file,
    number: facts?.number ?? number,
    added: facts?.added ?? '',
    isDeleted: facts?.isDeleted ?? false,
    locations: facts?.locations.length ?? 0,
    isMeasured: facts !== undefined && facts.measured !== 'no',
    problem,
  };
}

/** Reads a row of the table. */
export function readRow(row: Readonly<Record<string, unknown>>): RecordRow {
  return {
    place: String(row['place']),
    md5: String(row['md5']),
    size: Number(row['size']),
    mtime: Number(row['mtime']),
    number: row['number'] === null ? undefined : Number(row['number']),
    added: String(row['added']),
    isDeleted: row['deleted'] === 1,
    locations: Number(row['locations']),
    isMeasured: row['measured'] !== 0,
    problem: row['problem'] === null ? undefined : String(row['problem']),
  };
}

/**
 * By number, as the posts stand in the library: a page of it is written once for its neighbours. Changes of one record
 * stay in their order.
 */
export function byNumber(changes: readonly Change[]): readonly Change[] {
  const places = new Map<string, number>();
  for (const { file, facts, number } of changes) {
    if (!places.has(file.md5)) places.set(file.md5, facts?.number ?? number ?? 0);
  }
  const placeOf = ({ file }: Change): number => places.get(file.md5) ?? 0;
  return changes.toSorted((a, b) => placeOf(a) - placeOf(b));
}
