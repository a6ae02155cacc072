import { basename, join } from 'node:path';
import { md5Pattern, type PostRecord } from '../../catalog/record.ts';
import { isKeptTwice, isWorthKeeping } from '../library/edits-copy.ts';
import { codeOf, listIfPresent, reasonOf } from '../library/files.ts';
import { listRecords } from '../library/record-folders.ts';
import { RecordError, readRecord } from '../library/records.ts';
import type { CollectionPaths } from '../settings/settings.ts';
import type { ReportProgress } from '../stages/context.ts';
import { inOrder } from '../stages/in-order.ts';

/** What a check needs of a record, and no more: there may be a million. */
export interface RecordFacts {
  readonly md5: string;
  /** Below the metadata folder. */
  readonly place: string;
  readonly number: number | undefined;
  readonly revision: number;
  readonly isDeleted: boolean;
  readonly locations: PostRecord['locations'];
  /** Whether its picture is shown, and so has small versions. */
  readonly isShown: boolean;
  /** Where the Flask version saw the picture. */
  readonly relativePath: string | undefined;
  readonly parent: number | undefined;
  /** Whether the user has said anything there. */
  readonly hasEdits: boolean;
  /** Whether that is kept a second time, as it is there. */
  readonly isKeptTwice: boolean;
}

/** Everything in the metadata folder. */
export interface RecordSurvey {
  /** The metadata folder. */
  readonly metadata: string;
  readonly records: readonly RecordFacts[];
  /** Files that cannot be read as records, with the reason. */
  readonly bad: readonly {
    readonly place: string;
    readonly md5: string;
    readonly reason: string;
  }[];
  /** Flat files of pictures that have a record in a subfolder. */
  readonly doubles: readonly string[];
}

/** Reads every record anew, whatever the library remembers: files can go bad without a change of their time. */
export async function surveyRecords(
  { metadata, state }: CollectionPaths,
  progress: ReportProgress,
): Promise<RecordSurvey> {
  const { files, doubles } = await listRecords(metadata);
  const records: RecordFacts[] = [];
  const bad = [...(await listMisfiled(metadata))];
  let done = 0;
  await inOrder(
    files,
    64,
    ({ place }) => readOne(metadata, place),
    async (outcome, { place, md5 }) => {
      done += 1;
      progress('reading records', done, files.length);
      if (typeof outcome === 'string') bad.push({ place, md5, reason: outcome });
      else if (outcome) records.push(factsOf(outcome, place, state));
    },
  );
  return { metadata, records, bad, doubles };
}

async function readOne(metadata: string, place: string): Promise<PostRecord | string | undefined> {
  try {
    return await readRecord(metadata, place);
  } catch (error) {
    if (error instanceof RecordError || codeOf(error) !== undefined) return reasonOf(error);
    throw error;
  }
}

function factsOf(record: PostRecord, place: string, state: string): RecordFacts {
  const { md5, number, revision, locations, measures, deleted, edits } = record;
  const relativePath = record.rest.get('relative_path');
  return {
    md5,
    place,
    number,
    revision,
    isDeleted: deleted !== undefined,
    locations,
    isShown:
      number !== undefined &&
      deleted === undefined &&
      locations.length > 0 &&
      measures !== undefined,
    relativePath: typeof relativePath === 'string' ? relativePath : undefined,
    parent: edits.parent ?? undefined,
    hasEdits: isWorthKeeping(record),
    isKeptTwice: !isWorthKeeping(record) || isKeptTwice(state, record),
  };
}

/** Records in a subfolder that is not theirs: nobody reads them there. */
async function listMisfiled(metadata: string): Promise<RecordSurvey['bad']> {
  const misfiled: RecordSurvey['bad'][number][] = [];
  for (const folder of await listIfPresent(metadata)) {
    if (!folder.isDirectory()) continue;
    for (const { name } of await listIfPresent(join(metadata, folder.name))) {
      const md5 = basename(name, '.json');
      if (!name.endsWith('.json') || !md5Pattern.test(md5)) continue;
      if (folder.name === md5.slice(0, 2)) continue;
      const reason = `the record lies in the wrong subfolder: it belongs into ${md5.slice(0, 2)}/`;
      misfiled.push({ place: `${folder.name}/${name}`, md5, reason });
    }
  }
  return misfiled;
}
