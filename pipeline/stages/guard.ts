import type { Library } from '../library/library.ts';
import type { RecordRow } from '../library/record-row.ts';
import { type Context, RefusedError } from './context.ts';

/** More posts than this, and more than this share of the known ones, must not vanish in one run. */
const mostGone = 20;
const mostGoneShare = 0.1;

/** Whether so many are missing that they must be looked for before anything is written. */
export function isSuspicious(gone: number, known: number): boolean {
  return gone > mostGone && gone > known * mostGoneShare;
}

/** The posts whose picture was there. */
export function countKnownPosts({ library }: Context): number {
  return Number(
    library
      .sql(
        'SELECT count(*) AS count FROM records WHERE number > 0 AND deleted = 0 AND locations > 0',
      )
      .get()?.['count'],
  );
}

/** A share that is not mounted must not empty the site. Throws a RefusedError with the figures. */
export function guardPosts(context: Context, gonePosts: number): void {
  if (context.acceptMissing || gonePosts === 0) return;
  const knownPosts = countKnownPosts(context);
  if (!isSuspicious(gonePosts, knownPosts)) return;
  throw new RefusedError(
    `${gonePosts} of ${knownPosts} known posts have no file any more. Nothing was changed. Is a disk or share not ` +
      'mounted? If they are meant to be gone, say --accept-missing.',
  );
}

/** Records that are gone take posts and edits with them: a metadata folder that is missing must not. */
export function guardRecords(context: Context, gone: readonly RecordRow[], left: number): void {
  const posts = gone.filter(({ number, isDeleted }) => number !== undefined && !isDeleted).length;
  if (posts > 0) guardPostRecords(context, posts, countPosts(context.library), left);
}

/** The same of a library that was made anew; `before`: the posts of the one whose place it takes. */
export function guardRebuilt(context: Context, before: number): void {
  const now = countPosts(context.library);
  guardPostRecords(context, Math.max(0, before - now), before, now);
}

/** The posts that a library knows, with a file or without. */
export function countPosts(library: Library): number {
  const row = library
    .sql('SELECT count(*) AS count FROM records WHERE number > 0 AND deleted = 0')
    .get();
  return Number(row?.['count']);
}

function guardPostRecords(context: Context, gone: number, known: number, left: number): void {
  if (context.acceptMissing || gone === 0) return;
  if (left > 0 && !isSuspicious(gone, known)) return;
  throw new RefusedError(
    `${gone} of ${known} records are gone from ${context.settings.paths.metadata}. Nothing was changed. Is a disk or ` +
      'share not mounted? If they are meant to be gone, say --accept-missing.',
  );
}

/** An image folder that is not there, where there once were pictures. */
export function guardFolders(context: Context, missing: readonly string[]): void {
  if (missing.length === 0 || context.acceptMissing) return;
  const knownPosts = countKnownPosts(context);
  if (knownPosts === 0) return;
  throw new RefusedError(
    `the image folder ${missing.join(', ')} is missing; ${knownPosts} posts are known. Nothing was changed. Is a disk ` +
      'or share not mounted? If it is meant to be gone, say --accept-missing.',
  );
}

/** An image folder on another device, with known files missing: an empty mount point, most likely. */
export function guardDevice(
  context: Context,
  folder: string,
  device: { readonly before: string | undefined; readonly now: string },
  goneFiles: number,
): void {
  if (context.acceptMissing || goneFiles === 0) return;
  if (device.before === undefined || device.before === device.now) return;
  throw new RefusedError(
    `the image folder ${folder} is on another device than before, and ${goneFiles} known files are not there. Nothing ` +
      'was changed. Is a disk or share not mounted? If all is well, say --accept-missing.',
  );
}
