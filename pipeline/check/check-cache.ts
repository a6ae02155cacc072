import { cachedPictures, cacheFolders } from '../library/cache.ts';
import type { Settings } from '../settings/settings.ts';
import { listCache } from '../stages/thumbnails.ts';
import type { Finding } from './finding.ts';
import type { RecordFacts, RecordSurvey } from './survey-records.ts';

/** Compares the small versions of pictures with the records; `hasFile`: its picture is there. */
export function checkCache(
  settings: Settings,
  { records, bad }: RecordSurvey,
  hasFile: (record: RecordFacts) => boolean,
): readonly Finding[] {
  const folders = cacheFolders(settings);
  const thumbnails = listCache(folders.thumbnails);
  const previews = listCache(folders.previews);
  const findings: Finding[] = [];
  for (const record of records) {
    const { md5, isShown } = record;
    const cached = cachedPictures(settings, md5);
    const absent = [
      ...(thumbnails.delete(md5) ? [] : [cached.thumbnail]),
      ...(previews.delete(md5) ? [] : [cached.preview]),
    ];
    if (!isShown) continue;
    const repairable = hasFile(record);
    const reason = repairable
      ? 'not made yet, or lost'
      : 'and its picture is not there to make it of';
    for (const path of absent)
      findings.push({ kind: 'missing-thumbnail', path, repairable, reason });
  }
  for (const { md5 } of bad) {
    thumbnails.delete(md5);
    previews.delete(md5);
  }
  const left = [
    ...[...thumbnails].map((md5) => cachedPictures(settings, md5).thumbnail),
    ...[...previews].map((md5) => cachedPictures(settings, md5).preview),
  ];
  const reason = 'no record has its picture';
  for (const path of left)
    findings.push({ kind: 'orphan-thumbnail', path, repairable: true, reason });
  return findings;
}
