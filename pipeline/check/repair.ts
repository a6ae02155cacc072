import { chmod, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { MergeRules } from '../../catalog/post.ts';
import { DecoderPool } from '../decode/decoder-pool.ts';
import { namingLibrary, openLibrary, removeLibrary } from '../library/library.ts';
import { lockCollection } from '../library/lock.ts';
import { RecordTable } from '../library/record-table.ts';
import { findImageRoots } from '../scan/image-roots.ts';
import type { Settings } from '../settings/settings.ts';
import type { Context, ReportProgress } from '../stages/context.ts';
import { refreshLibrary } from '../stages/refresh-library.ts';
import { makeThumbnails } from '../stages/thumbnails.ts';
import type { Finding } from './finding.ts';

/**
 * Mends what is derived: library, small pictures, what cut-off writes have left, a dead process's lock, the secret's
 * permissions. Truth is only read; so deletes that were cut off, which every other writer finishes first, are left too.
 * Throws a BusyError while another process writes.
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
  for (const { kind, path } of findings) {
    if (kind === 'stray-temp') await rm(resolve(collection, path), { force: true });
    if (kind === 'bad-permissions') await chmod(resolve(collection, path), 0o600);
    if (kind === 'bad-library') removeLibrary(state);
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
    await refreshLibrary(context, library.fact('rules') ?? '', 'leave');
    if (missing.length === 0) await makeThumbnails(context, roots);
  });
}
