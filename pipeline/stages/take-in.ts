import type { HashAnswer } from '../decode/jobs.ts';
import { type Delta, fileKey, type KnownFile } from '../scan/delta.ts';
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
function candidatesOf(context: Context, { delta, roots }: Scan): readonly Candidate[] {
  const candidates: Candidate[] = [
    ...delta.added.map((file) => ({ file })),
    ...delta.changed.map(({ now, before }) => ({ file: now, before })),
    ...findUnkept(context, delta).map((file) => ({ file, before: file })),
  ];
  for (const file of delta.failing) {
    const isMended =
      file.problem?.startsWith(unreadableRecord) &&
      context.records.row(file.md5)?.problem === undefined;
    if (isMended) candidates.push({ file, before: file });
    else context.problems.push({ path: file.path, reason: file.problem ?? '' });
  }
  const rootOrder = new Map(roots.map(({ root }, at) => [root, at]));
  const bytes = new Map(candidates.map(({ file }) => [file, Buffer.from(file.path)]));
  const none = Buffer.alloc(0);
  return candidates.toSorted(
    (a, b) =>
      a.file.mtime - b.file.mtime ||
      Buffer.compare(bytes.get(a.file) ?? none, bytes.get(b.file) ?? none) ||
      (rootOrder.get(a.file.root) ?? 0) - (rootOrder.get(b.file.root) ?? 0),
  );
}

/**
 * Files that are as they were, and whose record does not say so: it was removed or changed by hand, or is to come back from
 * a delete.
 */
function findUnkept({ library, settings }: Context, delta: Delta): readonly KnownFile[] {
  const rows = library
    .sql(
      // CROSS: the few that are unkept first, not every file.
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
       SELECT root, path, size, mtime, files.md5 AS md5
       FROM unkept CROSS JOIN files ON files.md5 = unkept.md5 WHERE files.problem IS NULL`,
    )
    .all(settings.redeleted);
  if (rows.length === 0) return [];
  const others = [...delta.gone, ...delta.changed.map(({ before }) => before)];
  const isOther = new Set(others.map(fileKey));
  return rows
    .map((row) => ({
      root: String(row['root']),
      path: String(row['path']),
      size: Number(row['size']),
      mtime: Number(row['mtime']),
      md5: String(row['md5']),
      problem: undefined,
    }))
    .filter((file) => !isOther.has(fileKey(file)));
}
