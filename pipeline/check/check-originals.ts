import { join } from 'node:path';
import type { Location } from '../../catalog/record.ts';
import { isInside } from '../library/files.ts';
import { fileKey } from '../scan/delta.ts';
import { absolutePath } from '../stages/identify.ts';
import type { Finding } from './finding.ts';
import type { ImageSurvey } from './survey-images.ts';
import type { RecordFacts, RecordSurvey } from './survey-records.ts';

/** What is known of the files' bytes: by the last scan, and by reading them now. */
interface Evidence {
  readonly metadata: string;
  readonly images: ImageSurvey;
  readonly hashes: ReadonlyMap<string, string>;
  /** File and MD5 of everything that a record lists. */
  readonly claims: ReadonlySet<string>;
  readonly listed: ReadonlySet<string>;
}

/**
 * Compares the records with the files. All that it finds is truth that does not fit together: only the user can say what
 * is right. `hashes`: by file, from `hashFiles`; `''` where a file cannot be read.
 */
export function checkOriginals(
  { metadata, records }: RecordSurvey,
  images: ImageSurvey,
  hashes: ReadonlyMap<string, string>,
): readonly Finding[] {
  const claims = records.flatMap(({ md5, locations }) =>
    locations.map((location) => claimOf(keyOf(location), md5)),
  );
  const listed = listedFiles(records);
  const evidence = { metadata, images, hashes, claims: new Set(claims), listed };
  const unread = images.unread.map((folder) =>
    finding('missing-original', folder, 'the folder is not there, or cannot be read'),
  );
  return [
    ...unread,
    ...records.flatMap((record) => checkLocations(record, evidence)),
    ...findUnseen(records, evidence),
    ...findDuplicates(records, evidence),
  ];
}

/** Every file that a record lists as its picture's. */
export function listedFiles(records: readonly RecordFacts[]): ReadonlySet<string> {
  return new Set(records.flatMap(({ locations }) => locations.map(keyOf)));
}

/** Whether a file of a record's picture is there. */
export function hasFile({ locations }: RecordFacts, { files }: ImageSurvey): boolean {
  return locations.some((location) => files.has(keyOf(location)));
}

function checkLocations(record: RecordFacts, evidence: Evidence): readonly Finding[] {
  const { images, hashes, claims } = evidence;
  if (record.isDeleted) return [];
  const findings: Finding[] = [];
  for (const location of record.locations) {
    const path = pathOf(location, images);
    if (images.unread.some((folder) => path === folder || isInside(folder, path))) continue;
    const key = keyOf(location);
    const hash = hashes.get(key);
    const md5 = hash ?? images.known.get(key) ?? record.md5;
    if (!images.files.has(key)) {
      const reason = `metadata/${record.place} says that it is there`;
      findings.push(finding('missing-original', path, reason));
    } else if (hash === '') findings.push(finding('missing-original', path, 'it cannot be read'));
    else if (md5 === record.md5) continue;
    else if (hash === undefined || claims.has(claimOf(key, md5))) {
      findings.push(
        finding('missing-original', path, `it holds another picture than ${record.md5}`),
      );
    } else
      findings.push(finding('wrong-md5', path, `its record says ${record.md5}, it has ${md5}`));
  }
  const isHopeless =
    findings.length > 0 &&
    findings.length === record.locations.length &&
    findings.every(({ kind }) => kind === 'missing-original');
  // Where no scan has ever seen such a picture, it is the record that does not belong here.
  const isUnseen = images.seen.size > 0 && !images.seen.has(record.md5);
  return isHopeless && isUnseen ? [orphan(record, evidence)] : findings;
}

/**
 * Records that name no file, of pictures never seen: the Flask version's, or brought by hand. As long as there are files
 * that nobody has read, each may be the one.
 */
function findUnseen(records: readonly RecordFacts[], evidence: Evidence): readonly Finding[] {
  const { images, hashes, listed } = evidence;
  const isRead = (key: string): boolean =>
    images.known.has(key) || hashes.has(key) || listed.has(key);
  if (![...images.files.keys()].every(isRead) || images.unread.length > 0) return [];
  const present = new Set([...images.known.values(), ...hashes.values()]);
  return records
    .filter(({ isDeleted, locations }) => !isDeleted && locations.length === 0)
    .filter(({ number, md5 }) => number === undefined && !present.has(md5))
    .map((record) => orphan(record, evidence));
}

/** Files whose bytes a record has, which does not list them: the next run takes them for a second location. */
function findDuplicates(records: readonly RecordFacts[], evidence: Evidence): readonly Finding[] {
  const { images, hashes, listed } = evidence;
  const shown = new Map(
    records.filter(({ isShown }) => isShown).map((record) => [record.md5, record]),
  );
  return [...hashes].flatMap(([key, md5]) => {
    const file = images.files.get(key);
    const [twin] = shown.get(md5)?.locations ?? [];
    if (!file || !twin || listed.has(key)) return [];
    const reason = `the same bytes as ${twin.path}; the next run takes it in beside that`;
    return [finding('duplicate', absolutePath(images.roots, file), reason)];
  });
}

function orphan({ place }: RecordFacts, { metadata }: Evidence): Finding {
  return finding('orphan-record', join(metadata, place), 'no picture has these bytes');
}

function finding(kind: Finding['kind'], path: string, reason: string): Finding {
  return { kind, path, repairable: false, reason };
}

function claimOf(key: string, md5: string): string {
  return `${md5} ${key}`;
}

function keyOf({ path, root = '' }: Location): string {
  return fileKey({ root, path });
}

function pathOf({ path, root = '' }: Location, { folders }: ImageSurvey): string {
  return join(folders.get(root) ?? root, path);
}
