import { setImmediate } from 'node:timers/promises';
import type { PostRecord } from '../../catalog/record.ts';
import { removeOldDrafts } from '../library/drafts.ts';
import { codeOf, reasonOf } from '../library/files.ts';
import type { Library } from '../library/library.ts';
import { findRecordChanges } from '../library/record-changes.ts';
import { type RecordRow, readRow } from '../library/record-row.ts';
import { newRecordPlace, RecordError, readRecordNow, statRecord } from '../library/records.ts';
import type { Context } from './context.ts';
import { guardRecords } from './guard.ts';
import { recoverRecord } from './recover-record.ts';

/** Which state of the rules the library's posts were merged by. */
const rulesFact = 'rules';

/** How to bring a library up to date. */
export interface RefreshWish {
  /** What becomes of records that a disk has spoilt. */
  readonly spoilt?: 'begin anew' | 'leave';
  /** Threads that are at work beside. */
  readonly beside?: number;
}

/**
 * Brings the library up to date with the metadata folder: reads the records whose size or time has changed, forgets
 * those that are gone; all of them where `rulesHash` (tags.yaml, precedence) is another one than before. Records that a disk has
 * spoilt are begun anew, or left to the next run that may write truth.
 */
export async function refreshLibrary(
  context: Context,
  rulesHash: string,
  { spoilt = 'begin anew', beside = 0 }: RefreshWish = {},
): Promise<void> {
  const { library, records } = context;
  const isSameRules = library.fact(rulesFact) === rulesHash;
  const found = await findRecordChanges(library, context.settings.paths.metadata, {
    isEvery: !isSameRules,
    beside,
    progress: (looked) => context.progress('looking at records', looked, 0),
  });
  for (const { place, problem } of found.failing) report(context, place, problem);
  const gone = found.gone.map((place) => knownRow(library, place));
  guardRecords(context, gone, found.total);
  await removeOldDrafts(found.drafts);
  for (const row of gone) records.forget(row);
  await readAll(context, found.changed, spoilt);
  for (const name of found.doubles) {
    report(context, name, 'the picture has a record in a subfolder too: that one counts');
  }
  if (!isSameRules) library.setFact(rulesFact, rulesHash);
}

function knownRow(library: Library, place: string): RecordRow {
  return readRow(library.sql('SELECT * FROM records WHERE place = ?').get(place) ?? {});
}

/** As `refreshLibrary`, for records that are known to have changed; all of them where the rules are other ones. */
export async function refreshRecords(
  context: Context,
  rulesHash: string,
  md5s: readonly string[],
): Promise<void> {
  const { library, records } = context;
  if (library.fact(rulesFact) !== rulesHash) return refreshLibrary(context, rulesHash);
  await readAll(
    context,
    md5s.flatMap((md5) => records.row(md5)?.place ?? []),
    'begin anew',
  );
}

/**
 * As `refreshLibrary`, as far as the posts with these numbers go: no look is had at others. At all of them where one of
 * these is not what it was.
 */
export async function refreshPosts(
  context: Context,
  rulesHash: string,
  numbers: readonly number[],
): Promise<void> {
  const known = numbers.flatMap((number) => rowOf(context, number) ?? []);
  const files = known.flatMap(
    ({ place }) => statRecord(context.settings.paths.metadata, place) ?? [],
  );
  // A flat record does not count where there is another one in a folder.
  const isDoubled = known.some(({ place, md5 }) => {
    const usual = newRecordPlace(md5);
    return place !== usual && statRecord(context.settings.paths.metadata, usual) !== undefined;
  });
  if (files.length < numbers.length || isDoubled) return refreshLibrary(context, rulesHash);
  const isSame = (at: number): boolean =>
    known[at]?.size === files[at]?.size && known[at]?.mtime === files[at]?.mtime;
  const changed = known.flatMap(({ md5 }, at) => (isSame(at) ? [] : md5));
  await refreshRecords(context, rulesHash, changed);
  const isMoved = numbers.some((number, at) => rowOf(context, number)?.md5 !== known[at]?.md5);
  if (isMoved) await refreshLibrary(context, rulesHash);
}

/** `undefined` where it is not one record alone that has the number, or one of which no post is made. */
function rowOf({ library }: Context, number: number): RecordRow | undefined {
  const [row, ...others] = library.sql('SELECT * FROM records WHERE number = ?').all(number);
  if (!row || others.length > 0) return undefined;
  const known = readRow(row);
  return known.isDeleted || known.problem !== undefined ? undefined : known;
}

/** Records a turn: between two, others get to work. */
const turn = 100;
/** From so many on, a thread of their own is worth its start. */
const worthThread = 2000;

async function readAll(
  context: Context,
  places: readonly string[],
  spoilt: 'begin anew' | 'leave',
): Promise<void> {
  const { records, settings, progress } = context;
  const tell = (done: number): void => progress('reading records', done, places.length);
  const left = places.length < worthThread ? places : await records.noteMany(places, tell);
  for (const [at, place] of left.entries()) {
    if (at % turn === 0) {
      tell(places.length - left.length + at);
      await setImmediate();
    }
    const error = readOne(context, settings.paths.metadata, place);
    if (error && spoilt === 'leave') report(context, place, error.message);
    else if (error) await recoverRecord(context, place, error);
  }
  records.flush();
}

/** Answers what is wrong with a record that can be begun anew. */
function readOne(context: Context, metadata: string, place: string): RecordError | undefined {
  const file = statRecord(metadata, place);
  if (!file) return undefined;
  const outcome = tryRead(metadata, place);
  if (typeof outcome === 'object' && !(outcome instanceof RecordError)) {
    context.records.note(file, outcome);
    return undefined;
  }
  if (outcome instanceof RecordError && outcome.isSpoilt) return outcome;
  if (outcome instanceof RecordError) context.records.noteProblem(file, outcome.message);
  report(context, place, reasonOf(outcome));
  return undefined;
}

/** A text: why the file could not be opened. What was known of it stays, and the next run tries again. */
function tryRead(metadata: string, place: string): PostRecord | RecordError | string {
  try {
    return readRecordNow(metadata, place);
  } catch (error) {
    if (error instanceof RecordError) return error;
    if (codeOf(error) !== undefined) return reasonOf(error);
    throw error;
  }
}

function report({ problems }: Context, place: string, reason: string): void {
  problems.push({ path: `metadata/${place}`, reason });
}
