import { chmod, rm } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { MergeRules } from '../../catalog/post.ts';
import { DecoderPool } from '../decode/decoder-pool.ts';
import { namingLibrary } from '../library/database-error.ts';
import { keepEditsCopy } from '../library/edits-copy.ts';
import { openLibrary } from '../library/library.ts';
import { removeLibrary } from '../library/library-files.ts';
import { lockCollection } from '../library/lock.ts';
import { RecordLock } from '../library/record-lock.ts';
import { RecordTable } from '../library/record-table.ts';
import { newRecordPlace, readRecord } from '../library/records.ts';
import { findImageRoots } from '../scan/image-roots.ts';
import type { CollectionPaths, Settings } from '../settings/settings.ts';
import type { Context, ReportProgress } from '../stages/context.ts';
import { refreshLibrary } from '../stages/refresh-library.ts';
import { makeThumbnails } from '../stages/thumbnails.ts';
import type { Finding } from './finding.ts';

/** What is as good as none, or made anew by what follows or by the next build. */
const isRemoved: ReadonlySet<string> = new Set<Finding['kind']>([
  ...(['stray-temp', 'orphan-thumbnail', 'bad-thumbnail', 'bad-state', 'bad-site-file'] as const),
]);

/**
 * Mends what is derived: library, small pictures, second copies of edits, what cut-off writes have left, a dead process's
 * lock, the secret's permissions; spoilt files of the state and of a site go. Truth is only read; so deletes that were cut
 * off, which every other writer finishes first, are left too. Throws a BusyError while another process writes.
 */
export async function repair(
  settings: Settings,
  rules: MergeRules,
  findings: readonly Finding[],
  progress: ReportProgress,
  now: string,
): Promise<void> {
  const { state, collection } = settings.paths;
  // Taking the lock removes a stale one.
  await using _lock = await lockCollection(state, 'check');
  for (const { kind, path } of findings.filter(({ repairable }) => repairable)) {
    const whole = resolve(collection, path);
    if (isRemoved.has(kind)) await removeWhole(whole);
    if (kind === 'bad-permissions') await chmod(whole, 0o600);
    if (kind === 'bad-library') removeLibrary(state);
    if (kind === 'bad-copy') await renewCopy(settings.paths, basename(path, '.json'));
  }
  const { roots, missing } = await findImageRoots(settings);
  using library = openLibrary(state);
  await using pool = new DecoderPool(settings.limits.seconds);
  const context: Context = {
    settings,
    library,
    records: new RecordTable(library, settings.paths, rules),
    pool,
    // Whatever stands is found by the check that follows.
    problems: [],
    notices: [],
    progress,
    now,
    acceptMissing: false,
    interruptible: (work) => work(new AbortController().signal),
  };
  await namingLibrary(state, async () => {
    await refreshLibrary(context, library.fact('rules') ?? '', { spoilt: 'leave' });
    if (missing.length === 0) await makeThumbnails(context, roots);
  });
}

/** With what belongs to it alone, where it is a database. */
async function removeWhole(path: string): Promise<void> {
  const suffixes = path.endsWith('.db') ? ['-wal', '-shm', ''] : [''];
  for (const suffix of suffixes) await rm(path + suffix, { force: true });
}

/** Makes what the user said in a record its second copy again. */
async function renewCopy({ metadata, state }: CollectionPaths, md5: string): Promise<void> {
  const record =
    (await readRecord(metadata, newRecordPlace(md5))) ??
    (await readRecord(metadata, `${md5}.json`));
  if (record) new RecordLock(state).hold(() => keepEditsCopy(state, record));
}
