import type { HashAnswer } from '../decode/jobs.ts';
import { fileKey } from '../scan/delta.ts';
import type { Context } from './context.ts';
import { identify, unreadableRecord } from './identify.ts';
import { inOrder } from './in-order.ts';
import { type Candidate, type FileCounts, Intake } from './intake.ts';
import type { Scan } from './scan.ts';

/** Files; no more are looked at ahead, see `Intake.take`. */
const flushEvery = 1000;

/**
 * Takes in what a scan found: every new picture gets a number, in the order (time, path bytes), and a record; every
 * record gets the paths that its picture has now.
 */
export async function takeIn(
  context: Context,
  scan: Scan,
  highest: number,
  hashed: ReadonlyMap<string, HashAnswer>,
): Promise<FileCounts> {
  const intake = new Intake(context, scan, highest);
  const candidates = candidatesOf(context, scan);
  let done = 0;
  await inOrder(
    candidates,
    Math.min(context.pool.hashesAhead, flushEvery),
    async ({ file }) => {
      const identity = await identify(context, scan.roots, file, hashed.get(fileKey(file)));
      // Here, as several disks' journeys at once take as long as one.
      const record =
        identity.kind === 'picture' ? await context.records.read(identity.md5) : undefined;
      return { identity, record };
    },
    async ({ identity, record }, candidate) => {
      await intake.take(identity, candidate, record);
      done += 1;
      context.progress('identifying', done, candidates.length);
      if (done % flushEvery === 0) await intake.flush();
    },
  );
  return intake.finish();
}

/** New and changed files, and those whose record can be read again, in order of arrival. */
function candidatesOf(context: Context, { delta }: Scan): readonly Candidate[] {
  const candidates: Candidate[] = [
    ...delta.added.map((file) => ({ file })),
    ...delta.changed.map(({ now, before }) => ({ file: now, before })),
  ];
  const unkept = findUnkept(context);
  for (const file of delta.same) {
    if (unkept.size > 0 && unkept.has(fileKey(file))) candidates.push({ file, before: file });
    if (file.problem === undefined) continue;
    const isMended =
      file.problem.startsWith(unreadableRecord) &&
      context.records.row(file.md5)?.problem === undefined;
    if (isMended) candidates.push({ file, before: file });
    else context.problems.push({ path: file.path, reason: file.problem });
  }
  const bytes = new Map(candidates.map(({ file }) => [file, Buffer.from(file.path)]));
  const none = Buffer.alloc(0);
  return candidates.toSorted(
    (a, b) =>
      a.file.mtime - b.file.mtime ||
      Buffer.compare(bytes.get(a.file) ?? none, bytes.get(b.file) ?? none),
  );
}

/** Known files whose record does not say so: it was removed or changed by hand, or is to come back from a delete. */
function findUnkept({ library, settings }: Context): ReadonlySet<string> {
  const rows = library
    .sql(
      `WITH held AS (SELECT md5, count(*) AS files FROM files WHERE problem IS NULL GROUP BY md5),
         readable AS (SELECT * FROM records WHERE problem IS NULL),
         unkept AS (
           SELECT held.md5 AS md5 FROM held LEFT JOIN records ON records.md5 = held.md5
           WHERE records.md5 IS NULL
             OR (records.problem IS NULL AND records.deleted = 0 AND records.locations <> held.files)
           UNION SELECT md5 FROM readable WHERE deleted = 0 AND number IS NULL
           UNION SELECT md5 FROM readable WHERE deleted = 0 AND added = ''
           UNION SELECT md5 FROM readable WHERE deleted = 0 AND measured = 0
           UNION SELECT md5 FROM readable WHERE deleted = 1 AND ? = 'restore')
       SELECT root, path FROM unkept JOIN files ON files.md5 = unkept.md5 WHERE files.problem IS NULL`,
    )
    .all(settings.redeleted);
  return new Set(
    rows.map((row) => fileKey({ root: String(row['root']), path: String(row['path']) })),
  );
}
