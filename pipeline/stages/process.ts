import { findLooseDrafts, removeOldDrafts } from '../library/drafts.ts';
import { removeDraftLibrary } from '../library/library-files.ts';
import type { ImageRoot } from '../scan/walk.ts';
import { type Context, InterruptedError, type Problem } from './context.ts';
import type { FileCounts } from './intake.ts';
import { damagedPosts, rememberProblems } from './known-problems.ts';
import { type LookUpWishes, lookUp, type SourceCounts } from './look-up.ts';
import { guardMissing } from './missing-posts.ts';
import { readTagFiles } from './read-tag-files.ts';
import { refreshLibrary } from './refresh-library.ts';
import { rememberScan, scanAside } from './scan.ts';
import { settleNumbers } from './settle-numbers.ts';
import { tagPosts } from './tag-posts.ts';
import { takeIn } from './take-in.ts';
import { makeThumbnails } from './thumbnails.ts';

/** What a run did: whole numbers of files, and what went wrong. */
export interface ProcessReport extends FileCounts {
  readonly problems: readonly Problem[];
  /** What was asked of each source. */
  readonly sources: Readonly<Record<string, SourceCounts>>;
}

/** The pipeline, from a folder of pictures to records, library and thumbnails. Read this first. */
export async function processCollection(
  context: Context,
  rulesHash: string,
  wishes: LookUpWishes = {},
): Promise<ProcessReport> {
  await removeOldDrafts(await findLooseDrafts(context.settings.paths));
  // A rebuild that goes on would have the lock.
  removeDraftLibrary(context.settings.paths.state);
  await using images = await scanAside(context);
  await refreshLibrary(context, rulesHash, { beside: images.threads });
  const scan = await images.finish();
  const hashed = await guardMissing(context, scan);
  const highest = await settleNumbers(context);
  const counts = await takeIn(context, scan, highest, hashed);
  await readTagFiles(context, scan);
  await makeThumbnails(context, scan.roots);
  await context.pool.rest();
  rememberScan(context, scan.roots);
  // Again after the sources: a run that is stopped there has said what it met until then.
  rememberProblems(context);
  const sources = await askSources(context, scan.roots, wishes);
  rememberProblems(context);
  // A damaged picture is shown, and stays a problem.
  for (const { path, reason } of damagedPosts(context.library)) {
    context.problems.push({ path, reason });
  }
  listRedeleted(context);
  return { ...counts, problems: context.problems, sources };
}

/** Comes after all that needs no network, so that a run which is stopped here has a whole site to show. */
async function askSources(
  context: Context,
  roots: readonly ImageRoot[],
  wishes: LookUpWishes,
): Promise<Readonly<Record<string, SourceCounts>>> {
  return context.interruptible(async (signal) => {
    try {
      const asked = await lookUp(context, roots, wishes, signal);
      return { ...asked, ...(await tagPosts(context, roots, wishes, signal)) };
    } catch (cause) {
      if (!signal.aborted) throw cause;
      throw new InterruptedError(
        'stopped; what the sources and models said is kept, and the next run goes on from there',
        { cause },
      );
    }
  });
}

function listRedeleted({ library, notices }: Context): void {
  const rows = library
    .sql(`SELECT files.path AS path FROM files JOIN records ON records.md5 = files.md5
          WHERE records.deleted = 1 ORDER BY files.path`)
    .all();
  for (const { path } of rows)
    notices.push(`${String(path)}: was deleted before, and stays deleted`);
}
