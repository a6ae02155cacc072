import { join, relative } from 'node:path';
import { compareTags } from '../../catalog/tag.ts';
import { isInside } from '../library/files.ts';
import type { Library } from '../library/library.ts';
import { lockState } from '../library/lock.ts';
import type { Settings } from '../settings/settings.ts';
import type { ReportProgress } from '../stages/context.ts';
import { checkCache } from './check-cache.ts';
import { checkCopies } from './check-copies.ts';
import { checkOriginals, hasFile, listedFiles } from './check-originals.ts';
import { checkSite } from './check-site.ts';
import { checkSiteFiles } from './check-site-files.ts';
import { checkState, openToCheck } from './check-state.ts';
import { checkTrash } from './check-trash.ts';
import type { Finding } from './finding.ts';
import { hashFiles } from './hash-files.ts';
import { type ImageSurvey, surveyImages } from './survey-images.ts';
import { type RecordSurvey, surveyRecords } from './survey-records.ts';

/** How a check is done. */
export interface CheckWishes {
  /** Read every picture. */
  readonly isDeep: boolean;
  /** A site to look at too. */
  readonly site: string | undefined;
  readonly progress: ReportProgress;
}

/** What a check found out. */
export interface CheckReport {
  readonly findings: readonly Finding[];
  /** Another process is writing: what is in motion may be among the findings. */
  readonly isBusy: boolean;
  /** Posts whose files are gone, as a run has noticed: no fault, but worth a word. */
  readonly gone: number;
}

/** Compares truth, small pictures, state and site. Writes nothing, and takes no lock. */
export async function checkCollection(
  settings: Settings,
  wishes: CheckWishes,
): Promise<CheckReport> {
  const { paths } = settings;
  const lock = await lockState(paths.state);
  const { library, damage } = openToCheck(paths.state);
  try {
    const records = await surveyRecords(paths, wishes.progress);
    const images = await surveyImages(settings, library);
    const findings = [
      ...(damage ? [damage] : []),
      ...checkRecords(records),
      ...(await checkPictures(settings, records, images, wishes)),
      ...(await checkTrash(settings, { isDeep: wishes.isDeep, isBusy: lock === 'held' })),
      ...(await checkCopies(paths.state, records, library)),
      ...(await checkState(paths, lock, images.drafts)),
      ...(await checkPublished(records, library, wishes)),
    ];
    return {
      findings: findings
        .map((finding) => ({ ...finding, path: shorten(finding.path, paths.collection) }))
        .toSorted((a, b) => compareTags(a.kind, b.kind) || compareTags(a.path, b.path)),
      isBusy: lock === 'held',
      gone: records.records.filter(({ number, isDeleted, locations }) => {
        return number !== undefined && !isDeleted && locations.length === 0;
      }).length,
    };
  } finally {
    library?.[Symbol.dispose]();
  }
}

async function checkPictures(
  settings: Settings,
  survey: RecordSurvey,
  images: ImageSurvey,
  { isDeep, progress }: CheckWishes,
): Promise<readonly Finding[]> {
  const hashes = await hashFiles(images, listedFiles(survey.records), isDeep, progress);
  return [
    ...checkOriginals(survey, images, hashes),
    ...(await checkCache(settings, survey, (record) => hasFile(record, images), isDeep)),
  ];
}

async function checkPublished(
  { records }: RecordSurvey,
  library: Library | undefined,
  { site, isDeep, progress }: CheckWishes,
): Promise<readonly Finding[]> {
  if (site === undefined) return [];
  return [
    ...(await checkSite(site, library)),
    ...(isDeep ? await checkSiteFiles(site, records, progress) : []),
  ];
}

/** What the records say of themselves and of each other. */
function checkRecords({ metadata, records, bad, doubles }: RecordSurvey): readonly Finding[] {
  const numbers = new Set(records.map(({ number }) => number));
  const finding = (kind: Finding['kind'], place: string, reason: string): Finding => {
    return { kind, path: join(metadata, place), repairable: false, reason };
  };
  return [
    ...bad.map(({ place, reason }) => finding('bad-record', place, reason)),
    ...doubles.map((place) =>
      finding('duplicate', place, 'the picture has a record in a subfolder too: that one counts'),
    ),
    ...records
      .filter(({ parent }) => parent !== undefined && !numbers.has(parent))
      .map(({ place, parent }) =>
        finding('dangling-parent', place, `its parent, number ${parent}, was never given`),
      ),
  ];
}

function shorten(path: string, collection: string): string {
  return isInside(collection, path) ? relative(collection, path) : path;
}
