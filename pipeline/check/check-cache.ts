import { cachedPictures, cacheFolders } from '../library/cache.ts';
import type { Settings } from '../settings/settings.ts';
import { inOrder } from '../stages/in-order.ts';
import { listCache } from '../stages/survey-cache.ts';
import type { Finding } from './finding.ts';
import type { RecordFacts, RecordSurvey } from './survey-records.ts';
import { isWholeWebp } from './whole-webp.ts';

/** Compares the small versions of pictures with the records; `hasFile`: its picture is there. A deep check opens each. */
export async function checkCache(
  settings: Settings,
  { records, bad }: RecordSurvey,
  hasFile: (record: RecordFacts) => boolean,
  isDeep: boolean,
): Promise<readonly Finding[]> {
  const folders = cacheFolders(settings);
  const thumbnails = listCache(folders.thumbnails);
  const previews = listCache(folders.previews);
  const findings: Finding[] = [];
  const present: Small[] = [];
  for (const record of records) {
    const { md5, isShown } = record;
    const { thumbnail, preview } = cachedPictures(settings, md5);
    const there = [thumbnails.delete(md5), previews.delete(md5)];
    if (!isShown) continue;
    const repairable = hasFile(record);
    for (const [at, path] of [thumbnail, preview].entries()) {
      if (there[at]) present.push({ path, repairable });
      else {
        const reason = repairable ? 'not made yet, or lost' : `and ${noPicture}`;
        findings.push({ kind: 'missing-thumbnail', path, repairable, reason });
      }
    }
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
  return isDeep ? [...findings, ...(await findBroken(present))] : findings;
}

/** A small version that is there. `repairable`: so is the picture that it is made of. */
type Small = Pick<Finding, 'path' | 'repairable'>;

const noPicture = 'its picture is not there to make it of';

async function findBroken(present: readonly Small[]): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  await inOrder(
    present,
    16,
    ({ path }) => isWholeWebp(path),
    async (isWhole, small) => {
      if (isWhole) return;
      const reason = small.repairable ? 'it is not whole' : `it is not whole, and ${noPicture}`;
      findings.push({ kind: 'bad-thumbnail', ...small, reason });
    },
  );
  return findings;
}
